


SET check_function_bodies = false;


CREATE SCHEMA {schema};



CREATE FUNCTION {schema}.acquire(p_thread text) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_epoch bigint;
BEGIN
    PERFORM "{schema}".be_durable();
    INSERT INTO "{schema}".thread AS t (thread_id, epoch) VALUES (p_thread, 1)
        ON CONFLICT (thread_id) DO UPDATE SET epoch = t.epoch + 1
        RETURNING t.epoch INTO v_epoch;
    RETURN v_epoch;
END $$;



CREATE FUNCTION {schema}.append_log(p_thread text, p_ns text, p_id bigint, p_channel text, p_version bigint, p_offset bigint, p_bytes bytea) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_start  bigint;
    v_size   bigint;
    v_length bigint;
BEGIN
    -- Nearly always: a few bytes for a last piece that has room for them.
    UPDATE "{schema}".log_piece l SET bytes = l.bytes || p_bytes
        WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = p_channel AND l.version = p_version
            AND l.start = (SELECT k.start FROM "{schema}".log_piece k
                WHERE k.thread_id = p_thread AND k.ns = p_ns AND k.channel = p_channel AND k.version = p_version
                ORDER BY k.start DESC LIMIT 1)
            AND l.start + octet_length(l.bytes) = p_offset
            AND (octet_length(l.bytes) = 0 OR octet_length(l.bytes) + octet_length(p_bytes) <= 1800);
    IF FOUND THEN
        RETURN;
    END IF;

    SELECT l.start, octet_length(l.bytes) INTO v_start, v_size FROM "{schema}".log_piece l
        WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = p_channel AND l.version = p_version
        ORDER BY l.start DESC LIMIT 1;
    IF v_start IS NULL AND p_version = p_id AND p_offset = 0 THEN
        INSERT INTO "{schema}".log_piece VALUES (p_thread, p_ns, p_channel, p_version, 0, p_bytes);
        RETURN;
    END IF;
    v_length := coalesce(v_start + v_size, -1);
    IF p_offset < v_length AND NOT EXISTS (
        SELECT 1 FROM "{schema}".checkpoint c CROSS JOIN LATERAL unnest(c.ref_channels, c.ref_versions, c.ref_lengths) AS r (channel, version, length)
        WHERE c.thread_id = p_thread AND c.ns = p_ns AND NOT c.hidden
            AND r.channel = p_channel AND r.version = p_version AND r.length > p_offset) THEN
        PERFORM "{schema}".cut_log(p_thread, p_ns, p_channel, p_version, p_offset);
        PERFORM "{schema}".append_log(p_thread, p_ns, p_id, p_channel, p_version, p_offset, p_bytes);
    ELSIF p_offset <> v_length THEN
        RAISE EXCEPTION 'bytes for offset % do not fit log %, which has % bytes', p_offset, p_version, greatest(v_length, 0)
            USING ERRCODE = 'GR001', COLUMN = p_channel, CONSTRAINT = p_id::text;
    ELSIF octet_length(p_bytes) > 0 THEN
        INSERT INTO "{schema}".log_piece VALUES (p_thread, p_ns, p_channel, p_version, p_offset, p_bytes);
    END IF;
END $$;



CREATE FUNCTION {schema}.be_durable() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
END $$;



CREATE FUNCTION {schema}.check_references(p_thread text, p_ns text, p_id bigint, p_channels text[], p_versions bigint[], p_lengths bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_channel text;
BEGIN
    SELECT r.channel INTO v_channel FROM unnest(p_channels, p_versions, p_lengths) AS r (channel, version, length)
        WHERE r.version <> p_id AND CASE WHEN r.length < 0
            THEN NOT EXISTS (SELECT 1 FROM "{schema}".checkpoint c
                WHERE c.thread_id = p_thread AND c.ns = p_ns AND c.id = r.version AND r.channel = ANY (c.value_channels))
            ELSE r.length > coalesce((SELECT max(l.start + octet_length(l.bytes)) FROM "{schema}".log_piece l
                WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = r.channel AND l.version = r.version), 0)
            END
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'it refers to bytes that are not stored'
            USING ERRCODE = 'GR001', COLUMN = v_channel, CONSTRAINT = p_id::text;
    END IF;
END $$;



CREATE FUNCTION {schema}.collect(p_thread text) RETURNS void
    LANGUAGE sql
    AS $$
    DELETE FROM "{schema}".pending_write p USING "{schema}".checkpoint c
        WHERE p.thread_id = p_thread AND c.thread_id = p_thread AND c.ns = p.ns AND c.id = p.checkpoint_id AND c.hidden;

    UPDATE "{schema}".line l SET head = coalesce((
            SELECT c.id FROM "{schema}".checkpoint c WHERE c.thread_id = p_thread AND c.ns = l.ns AND NOT c.hidden ORDER BY c.id DESC LIMIT 1), 0)
        WHERE l.thread_id = p_thread
            AND NOT EXISTS (SELECT 1 FROM "{schema}".checkpoint c WHERE c.thread_id = p_thread AND c.ns = l.ns AND c.id = l.head AND NOT c.hidden);

    -- All parts of one statement see the same state, and no two of them touch the same row.
    WITH needed AS MATERIALIZED (
        SELECT c.ns, r.channel, r.version, max(r.length) AS length
        FROM "{schema}".checkpoint c CROSS JOIN LATERAL unnest(c.ref_channels, c.ref_versions, c.ref_lengths) AS r (channel, version, length)
        WHERE c.thread_id = p_thread AND NOT c.hidden
        GROUP BY c.ns, r.channel, r.version),
    hidden AS MATERIALIZED (
        SELECT c.ns, c.id,
            array_agg(x.channel ORDER BY x.position) FILTER (WHERE x.kept) AS channels,
            array_agg(x.bytes ORDER BY x.position) FILTER (WHERE x.kept) AS bytes
        FROM "{schema}".checkpoint c
        LEFT JOIN LATERAL (
            SELECT u.channel, u.bytes, u.position, EXISTS (
                SELECT 1 FROM needed n WHERE n.ns = c.ns AND n.version = c.id AND n.channel = u.channel AND n.length < 0) AS kept
            FROM unnest(c.value_channels, c.value_bytes) WITH ORDINALITY AS u (channel, bytes, position)) x ON true
        WHERE c.thread_id = p_thread AND c.hidden
        GROUP BY c.ns, c.id),
    dropped AS (
        DELETE FROM "{schema}".checkpoint c USING hidden h
        WHERE c.thread_id = p_thread AND c.ns = h.ns AND c.id = h.id AND h.channels IS NULL),
    kept AS (
        UPDATE "{schema}".checkpoint c
        SET metadata = NULL, body = '', results = '', ref_channels = '{}', ref_versions = '{}', ref_lengths = '{}',
            value_channels = h.channels, value_bytes = h.bytes
        FROM hidden h
        WHERE c.thread_id = p_thread AND c.ns = h.ns AND c.id = h.id AND h.channels IS NOT NULL
            AND (cardinality(c.ref_channels) > 0 OR cardinality(c.value_channels) > cardinality(h.channels))),
    shortened AS (
        UPDATE "{schema}".log_piece l SET bytes = substring(l.bytes FROM 1 FOR (n.length - l.start)::int)
        FROM needed n
        WHERE l.thread_id = p_thread AND n.ns = l.ns AND n.channel = l.channel AND n.version = l.version
            AND (l.start < n.length OR l.start = 0) AND n.length >= 0 AND l.start + octet_length(l.bytes) > n.length)
    DELETE FROM "{schema}".log_piece l
        WHERE l.thread_id = p_thread AND NOT EXISTS (
            SELECT 1 FROM needed n
            WHERE n.ns = l.ns AND n.channel = l.channel AND n.version = l.version AND (l.start < n.length OR l.start = 0 AND n.length = 0));
$$;



CREATE FUNCTION {schema}.copy_thread(p_source text, p_target text) RETURNS integer
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM "{schema}".be_durable();
    INSERT INTO "{schema}".thread (thread_id, epoch) VALUES (p_target, 0) ON CONFLICT DO NOTHING;
    PERFORM 1 FROM "{schema}".thread t WHERE t.thread_id = p_target FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM "{schema}".line l WHERE l.thread_id = p_target AND l.head <> 0) THEN
        RETURN 5;
    END IF;
    WITH lines AS (
        INSERT INTO "{schema}".line AS t (thread_id, ns, head, last_id)
        SELECT p_target, l.ns, l.head, l.last_id FROM "{schema}".line l WHERE l.thread_id = p_source
        ON CONFLICT (thread_id, ns) DO UPDATE SET head = excluded.head, last_id = greatest(t.last_id, excluded.last_id)),
    checkpoints AS (
        INSERT INTO "{schema}".checkpoint
        SELECT p_target, c.ns, c.id, c.parent_id, c.created_at, c.step, c.source, c.paused, c.hidden, c.run_id, c.metadata, c.body, c.results,
            c.ref_channels, c.ref_versions, c.ref_lengths, c.value_channels, c.value_bytes
        FROM "{schema}".checkpoint c WHERE c.thread_id = p_source),
    writes AS (
        INSERT INTO "{schema}".pending_write
        SELECT p_target, p.ns, p.checkpoint_id, p.task_id, p.kind, p.run_id, p.payload FROM "{schema}".pending_write p WHERE p.thread_id = p_source)
    INSERT INTO "{schema}".log_piece
    SELECT p_target, l.ns, l.channel, l.version, l.start, l.bytes FROM "{schema}".log_piece l WHERE l.thread_id = p_source;
    RETURN 0;
END $$;



CREATE FUNCTION {schema}.cut_log(p_thread text, p_ns text, p_channel text, p_version bigint, p_length bigint) RETURNS void
    LANGUAGE sql
    AS $$
    DELETE FROM "{schema}".log_piece l
        WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = p_channel AND l.version = p_version
            AND l.start >= p_length AND l.start > 0;
    UPDATE "{schema}".log_piece l SET bytes = substring(l.bytes FROM 1 FOR (p_length - l.start)::int)
        WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = p_channel AND l.version = p_version
            AND l.start + octet_length(l.bytes) > p_length;
$$;



CREATE FUNCTION {schema}.delete_runs(p_thread text, p_runs text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_hidden bigint;
BEGIN
    PERFORM "{schema}".be_durable();
    PERFORM 1 FROM "{schema}".thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    DELETE FROM "{schema}".pending_write p WHERE p.thread_id = p_thread AND p.run_id = ANY (p_runs);
    UPDATE "{schema}".checkpoint c SET hidden = true WHERE c.thread_id = p_thread AND c.run_id = ANY (p_runs) AND NOT c.hidden;
    GET DIAGNOSTICS v_hidden = ROW_COUNT;
    IF v_hidden > 0 THEN
        PERFORM "{schema}".collect(p_thread);
    END IF;
END $$;



CREATE FUNCTION {schema}.delete_thread(p_thread text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM "{schema}".acquire(p_thread);
    DELETE FROM "{schema}".pending_write WHERE thread_id = p_thread;
    DELETE FROM "{schema}".log_piece WHERE thread_id = p_thread;
    DELETE FROM "{schema}".checkpoint WHERE thread_id = p_thread;
    UPDATE "{schema}".line SET head = 0 WHERE thread_id = p_thread;
END $$;



CREATE FUNCTION {schema}.hold_epoch(p_thread text) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_epoch bigint;
BEGIN
    SELECT t.epoch INTO v_epoch FROM "{schema}".thread t WHERE t.thread_id = p_thread FOR SHARE;
    IF NOT FOUND THEN
        INSERT INTO "{schema}".thread (thread_id, epoch) VALUES (p_thread, 0) ON CONFLICT DO NOTHING;
        SELECT t.epoch INTO v_epoch FROM "{schema}".thread t WHERE t.thread_id = p_thread FOR SHARE;
    END IF;
    RETURN v_epoch;
END $$;



CREATE FUNCTION {schema}.prune_thread(p_thread text, p_keep bigint, p_older timestamp with time zone, p_keep_paused boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_hidden bigint;
BEGIN
    PERFORM 1 FROM "{schema}".thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    UPDATE "{schema}".checkpoint c SET hidden = true
        FROM (SELECT l.ns, (
                SELECT k.id FROM "{schema}".checkpoint k WHERE k.thread_id = p_thread AND k.ns = l.ns AND NOT k.hidden
                ORDER BY k.id DESC OFFSET p_keep - 1 LIMIT 1) AS oldest
            FROM "{schema}".line l WHERE l.thread_id = p_thread) AS kept
        WHERE c.thread_id = p_thread AND c.ns = kept.ns AND NOT c.hidden AND c.id < kept.oldest
            AND (p_older IS NULL OR c.created_at < p_older)
            -- What waits stays: paused at a breakpoint or with a pending interrupt (kind 1), and no superstep (source 1) made from it.
            AND NOT (p_keep_paused
                AND (c.paused OR EXISTS (
                    SELECT 1 FROM "{schema}".pending_write p
                    WHERE p.thread_id = p_thread AND p.ns = c.ns AND p.checkpoint_id = c.id AND p.kind = 1))
                AND NOT EXISTS (
                    SELECT 1 FROM "{schema}".checkpoint s
                    WHERE s.thread_id = p_thread AND s.ns = c.ns AND s.id > c.id AND s.parent_id = c.id AND s.source = 1 AND NOT s.hidden));
    GET DIAGNOSTICS v_hidden = ROW_COUNT;
    IF v_hidden > 0 THEN
        PERFORM "{schema}".collect(p_thread);
    END IF;
    RETURN v_hidden;
END $$;



CREATE FUNCTION {schema}.put_checkpoints(p_thread text, p_ns text, p_epoch bigint, p_expected bigint, p_ids bigint[], p_parents bigint[], p_created timestamp with time zone[], p_steps integer[], p_sources smallint[], p_paused boolean[], p_runs text[], p_metadata bytea[], p_bodies bytea[], p_results bytea[], p_ref_counts integer[], p_ref_channels text[], p_ref_versions bigint[], p_ref_lengths bigint[], p_value_counts integer[], p_value_channels text[], p_value_bytes bytea[], p_log_counts integer[], p_log_channels text[], p_log_versions bigint[], p_log_offsets bigint[], p_log_bytes bytea[], OUT outcome integer, OUT current bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_count    int := cardinality(p_ids);
    v_last     bigint := p_ids[v_count];
    v_previous bigint := p_expected;
    v_last_id  bigint;
    v_metadata text;
    r int := 0;
    v int := 0;
    l int := 0;
BEGIN
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM "{schema}".be_durable();
    END IF;
    SELECT t.epoch INTO current FROM "{schema}".thread t WHERE t.thread_id = p_thread FOR SHARE;
    IF NOT FOUND THEN
        current := "{schema}".hold_epoch(p_thread);
    END IF;
    IF current <> p_epoch THEN
        outcome := 1;
        RETURN;
    END IF;

    UPDATE "{schema}".line SET head = v_last, last_id = v_last
        WHERE thread_id = p_thread AND ns = p_ns AND head = p_expected AND last_id < p_ids[1];
    IF NOT FOUND AND p_expected = 0 THEN
        INSERT INTO "{schema}".line (thread_id, ns, head, last_id) VALUES (p_thread, p_ns, v_last, v_last) ON CONFLICT DO NOTHING;
    END IF;
    IF NOT FOUND THEN
        SELECT t.head, t.last_id INTO current, v_last_id FROM "{schema}".line t WHERE t.thread_id = p_thread AND t.ns = p_ns;
        current := coalesce(current, 0);
        -- The same ids, made by the same runs at the same times, are this commit itself that arrives again.
        outcome := CASE
            WHEN current = v_last AND v_count = (
                SELECT count(*) FROM "{schema}".checkpoint c
                JOIN unnest(p_ids, p_created, p_runs) AS n (id, created_at, run_id) ON n.id = c.id
                WHERE c.thread_id = p_thread AND c.ns = p_ns AND NOT c.hidden
                    AND c.created_at = n.created_at AND c.run_id IS NOT DISTINCT FROM n.run_id) THEN 0
            WHEN current <> p_expected THEN 2
            ELSE 3 END;
        IF outcome = 3 THEN
            current := v_last_id;
        END IF;
        RETURN;
    END IF;

    FOR i IN 1 .. v_count LOOP
        FOR j IN l + 1 .. l + p_log_counts[i] LOOP
            PERFORM "{schema}".append_log(p_thread, p_ns, p_ids[i], p_log_channels[j], p_log_versions[j], p_log_offsets[j], p_log_bytes[j]);
        END LOOP;
        IF p_parents[i] <> v_previous THEN
            PERFORM "{schema}".check_references(p_thread, p_ns, p_ids[i],
                p_ref_channels[r + 1 : r + p_ref_counts[i]], p_ref_versions[r + 1 : r + p_ref_counts[i]], p_ref_lengths[r + 1 : r + p_ref_counts[i]]);
        END IF;
        -- Listing compares metadata as jsonb: what jsonb cannot hold is refused here, not found out by a later reader.
        v_metadata := NULL;
        IF octet_length(p_metadata[i]) > 0 THEN
            v_metadata := convert_from(p_metadata[i], 'UTF8');
            PERFORM v_metadata::jsonb;
        END IF;
        INSERT INTO "{schema}".checkpoint (thread_id, ns, id, parent_id, created_at, step, source, paused, run_id, metadata, body, results,
            ref_channels, ref_versions, ref_lengths, value_channels, value_bytes)
        VALUES (p_thread, p_ns, p_ids[i], p_parents[i], p_created[i], p_steps[i], p_sources[i], p_paused[i], p_runs[i],
            v_metadata::json, p_bodies[i], p_results[i],
            CASE WHEN v_count = 1 THEN p_ref_channels ELSE p_ref_channels[r + 1 : r + p_ref_counts[i]] END,
            CASE WHEN v_count = 1 THEN p_ref_versions ELSE p_ref_versions[r + 1 : r + p_ref_counts[i]] END,
            CASE WHEN v_count = 1 THEN p_ref_lengths ELSE p_ref_lengths[r + 1 : r + p_ref_counts[i]] END,
            CASE WHEN v_count = 1 THEN p_value_channels ELSE p_value_channels[v + 1 : v + p_value_counts[i]] END,
            CASE WHEN v_count = 1 THEN p_value_bytes ELSE p_value_bytes[v + 1 : v + p_value_counts[i]] END);
        r := r + p_ref_counts[i];
        v := v + p_value_counts[i];
        l := l + p_log_counts[i];
        v_previous := p_ids[i];
    END LOOP;
    outcome := 0;
END $$;



CREATE FUNCTION {schema}.put_writes(p_thread text, p_ns text, p_epoch bigint, p_checkpoint bigint, p_run text, p_tasks text[], p_kinds smallint[], p_payloads bytea[], OUT outcome integer, OUT current bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM "{schema}".be_durable();
    current := "{schema}".hold_epoch(p_thread);
    IF current <> p_epoch THEN
        outcome := 1;
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM "{schema}".checkpoint c WHERE c.thread_id = p_thread AND c.ns = p_ns AND c.id = p_checkpoint AND NOT c.hidden) THEN
        outcome := 4;
        RETURN;
    END IF;
    -- In key order, so that two batches with the same keys cannot wait for each other.
    INSERT INTO "{schema}".pending_write (thread_id, ns, checkpoint_id, task_id, kind, run_id, payload)
        SELECT p_thread, p_ns, p_checkpoint, w.task_id, w.kind, p_run, w.payload
        FROM unnest(p_tasks, p_kinds, p_payloads) AS w (task_id, kind, payload) ORDER BY w.task_id, w.kind
        ON CONFLICT (thread_id, ns, checkpoint_id, task_id, kind) DO UPDATE SET run_id = excluded.run_id, payload = excluded.payload;
    outcome := 0;
END $$;



CREATE FUNCTION {schema}.remove_expired_items(p_now bigint, p_most bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_removed bigint;
BEGIN
    DELETE FROM "{schema}".item i WHERE (i.ns, i.key) IN (
        SELECT e.ns, e.key FROM "{schema}".item e WHERE e.expires_at <= p_now LIMIT p_most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS v_removed = ROW_COUNT;
    RETURN v_removed;
END $$;



CREATE FUNCTION {schema}.run_acknowledge(p_thread text, p_run text, p_epoch bigint, p_clock timestamp with time zone, OUT held boolean, OUT ready boolean) RETURNS record
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE "{schema}".run_thread t SET winds_run = NULL, winds_epoch = NULL, winds_until = NULL
        WHERE t.thread_id = p_thread AND t.winds_run = p_run AND t.winds_epoch = p_epoch;
    held := FOUND;
    ready := held AND "{schema}".run_touch(p_thread, coalesce(p_clock, clock_timestamp()));
END $$;



CREATE FUNCTION {schema}.run_append_events(p_thread text, p_run text, p_epoch bigint, p_sequences bigint[], p_kinds text[], p_namespaces text[], p_data bytea[], OUT outcome integer, OUT v_last bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_new bigint[];
BEGIN
    PERFORM 1 FROM "{schema}".run r WHERE r.thread_id = p_thread AND r.run_id = p_run AND r.status = 1 AND r.epoch = p_epoch FOR SHARE;
    IF NOT FOUND THEN
        outcome := 1;
        RETURN;
    END IF;
    SELECT coalesce(max(e.sequence), 0) INTO v_last FROM "{schema}".run_event e WHERE e.thread_id = p_thread AND e.run_id = p_run;
    v_new := ARRAY(SELECT n.sequence FROM unnest(p_sequences) WITH ORDINALITY AS n (sequence, place) WHERE n.sequence > v_last ORDER BY n.place);
    IF v_new <> ARRAY(SELECT generate_series(v_last + 1, v_last + cardinality(v_new))) THEN
        outcome := 2;
        RETURN;
    END IF;
    INSERT INTO "{schema}".run_event (thread_id, run_id, sequence, kind, ns, data)
        SELECT p_thread, p_run, n.sequence, n.kind, n.ns, n.data FROM unnest(p_sequences, p_kinds, p_namespaces, p_data) AS n (sequence, kind, ns, data)
        WHERE n.sequence > v_last
        ON CONFLICT DO NOTHING;
    outcome := 0;
END $$;



CREATE FUNCTION {schema}.run_change(p_thread text, p_expected bigint, p_call uuid, p_clock timestamp with time zone, p_displaced text[], p_kinds smallint[], p_graces interval[], p_run text, p_graph text, p_strategy smallint, p_metadata text, p_key text, p_delay interval, p_max_attempts integer, p_input bytea, p_config bytea, p_tell boolean, p_owner text, p_lease interval, OUT outcome integer, OUT ready boolean, OUT sequence bigint, OUT created_at timestamp with time zone, OUT not_before timestamp with time zone, OUT epoch bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_thread record;
BEGIN
    PERFORM "{schema}".be_durable();
    outcome := 0;
    ready := false;
    created_at := coalesce(p_clock, clock_timestamp());
    IF p_expected = 0 THEN
        INSERT INTO "{schema}".run_thread (thread_id, version, created_at, updated_at) VALUES (p_thread, 0, created_at, created_at) ON CONFLICT DO NOTHING;
    END IF;
    SELECT t.version, t.last_call, t.last_sequence INTO v_thread FROM "{schema}".run_thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    IF NOT FOUND OR v_thread.version <> p_expected THEN
        IF v_thread.last_call = p_call THEN
            SELECT r.sequence, r.created_at, r.not_before, CASE WHEN r.owner = p_owner THEN r.epoch END INTO sequence, created_at, not_before, epoch
                FROM "{schema}".run r WHERE r.thread_id = p_thread AND r.run_id = p_run;
            ready := true;
        ELSE
            outcome := 1;
        END IF;
        RETURN;
    END IF;

    created_at := coalesce(p_clock, clock_timestamp());
    IF cardinality(p_displaced) > 0 THEN
        PERFORM "{schema}".run_displace(p_thread, p_displaced, p_kinds, p_graces, created_at);
    END IF;
    IF p_run IS NOT NULL THEN
        sequence := v_thread.last_sequence + 1;
        not_before := created_at + p_delay;
        IF p_owner IS NOT NULL AND p_delay <= interval '0' AND "{schema}".run_nothing_before(p_thread, created_at) THEN
            epoch := "{schema}".acquire(p_thread);
        END IF;
        INSERT INTO "{schema}".run (thread_id, run_id, graph_name, sequence, strategy, metadata, idempotency_key, delayed, not_before, created_at,
            max_attempts, input, config, tell_at, status, epoch, attempt, started_at, owner, lease_until)
        VALUES (p_thread, p_run, p_graph, sequence, p_strategy, p_metadata::jsonb, p_key, p_delay > interval '0', not_before, created_at,
            p_max_attempts, p_input, p_config, CASE WHEN p_tell THEN created_at END, (epoch IS NOT NULL)::int, coalesce(epoch, 0), (epoch IS NOT NULL)::int,
            CASE WHEN epoch IS NOT NULL THEN created_at END, CASE WHEN epoch IS NOT NULL THEN p_owner END, CASE WHEN epoch IS NOT NULL THEN created_at + p_lease END);
    END IF;
    ready := "{schema}".run_touch(p_thread, created_at, p_call, sequence, p_graph);
END $$;





CREATE TABLE {schema}.run (
    thread_id text NOT NULL COLLATE pg_catalog."C",
    run_id text NOT NULL COLLATE pg_catalog."C",
    graph_name text NOT NULL,
    sequence bigint NOT NULL,
    status smallint DEFAULT 0 NOT NULL,
    reason smallint DEFAULT 0 NOT NULL,
    strategy smallint NOT NULL,
    metadata jsonb,
    idempotency_key text COLLATE pg_catalog."C",
    delayed boolean NOT NULL,
    not_before timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    attempt integer DEFAULT 0 NOT NULL,
    max_attempts integer NOT NULL,
    owner text,
    epoch bigint DEFAULT 0 NOT NULL,
    lease_until timestamp with time zone,
    signal smallint DEFAULT 0 NOT NULL,
    signal_deadline timestamp with time zone,
    guards integer DEFAULT 0 NOT NULL,
    input_owed boolean DEFAULT false NOT NULL,
    error text,
    interrupt_ids text[] DEFAULT '{}'::text[] NOT NULL,
    input bytea NOT NULL,
    config bytea NOT NULL,
    output bytea DEFAULT '\x'::bytea NOT NULL,
    interrupts bytea DEFAULT '\x'::bytea NOT NULL,
    tell_at timestamp with time zone,
    told integer DEFAULT 0 NOT NULL,
    CONSTRAINT run_check CHECK (((status = 1) = ((owner IS NOT NULL) AND (lease_until IS NOT NULL))))
)
WITH (fillfactor='70');



CREATE FUNCTION {schema}.run_claim(p_owner text, p_lease interval, p_limit integer, p_clock timestamp with time zone) RETURNS TABLE(o_for text, o_next interval, o_run {schema}.run)
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_now     timestamptz := coalesce(p_clock, clock_timestamp());
    v_threads text[];
    v_thread  text;
    v_run     "{schema}".run;
BEGIN
    PERFORM "{schema}".be_durable();
    IF EXISTS (SELECT 1 FROM "{schema}".run_thread t WHERE t.due_at <= v_now) THEN
        PERFORM "{schema}".run_enter_due(v_now);
    END IF;
    v_threads := ARRAY(SELECT t.thread_id FROM "{schema}".run_thread t WHERE t.ready_at <= v_now
        ORDER BY t.ready_at, t.ready_no LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED);
    -- Whoever holds a thread that is ready already does not announce it once more when he lets it go: skipping it would leave it until somebody looks again.
    IF cardinality(v_threads) = 0 THEN
        v_threads := ARRAY(SELECT t.thread_id FROM "{schema}".run_thread t WHERE t.ready_at <= v_now
            ORDER BY t.ready_at, t.ready_no LIMIT 1 FOR NO KEY UPDATE);
    END IF;
    FOREACH v_thread IN ARRAY v_threads LOOP
        UPDATE "{schema}".run r SET status = 1, reason = 0, owner = p_owner, epoch = "{schema}".acquire(v_thread), lease_until = v_now + p_lease,
                attempt = r.attempt + 1, started_at = coalesce(r.started_at, v_now), signal = 0, signal_deadline = NULL, guards = r.guards & 2
            WHERE r.thread_id = v_thread AND r.run_id = (SELECT f.run_id FROM "{schema}".run f
                WHERE f.thread_id = v_thread AND f.status = 0 AND NOT f.delayed ORDER BY f.sequence LIMIT 1)
            RETURNING r.* INTO v_run;
        PERFORM "{schema}".run_touch(v_thread, v_now);
        o_for := NULL;
        o_run := v_run;
        RETURN NEXT;
        o_for := v_run.run_id;
        FOR o_run IN SELECT r.* FROM "{schema}".run r
                WHERE r.thread_id = v_thread AND r.input_owed AND r.sequence < v_run.sequence ORDER BY r.sequence LOOP
            RETURN NEXT;
        END LOOP;
    END LOOP;
    o_run := NULL;
    o_for := NULL;
    -- What is left of the past was locked, or is beyond the limit: soon.
    o_next := (SELECT greatest(next.moment - v_now, interval '0') FROM (SELECT least(
            (SELECT min(t.ready_at) FROM "{schema}".run_thread t),
            (SELECT min(t.due_at) FROM "{schema}".run_thread t)) AS moment) AS next
        WHERE next.moment IS NOT NULL);
    RETURN NEXT;
END $$;



CREATE FUNCTION {schema}.run_copy_thread(p_source text, p_target text, p_clock timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_now    timestamptz := coalesce(p_clock, clock_timestamp());
    v_source "{schema}".run_thread;
BEGIN
    SELECT t.* INTO v_source FROM "{schema}".run_thread t WHERE t.thread_id = p_source FOR SHARE;
    IF NOT FOUND THEN
        RETURN 4;
    END IF;
    INSERT INTO "{schema}".run_thread (thread_id, version, status, rest_status, pause_reason, pause_ids, graph_name, metadata, created_at, updated_at)
        VALUES (p_target, nextval('"{schema}".run_version'), v_source.rest_status, v_source.rest_status, v_source.pause_reason, v_source.pause_ids,
            v_source.graph_name, v_source.metadata, v_now, v_now)
        ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN 5;
    END IF;
    IF "{schema}".copy_thread(p_source, p_target) <> 0 THEN
        DELETE FROM "{schema}".run_thread t WHERE t.thread_id = p_target;
        RETURN 5;
    END IF;
    RETURN 0;
END $$;



CREATE FUNCTION {schema}.run_create_thread(p_thread text, p_metadata text, p_call uuid, p_clock timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_now timestamptz := coalesce(p_clock, clock_timestamp());
BEGIN
    PERFORM "{schema}".be_durable();
    INSERT INTO "{schema}".run_thread (thread_id, version, last_call, metadata, created_at, updated_at)
        VALUES (p_thread, nextval('"{schema}".run_version'), p_call, p_metadata::jsonb, v_now, v_now) ON CONFLICT DO NOTHING;
    RETURN FOUND OR EXISTS (SELECT 1 FROM "{schema}".run_thread t WHERE t.thread_id = p_thread AND t.last_call = p_call);
END $$;



CREATE FUNCTION {schema}.run_delete(p_thread text, p_run text, p_clock timestamp with time zone, OUT gone boolean, OUT ready boolean) RETURNS record
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM 1 FROM "{schema}".run_thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    gone := EXISTS (SELECT 1 FROM "{schema}".run r WHERE r.thread_id = p_thread AND r.run_id = p_run);
    ready := false;
    IF gone THEN
        PERFORM "{schema}".run_erase(p_thread, ARRAY[p_run]);
        ready := "{schema}".run_touch(p_thread, coalesce(p_clock, clock_timestamp()));
    END IF;
END $$;



CREATE FUNCTION {schema}.run_delete_thread(p_thread text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM 1 FROM "{schema}".run_thread t WHERE t.thread_id = p_thread FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM "{schema}".delete_thread(p_thread);
    DELETE FROM "{schema}".run WHERE thread_id = p_thread;
    DELETE FROM "{schema}".run_event WHERE thread_id = p_thread;
    DELETE FROM "{schema}".run_thread WHERE thread_id = p_thread;
    RETURN true;
END $$;



CREATE FUNCTION {schema}.run_displace(p_thread text, p_runs text[], p_kinds smallint[], p_graces interval[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_erased text[] := ARRAY(SELECT d.run_id FROM unnest(p_runs, p_kinds) AS d (run_id, kind) WHERE d.kind = 2);
BEGIN
    IF cardinality(v_erased) > 0 THEN
        PERFORM "{schema}".run_erase(p_thread, v_erased,
            p_now + (SELECT max(d.grace) FROM unnest(p_kinds, p_graces) AS d (kind, grace) WHERE d.kind = 2));
        PERFORM "{schema}".delete_runs(p_thread, v_erased);
    END IF;
    UPDATE "{schema}".run r SET signal = d.kind + 1, signal_deadline = p_now + d.grace
        FROM unnest(p_runs, p_kinds, p_graces) AS d (run_id, kind, grace)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind < 2 AND r.status = 1 AND r.signal = 0;
    UPDATE "{schema}".run r SET status = 5, reason = CASE d.kind WHEN 0 THEN 4 ELSE 3 END, input_owed = d.kind = 0, delayed = false, finished_at = p_now
        FROM unnest(p_runs, p_kinds) AS d (run_id, kind)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind < 2 AND r.status = 0;
    UPDATE "{schema}".run r SET not_before = p_now
        FROM unnest(p_runs, p_kinds) AS d (run_id, kind)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind = 3 AND r.status = 0 AND r.delayed;
END $$;



CREATE FUNCTION {schema}.run_end(p_run {schema}.run, p_epoch bigint, p_now timestamp with time zone, p_status smallint, p_reason smallint, p_error text DEFAULT NULL::text, p_output bytea DEFAULT '\x'::bytea, p_interrupt_ids text[] DEFAULT '{}'::text[], p_interrupts bytea DEFAULT '\x'::bytea) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM "{schema}".acquire(p_run.thread_id);
    UPDATE "{schema}".run r SET status = p_status, reason = p_reason, error = p_error, output = p_output, interrupt_ids = p_interrupt_ids, interrupts = p_interrupts,
            finished_at = p_now, owner = NULL, lease_until = NULL, epoch = p_epoch, signal = 0, signal_deadline = NULL, guards = 0,
            input_owed = p_reason = 4
        WHERE r.thread_id = p_run.thread_id AND r.run_id = p_run.run_id;
END $$;



CREATE FUNCTION {schema}.run_enter_due(p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_thread record;
    v_run    text;
    v_last   bigint;
BEGIN
    FOR v_thread IN SELECT d.* FROM unnest(ARRAY(
            SELECT t FROM "{schema}".run_thread t WHERE t.due_at <= p_now ORDER BY t.due_at LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED)) AS d LOOP
        v_last := v_thread.last_sequence;
        FOR v_run IN SELECT r.run_id FROM "{schema}".run r
                WHERE r.thread_id = v_thread.thread_id AND r.status = 0 AND r.delayed AND r.not_before <= p_now
                ORDER BY r.not_before, r.sequence LOOP
            v_last := v_last + 1;
            UPDATE "{schema}".run r SET delayed = false, sequence = v_last WHERE r.thread_id = v_thread.thread_id AND r.run_id = v_run;
        END LOOP;
        PERFORM "{schema}".run_touch(v_thread.thread_id, p_now, p_last_sequence => v_last);
    END LOOP;
END $$;



CREATE FUNCTION {schema}.run_erase(p_thread text, p_runs text[], p_until timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE "{schema}".run_thread t SET winds_run = r.run_id, winds_epoch = r.epoch, winds_until = least(p_until, r.lease_until)
        FROM "{schema}".run r
        WHERE t.thread_id = p_thread AND r.thread_id = p_thread AND r.run_id = ANY (p_runs) AND r.status = 1;
    IF FOUND THEN
        PERFORM "{schema}".acquire(p_thread);
    END IF;
    DELETE FROM "{schema}".run r WHERE r.thread_id = p_thread AND r.run_id = ANY (p_runs);
    DELETE FROM "{schema}".run_event e WHERE e.thread_id = p_thread AND e.run_id = ANY (p_runs);
END $$;



CREATE FUNCTION {schema}.run_hold(p_thread text, p_run text, p_epoch bigint) RETURNS {schema}.run
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_run "{schema}".run;
BEGIN
    PERFORM 1 FROM "{schema}".run_thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    SELECT r.* INTO v_run FROM "{schema}".run r
        WHERE r.thread_id = p_thread AND r.run_id = p_run AND r.status = 1 AND r.epoch = p_epoch FOR NO KEY UPDATE;
    RETURN v_run;
END $$;



CREATE FUNCTION {schema}.run_mark_applied(p_thread text, p_run text, p_epoch bigint, p_owed text[]) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM 1 FROM "{schema}".run r WHERE r.thread_id = p_thread AND r.run_id = p_run AND r.status = 1 AND r.epoch = p_epoch FOR SHARE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE "{schema}".run r SET input_owed = false WHERE r.thread_id = p_thread AND r.run_id = ANY (p_owed) AND r.input_owed;
    RETURN true;
END $$;



CREATE FUNCTION {schema}.run_nothing_before(p_thread text, p_now timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN NOT EXISTS (SELECT 1 FROM "{schema}".run r WHERE r.thread_id = p_thread AND r.status = 1)
        AND NOT EXISTS (SELECT 1 FROM "{schema}".run r WHERE r.thread_id = p_thread AND r.status = 0 AND NOT r.delayed)
        AND NOT EXISTS (SELECT 1 FROM "{schema}".run r WHERE r.thread_id = p_thread AND r.input_owed)
        AND NOT EXISTS (SELECT 1 FROM "{schema}".run_thread t WHERE t.thread_id = p_thread AND t.winds_until > p_now);
END $$;



CREATE FUNCTION {schema}.run_prune(p_older interval, p_limit integer, p_clock timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_removed int;
BEGIN
    WITH old AS MATERIALIZED (
        SELECT r.thread_id, r.run_id FROM "{schema}".run r
        WHERE r.finished_at <= coalesce(p_clock, clock_timestamp()) - p_older AND NOT r.input_owed AND r.tell_at IS NULL
        ORDER BY r.finished_at LIMIT p_limit FOR UPDATE SKIP LOCKED),
    events AS (
        DELETE FROM "{schema}".run_event e USING old o WHERE e.thread_id = o.thread_id AND e.run_id = o.run_id)
    DELETE FROM "{schema}".run r USING old o WHERE r.thread_id = o.thread_id AND r.run_id = o.run_id;
    GET DIAGNOSTICS v_removed = ROW_COUNT;
    RETURN v_removed;
END $$;



CREATE FUNCTION {schema}.run_reap(p_limit integer, p_backoff interval, p_max_backoff interval, p_clock timestamp with time zone) RETURNS TABLE(o_next interval, o_run {schema}.run)
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_now      timestamptz := coalesce(p_clock, clock_timestamp());
    v_run      "{schema}".run;
    v_rest     smallint;
BEGIN
    FOREACH v_run IN ARRAY ARRAY(
            SELECT r FROM "{schema}".run r JOIN "{schema}".run_thread t ON t.thread_id = r.thread_id
            WHERE r.status = 1 AND least(r.lease_until, r.signal_deadline) <= v_now
            ORDER BY least(r.lease_until, r.signal_deadline), r.thread_id LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED) LOOP
        v_rest := NULL;
        IF v_run.signal = 0 AND v_run.attempt >= v_run.max_attempts THEN
            v_rest := 3;
            PERFORM "{schema}".run_end(v_run, 0, v_now, 3::smallint, 6::smallint,
                format('The run lost its owner %s times and is not tried again.', v_run.attempt));
        ELSE
            PERFORM "{schema}".run_requeue(v_run, v_now, 7::smallint, true,
                least(p_backoff * power(2, least(v_run.attempt - 1, 30)), p_max_backoff));
        END IF;
        PERFORM "{schema}".run_touch(v_run.thread_id, v_now, p_rest => v_rest);
        SELECT r.* INTO o_run FROM "{schema}".run r WHERE r.thread_id = v_run.thread_id AND r.run_id = v_run.run_id;
        RETURN NEXT;
    END LOOP;
    o_run := NULL;
    SELECT min(greatest(least(r.lease_until, r.signal_deadline) - v_now, interval '0')) INTO o_next FROM "{schema}".run r WHERE r.status = 1;
    RETURN NEXT;
END $$;



CREATE FUNCTION {schema}.run_release(p_thread text, p_run text, p_epoch bigint, p_clock timestamp with time zone, p_reason smallint, p_count boolean, p_delay interval, p_delayed boolean, OUT held boolean, OUT ready boolean) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_run "{schema}".run := "{schema}".run_hold(p_thread, p_run, p_epoch);
    v_now timestamptz := coalesce(p_clock, clock_timestamp());
BEGIN
    held := v_run.run_id IS NOT NULL;
    ready := false;
    IF held THEN
        PERFORM "{schema}".run_requeue(v_run, v_now, p_reason, p_count, p_delay, p_delayed);
        ready := "{schema}".run_touch(p_thread, v_now);
    END IF;
END $$;



CREATE FUNCTION {schema}.run_requeue(p_run {schema}.run, p_now timestamp with time zone, p_reason smallint, p_count boolean, p_delay interval, p_delayed boolean DEFAULT false) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF p_run.signal <> 0 THEN
        PERFORM "{schema}".run_end(p_run, 0, p_now, 5::smallint, (CASE p_run.signal WHEN 1 THEN 4 ELSE 3 END)::smallint);
        RETURN;
    END IF;
    PERFORM "{schema}".acquire(p_run.thread_id);
    UPDATE "{schema}".run r SET status = 0, reason = p_reason, not_before = p_now + p_delay, epoch = 0, owner = NULL, lease_until = NULL, guards = r.guards & 2,
            delayed = p_delayed, attempt = r.attempt - CASE WHEN p_count THEN 0 ELSE 1 END
        WHERE r.thread_id = p_run.thread_id AND r.run_id = p_run.run_id;
END $$;



CREATE FUNCTION {schema}.run_set_guards(p_thread text, p_run text, p_epoch bigint, p_clock timestamp with time zone, p_guards integer) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_run "{schema}".run := "{schema}".run_hold(p_thread, p_run, p_epoch);
BEGIN
    IF v_run.run_id IS NULL OR p_guards <> 0 AND v_run.signal <> 0 THEN
        RETURN false;
    END IF;
    UPDATE "{schema}".run r SET guards = p_guards WHERE r.thread_id = p_thread AND r.run_id = p_run;
    PERFORM "{schema}".run_touch(p_thread, coalesce(p_clock, clock_timestamp()));
    RETURN true;
END $$;



CREATE FUNCTION {schema}.run_settle(p_thread text, p_run text, p_epoch bigint, p_clock timestamp with time zone, p_status smallint, p_reason smallint, p_error text, p_output bytea, p_interrupt_ids text[], p_interrupts bytea, p_rest smallint, p_pause_reason smallint, p_pause_ids text[], OUT held boolean, OUT ready boolean) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_run "{schema}".run := "{schema}".run_hold(p_thread, p_run, p_epoch);
    v_now timestamptz := coalesce(p_clock, clock_timestamp());
BEGIN
    ready := false;
    IF v_run.run_id IS NULL THEN
        held := EXISTS (SELECT 1 FROM "{schema}".run r
            WHERE r.thread_id = p_thread AND r.run_id = p_run AND r.epoch = p_epoch AND r.finished_at IS NOT NULL);
        RETURN;
    END IF;
    PERFORM "{schema}".run_end(v_run, p_epoch, v_now, p_status, p_reason, p_error, p_output, p_interrupt_ids, p_interrupts);
    held := true;
    ready := "{schema}".run_touch(p_thread, v_now, p_rest => p_rest, p_pause_reason => p_pause_reason, p_pause_ids => p_pause_ids);
END $$;



CREATE FUNCTION {schema}.run_touch(p_thread text, p_now timestamp with time zone, p_call uuid DEFAULT NULL::uuid, p_last_sequence bigint DEFAULT NULL::bigint, p_graph text DEFAULT NULL::text, p_rest smallint DEFAULT NULL::smallint, p_pause_reason smallint DEFAULT NULL::smallint, p_pause_ids text[] DEFAULT NULL::text[]) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
DECLARE
    v_old     record;
    v_running boolean;
    v_first   timestamptz;
    v_due     timestamptz;
    v_ready   timestamptz;
    v_version bigint := nextval('"{schema}".run_version');
BEGIN
    SELECT t.ready_at, t.due_at, t.winds_until INTO v_old FROM "{schema}".run_thread t WHERE t.thread_id = p_thread;
    v_running := EXISTS (SELECT 1 FROM "{schema}".run r WHERE r.thread_id = p_thread AND r.status = 1);
    SELECT r.not_before INTO v_first FROM "{schema}".run r
        WHERE r.thread_id = p_thread AND r.status = 0 AND NOT r.delayed ORDER BY r.sequence LIMIT 1;
    SELECT r.not_before INTO v_due FROM "{schema}".run r
        WHERE r.thread_id = p_thread AND r.status = 0 AND r.delayed ORDER BY r.not_before LIMIT 1;
    -- A thread keeps the place that it has among the ready ones.
    IF NOT v_running AND v_first IS NOT NULL THEN
        v_ready := greatest(v_first, v_old.winds_until, least(coalesce(v_old.ready_at, p_now), p_now));
    END IF;
    UPDATE "{schema}".run_thread t SET
        version = v_version,
        last_call = p_call,
        last_sequence = coalesce(p_last_sequence, t.last_sequence),
        graph_name = coalesce(p_graph, t.graph_name),
        rest_status = coalesce(p_rest, t.rest_status),
        pause_reason = CASE WHEN p_rest IS NULL THEN t.pause_reason ELSE p_pause_reason END,
        pause_ids = CASE WHEN p_rest IS NULL THEN t.pause_ids ELSE p_pause_ids END,
        status = CASE WHEN v_running OR v_first IS NOT NULL OR v_due IS NOT NULL THEN 1 ELSE coalesce(p_rest, t.rest_status) END,
        updated_at = p_now,
        ready_no = CASE WHEN t.ready_at IS NOT DISTINCT FROM v_ready THEN t.ready_no ELSE v_version END,
        ready_at = v_ready,
        due_at = v_due,
        winds_run = CASE WHEN NOT v_running THEN t.winds_run END,
        winds_epoch = CASE WHEN NOT v_running THEN t.winds_epoch END,
        winds_until = CASE WHEN NOT v_running THEN t.winds_until END
        WHERE t.thread_id = p_thread;
    RETURN coalesce(v_ready IS NOT NULL AND v_ready IS DISTINCT FROM v_old.ready_at OR v_due IS NOT NULL AND v_due IS DISTINCT FROM v_old.due_at, false);
END $$;



CREATE FUNCTION {schema}.write_items(p_thread text, p_epoch bigint, p_now bigint, p_ns bytea[], p_keys text[], p_fresh boolean[], p_ttls bigint[], p_ends bigint[], p_vectors bytea[], p_values bytea[], OUT outcome integer, OUT current bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$
DECLARE
    w record;
BEGIN
    PERFORM "{schema}".be_durable();
    current := 0;
    IF p_thread IS NOT NULL THEN
        current := "{schema}".hold_epoch(p_thread);
        IF current <> p_epoch THEN
            outcome := 1;
            RETURN;
        END IF;
    END IF;
    FOR w IN SELECT * FROM unnest(p_ns, p_keys, p_fresh, p_ttls, p_ends, p_vectors, p_values) AS u (ns, key, fresh, ttl, ends, vectors, value) LOOP
        IF w.value IS NULL THEN
            DELETE FROM "{schema}".item i WHERE i.ns = w.ns AND i.key = w.key;
        ELSE
            INSERT INTO "{schema}".item AS i (ns, key, created_at, updated_at, ttl, expires_at, vectors, value)
            VALUES (w.ns, w.key, p_now, p_now, w.ttl, w.ends, w.vectors, w.value)
            ON CONFLICT (ns, key) DO UPDATE SET
                created_at = CASE WHEN w.fresh OR i.expires_at <= p_now THEN excluded.created_at ELSE i.created_at END,
                updated_at = excluded.updated_at, ttl = excluded.ttl, expires_at = excluded.expires_at,
                vectors = excluded.vectors, value = excluded.value;
        END IF;
    END LOOP;
    IF p_ends IS DISTINCT FROM array_fill(NULL::bigint, ARRAY[cardinality(p_ends)]) THEN
        PERFORM "{schema}".remove_expired_items(p_now, 8);
    END IF;
    outcome := 0;
END $$;



CREATE TABLE {schema}.checkpoint (
    thread_id text NOT NULL COLLATE pg_catalog."C",
    ns text NOT NULL COLLATE pg_catalog."C",
    id bigint NOT NULL,
    parent_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    step integer NOT NULL,
    source smallint NOT NULL,
    paused boolean NOT NULL,
    hidden boolean DEFAULT false NOT NULL,
    run_id text COLLATE pg_catalog."C",
    metadata json,
    body bytea NOT NULL,
    results bytea NOT NULL,
    ref_channels text[] NOT NULL COLLATE pg_catalog."C",
    ref_versions bigint[] NOT NULL,
    ref_lengths bigint[] NOT NULL,
    value_channels text[] NOT NULL COLLATE pg_catalog."C",
    value_bytes bytea[] NOT NULL
);



CREATE TABLE {schema}.item (
    ns bytea NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    ttl bigint,
    expires_at bigint,
    vectors bytea NOT NULL,
    value bytea NOT NULL
);



CREATE TABLE {schema}.line (
    thread_id text NOT NULL COLLATE pg_catalog."C",
    ns text NOT NULL COLLATE pg_catalog."C",
    head bigint NOT NULL,
    last_id bigint NOT NULL
)
WITH (fillfactor='70');



CREATE TABLE {schema}.log_piece (
    thread_id text NOT NULL COLLATE pg_catalog."C",
    ns text NOT NULL COLLATE pg_catalog."C",
    channel text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    start bigint NOT NULL,
    bytes bytea NOT NULL
)
WITH (fillfactor='85');



CREATE TABLE {schema}.pending_write (
    thread_id text NOT NULL COLLATE pg_catalog."C",
    ns text NOT NULL COLLATE pg_catalog."C",
    checkpoint_id bigint NOT NULL,
    task_id text NOT NULL COLLATE pg_catalog."C",
    kind smallint NOT NULL,
    run_id text COLLATE pg_catalog."C",
    payload bytea NOT NULL
);



CREATE TABLE {schema}.run_event (
    thread_id text NOT NULL COLLATE pg_catalog."C",
    run_id text NOT NULL COLLATE pg_catalog."C",
    sequence bigint NOT NULL,
    kind text NOT NULL,
    ns text NOT NULL,
    data bytea NOT NULL
);



CREATE TABLE {schema}.run_thread (
    thread_id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    last_call uuid,
    last_sequence bigint DEFAULT 0 NOT NULL,
    status smallint DEFAULT 0 NOT NULL,
    rest_status smallint DEFAULT 0 NOT NULL,
    pause_reason smallint,
    pause_ids text[],
    graph_name text,
    metadata jsonb,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    ready_at timestamp with time zone,
    ready_no bigint,
    due_at timestamp with time zone,
    winds_run text,
    winds_epoch bigint,
    winds_until timestamp with time zone
)
WITH (fillfactor='70');



CREATE SEQUENCE {schema}.run_version
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



CREATE TABLE {schema}.schema_version (
    room text NOT NULL,
    version integer NOT NULL,
    oldest_reader integer NOT NULL
);



CREATE TABLE {schema}.thread (
    thread_id text NOT NULL COLLATE pg_catalog."C",
    epoch bigint NOT NULL
)
WITH (fillfactor='70');



INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 1, 0, '2026-11-21 17:46:17.787526+00', -1, 0, false, false, '01a1ff374d967b7fa049cee9d9ecbfa4', NULL, '\x7b2276223a312c2263223a327d', '\x', '{}', '{}', '{}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 2, 1, '2026-11-21 17:46:17.843527+00', 0, 1, false, false, '01a1ff374d967b7fa049cee9d9ecbfa4', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a322c2274223a5b7b2274223a225f5f73746172745f5f222c2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d5d7d7d5d7d', '{Said}', '{2}', '{39}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 3, 2, '2026-11-21 17:46:18.236802+00', 1, 1, false, false, '01a1ff374d967b7fa049cee9d9ecbfa4', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a332c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Cost}', '{3,2,3}', '{-1,84,-1}', '{Draft,Cost}', '{"\\x226472616674203122","\\x31"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 4, 3, '2026-11-21 17:46:18.304157+00', 2, 1, false, false, '01a1ff374d967b7fa049cee9d9ecbfa4', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a342c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2277223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2031227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d5d7d7d5d7d', '{Draft,Said,Notes,Cost}', '{3,2,4,3}', '{-1,122,69,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 5, 4, '2026-11-21 17:46:18.517964+00', 3, 0, false, false, '01a1ff3753a473b1a6b84c4c3886c9cd', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a367d', '\x', '{Draft,Said,Notes,Cost}', '{3,2,4,3}', '{-1,122,69,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 6, 5, '2026-11-21 17:46:18.518102+00', 4, 1, false, false, '01a1ff3753a473b1a6b84c4c3886c9cd', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a362c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{3,2,4,3}', '{-1,161,69,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 7, 6, '2026-11-21 17:46:18.522062+00', 5, 1, false, false, '01a1ff3753a473b1a6b84c4c3886c9cd', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a372c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{7,2,4,7}', '{-1,206,69,-1}', '{Draft,Cost}', '{"\\x226472616674203422","\\x32"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 8, 7, '2026-11-21 17:46:18.525984+00', 6, 1, false, false, '01a1ff3753a473b1a6b84c4c3886c9cd', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a382c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{7,2,4,7}', '{-1,244,138,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 9, 8, '2026-11-21 17:46:18.559051+00', 7, 0, false, false, '01a1ff37542a76e5bc177f3d13cb945a', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a31307d', '\x', '{Draft,Said,Notes,Cost}', '{7,2,4,7}', '{-1,244,138,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 10, 9, '2026-11-21 17:46:18.559138+00', 8, 1, false, false, '01a1ff37542a76e5bc177f3d13cb945a', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a31302c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{7,2,4,7}', '{-1,283,138,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 11, 10, '2026-11-21 17:46:18.56225+00', 9, 1, false, false, '01a1ff37542a76e5bc177f3d13cb945a', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a31312c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{11,2,4,11}', '{-1,328,138,-1}', '{Draft,Cost}', '{"\\x226472616674203722","\\x33"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 12, 11, '2026-11-21 17:46:18.575414+00', 10, 1, false, false, '01a1ff37542a76e5bc177f3d13cb945a', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a31322c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{11,2,4,11}', '{-1,366,207,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 13, 12, '2026-11-21 17:46:18.599482+00', 11, 0, false, false, '01a1ff37545e7bcbac335b5b1baf7d62', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a31347d', '\x', '{Draft,Said,Notes,Cost}', '{11,2,4,11}', '{-1,366,207,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 14, 13, '2026-11-21 17:46:18.599598+00', 12, 1, false, false, '01a1ff37545e7bcbac335b5b1baf7d62', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a31342c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{11,2,4,11}', '{-1,405,207,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 15, 14, '2026-11-21 17:46:18.600842+00', 13, 1, false, false, '01a1ff37545e7bcbac335b5b1baf7d62', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a31352c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{15,2,4,15}', '{-1,450,207,-1}', '{Draft,Cost}', '{"\\x22647261667420313022","\\x34"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 16, 15, '2026-11-21 17:46:18.602703+00', 14, 1, false, false, '01a1ff37545e7bcbac335b5b1baf7d62', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a31362c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{15,2,4,15}', '{-1,488,276,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 17, 16, '2026-11-21 17:46:18.623972+00', 15, 0, false, false, '01a1ff375473742aa507c14e460c9c73', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a31387d', '\x', '{Draft,Said,Notes,Cost}', '{15,2,4,15}', '{-1,488,276,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 18, 17, '2026-11-21 17:46:18.624089+00', 16, 1, false, false, '01a1ff375473742aa507c14e460c9c73', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a31382c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{15,2,4,15}', '{-1,527,276,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 19, 18, '2026-11-21 17:46:18.625454+00', 17, 1, false, false, '01a1ff375473742aa507c14e460c9c73', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a31392c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{19,2,4,19}', '{-1,572,276,-1}', '{Draft,Cost}', '{"\\x22647261667420313322","\\x35"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 20, 19, '2026-11-21 17:46:18.626573+00', 18, 1, false, false, '01a1ff375473742aa507c14e460c9c73', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a32302c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{19,2,4,19}', '{-1,610,345,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 21, 20, '2026-11-21 17:46:18.651668+00', 19, 0, false, false, '01a1ff37548f7d2085a22f73b96be57d', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a32327d', '\x', '{Draft,Said,Notes,Cost}', '{19,2,4,19}', '{-1,610,345,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 22, 21, '2026-11-21 17:46:18.651785+00', 20, 1, false, false, '01a1ff37548f7d2085a22f73b96be57d', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a32322c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{19,2,4,19}', '{-1,649,345,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 25, 24, '2026-11-21 17:46:18.678211+00', 23, 0, false, false, '01a1ff3754a8753691c2871daa268be5', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a32367d', '\x', '{Draft,Said,Notes,Cost}', '{23,2,4,23}', '{-1,732,414,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 26, 25, '2026-11-21 17:46:18.678346+00', 24, 1, false, false, '01a1ff3754a8753691c2871daa268be5', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a32362c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{23,2,4,23}', '{-1,771,414,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 32, 31, '2026-11-21 17:46:18.71035+00', 30, 1, false, false, '01a1ff3754bc703f9857bad6819922ec', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a33322c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{31,2,4,31}', '{-1,976,552,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 33, 32, '2026-11-21 17:46:18.723403+00', 31, 0, false, false, '01a1ff3754d970c389f45b9c3be8cf02', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a33347d', '\x', '{Draft,Said,Notes,Cost}', '{31,2,4,31}', '{-1,976,552,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 34, 33, '2026-11-21 17:46:18.723518+00', 32, 1, false, false, '01a1ff3754d970c389f45b9c3be8cf02', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a33342c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{31,2,4,31}', '{-1,1015,552,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 45, 44, '2026-11-21 17:46:18.766062+00', 43, 0, false, false, '01a1ff37550773b5ad2e3c21577c4ddf', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a34367d', '\x', '{Draft,Said,Notes,Cost}', '{43,2,4,43}', '{-1,1346,763,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 46, 45, '2026-11-21 17:46:18.766166+00', 44, 1, false, false, '01a1ff37550773b5ad2e3c21577c4ddf', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a34362c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{43,2,4,43}', '{-1,1386,763,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('waiting', '', 1, 0, '2026-11-21 17:46:18.790821+00', -1, 0, false, false, '01a1ff37551c76e186ab9ba737f64195', NULL, '\x7b2276223a312c2263223a327d', '\x', '{}', '{}', '{}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('waiting', '', 2, 1, '2026-11-21 17:46:18.790986+00', 0, 1, false, false, '01a1ff37551c76e186ab9ba737f64195', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a322c2274223a5b7b2274223a225f5f73746172745f5f222c2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f227d5d7d7d5d7d', '{Said}', '{2}', '{37}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 23, 22, '2026-11-21 17:46:18.65479+00', 21, 1, false, false, '01a1ff37548f7d2085a22f73b96be57d', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a32332c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{23,2,4,23}', '{-1,694,345,-1}', '{Draft,Cost}', '{"\\x22647261667420313622","\\x36"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 24, 23, '2026-11-21 17:46:18.655669+00', 22, 1, false, false, '01a1ff37548f7d2085a22f73b96be57d', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a32342c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{23,2,4,23}', '{-1,732,414,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 28, 27, '2026-11-21 17:46:18.681207+00', 26, 1, false, false, '01a1ff3754a8753691c2871daa268be5', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a32382c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{27,2,4,27}', '{-1,854,483,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 31, 30, '2026-11-21 17:46:18.706782+00', 29, 1, false, false, '01a1ff3754bc703f9857bad6819922ec', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a33312c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{31,2,4,31}', '{-1,938,483,-1}', '{Draft,Cost}', '{"\\x22647261667420323222","\\x38"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 35, 34, '2026-11-21 17:46:18.724954+00', 33, 1, false, false, '01a1ff3754d970c389f45b9c3be8cf02', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a33352c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{35,2,4,35}', '{-1,1060,552,-1}', '{Draft,Cost}', '{"\\x22647261667420323522","\\x39"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 36, 35, '2026-11-21 17:46:18.725941+00', 34, 1, false, false, '01a1ff3754d970c389f45b9c3be8cf02', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a33362c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{35,2,4,35}', '{-1,1098,621,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 39, 38, '2026-11-21 17:46:18.738433+00', 37, 1, false, false, '01a1ff3754ea7398a73c35713d0c1511', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a33392c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{39,2,4,39}', '{-1,1184,621,-1}', '{Draft,Cost}', '{"\\x22647261667420323822","\\x3130"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 40, 39, '2026-11-21 17:46:18.73945+00', 38, 1, false, false, '01a1ff3754ea7398a73c35713d0c1511', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a34302c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{39,2,4,39}', '{-1,1222,692,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 41, 40, '2026-11-21 17:46:18.752592+00', 39, 0, false, false, '01a1ff3754fa7916b6164fb4d73ea68f', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a34327d', '\x', '{Draft,Said,Notes,Cost}', '{39,2,4,39}', '{-1,1222,692,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 42, 41, '2026-11-21 17:46:18.752692+00', 40, 1, false, false, '01a1ff3754fa7916b6164fb4d73ea68f', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a34322c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{39,2,4,39}', '{-1,1262,692,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 43, 42, '2026-11-21 17:46:18.753559+00', 41, 1, false, false, '01a1ff3754fa7916b6164fb4d73ea68f', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a34332c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{43,2,4,43}', '{-1,1308,692,-1}', '{Draft,Cost}', '{"\\x22647261667420333122","\\x3131"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 44, 43, '2026-11-21 17:46:18.754438+00', 42, 1, false, false, '01a1ff3754fa7916b6164fb4d73ea68f', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a34342c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{43,2,4,43}', '{-1,1346,763,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 47, 46, '2026-11-21 17:46:18.772566+00', 45, 1, false, false, '01a1ff37550773b5ad2e3c21577c4ddf', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a34372c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{47,2,4,47}', '{-1,1432,763,-1}', '{Draft,Cost}', '{"\\x22647261667420333422","\\x3132"}');
INSERT INTO {schema}.checkpoint VALUES ('waiting', '', 3, 2, '2026-11-21 17:46:18.792702+00', 1, 1, false, false, '01a1ff37551c76e186ab9ba737f64195', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a332c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Cost}', '{3,2,3}', '{-1,80,-1}', '{Draft,Cost}', '{"\\x226472616674203122","\\x31"}');
INSERT INTO {schema}.checkpoint VALUES ('waiting', '', 4, 3, '2026-11-21 17:46:18.793576+00', 2, 1, false, false, '01a1ff37551c76e186ab9ba737f64195', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a342c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2277223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d5d7d7d5d7d', '{Draft,Said,Notes,Cost}', '{3,2,4,3}', '{-1,118,67,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('waiting', '', 5, 4, '2026-11-21 17:46:18.808441+00', 3, 0, false, false, '01a1ff37552c738783c43c778632ea56', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a367d', '\x', '{Draft,Said,Notes,Cost}', '{3,2,4,3}', '{-1,118,67,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('waiting', '', 6, 5, '2026-11-21 17:46:18.808521+00', 4, 1, false, false, '01a1ff37552c738783c43c778632ea56', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a362c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{3,2,4,3}', '{-1,162,67,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 27, 26, '2026-11-21 17:46:18.68022+00', 25, 1, false, false, '01a1ff3754a8753691c2871daa268be5', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a32372c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{27,2,4,27}', '{-1,816,414,-1}', '{Draft,Cost}', '{"\\x22647261667420313922","\\x37"}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 29, 28, '2026-11-21 17:46:18.701335+00', 27, 0, false, false, '01a1ff3754bc703f9857bad6819922ec', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a33307d', '\x', '{Draft,Said,Notes,Cost}', '{27,2,4,27}', '{-1,854,483,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 30, 29, '2026-11-21 17:46:18.701462+00', 28, 1, false, false, '01a1ff3754bc703f9857bad6819922ec', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a33302c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{27,2,4,27}', '{-1,893,483,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 37, 36, '2026-11-21 17:46:18.737217+00', 35, 0, false, false, '01a1ff3754ea7398a73c35713d0c1511', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d2c2263223a33387d', '\x', '{Draft,Said,Notes,Cost}', '{35,2,4,35}', '{-1,1098,621,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 38, 37, '2026-11-21 17:46:18.737334+00', 36, 1, false, false, '01a1ff3754ea7398a73c35713d0c1511', NULL, '\x7b2276223a312c226e223a5b227468696e6b225d2c226c223a5b225f5f73746172745f5f225d7d', '\x7b226964223a33382c2274223a5b7b2274223a225f5f73746172745f5f222c2272223a5b2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{35,2,4,35}', '{-1,1138,621,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('done 🧵', '', 48, 47, '2026-11-21 17:46:18.773863+00', 46, 1, false, false, '01a1ff37550773b5ad2e3c21577c4ddf', NULL, '\x7b2276223a312c226c223a5b22616374222c226e6f7465225d7d', '\x7b226964223a34382c2274223a5b7b2274223a22616374222c2272223a5b2253616964225d7d2c7b2274223a226e6f7465222c2272223a5b224e6f746573225d7d5d7d', '{Draft,Said,Notes,Cost}', '{47,2,4,47}', '{-1,1470,834,-1}', '{}', '{}');
INSERT INTO {schema}.checkpoint VALUES ('waiting', '', 7, 6, '2026-11-21 17:46:18.83878+00', 5, 1, false, false, '01a1ff37552c738783c43c778632ea56', NULL, '\x7b2276223a312c226e223a5b226e6f7465222c22616374225d2c226c223a5b227468696e6b225d7d', '\x7b226964223a372c2274223a5b7b2274223a227468696e6b222c2277223a7b22436f7374223a317d2c2272223a5b224472616674222c2253616964225d7d5d7d', '{Draft,Said,Notes,Cost}', '{7,2,4,7}', '{-1,212,67,-1}', '{Draft,Cost}', '{"\\x226472616674203422","\\x32"}');



INSERT INTO {schema}.item VALUES ('\x75736572730061646100', 'likes', 639308799792477732, 639308799792477732, NULL, NULL, '\x', '\x7b22746561223a747275652c227375676172223a327d');
INSERT INTO {schema}.item VALUES ('\x757365727300626f6200', 'likes', 639308799792853869, 639308799792853869, NULL, NULL, '\x', '\x7b22746561223a66616c73652c226e616d65223a2242c3b862227d');



INSERT INTO {schema}.line VALUES ('done 🧵', '', 48, 48);
INSERT INTO {schema}.line VALUES ('waiting', '', 7, 7);



INSERT INTO {schema}.log_piece VALUES ('done 🧵', '', 'Said', 2, 0, '\x230000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d5d290000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d230000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d5d290000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d230000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d5d290000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d230000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d5d290000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d230000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d5d290000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d230000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2036227d5d290000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2036227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d230000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2037227d5d290000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2037227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d230000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2038227d5d290000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2038227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d230000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2039227d5d290000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2039227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d240000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203130227d5d2a0000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203130227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d240000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203131227d5d2a0000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203131227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d240000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203132227d5d2a0000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203132227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d');
INSERT INTO {schema}.log_piece VALUES ('done 🧵', '', 'Notes', 4, 0, '\x410000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2031227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d5d410000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2032227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d5d410000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2033227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d5d410000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2034227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d5d410000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2035227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d5d410000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2036227d2c7b224b6579223a227475726e2036222c2254657874223a226e6f746564227d5d410000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2037227d2c7b224b6579223a227475726e2037222c2254657874223a226e6f746564227d5d410000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2038227d2c7b224b6579223a227475726e2038222c2254657874223a226e6f746564227d5d410000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2039227d2c7b224b6579223a227475726e2039222c2254657874223a226e6f746564227d5d430000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f203130227d2c7b224b6579223a227475726e203130222c2254657874223a226e6f746564227d5d430000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f203131227d2c7b224b6579223a227475726e203131222c2254657874223a226e6f746564227d5d430000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f203132227d2c7b224b6579223a227475726e203132222c2254657874223a226e6f746564227d5d');
INSERT INTO {schema}.log_piece VALUES ('waiting', '', 'Notes', 4, 0, '\x3f0000005b7b224b6579223a226c617374222c2254657874223a2268656c6c6f227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d5d');
INSERT INTO {schema}.log_piece VALUES ('waiting', '', 'Said', 2, 0, '\x210000005b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f227d5d270000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f227d5d220000005b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d280000005b7b226b696e64223a2261736b6564222c2254657874223a22626f6f6b2061207461626c65227d5d2e0000005b7b226b696e64223a227265706c696564222c2254657874223a22686d2c20626f6f6b2061207461626c65227d5d');



INSERT INTO {schema}.pending_write VALUES ('waiting', '', 7, 'act|ticket', 4, '01a1ff37552c738783c43c778632ea56', '\x7b2273223a322c2272223a223031613166663337353532633733383738336334336337373836333265613536222c2274223a22323032362d31312d32315431373a34363a31382e393232383030332b30303a3030222c2276223a227469636b65742031227d');
INSERT INTO {schema}.pending_write VALUES ('waiting', '', 7, 'act', 1, '01a1ff37552c738783c43c778632ea56', '\x5b7b2269223a2261637440372130222c2276223a225768656e2c2077697468207469636b657420313f222c2272223a223031613166663337353532633733383738336334336337373836333265613536227d5d');
INSERT INTO {schema}.pending_write VALUES ('waiting', '', 7, 'note', 0, '01a1ff37552c738783c43c778632ea56', '\x7b2277223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a22626f6f6b2061207461626c65227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d5d7d7d');



INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff374d967b7fa049cee9d9ecbfa4', 'golden', 1, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:17.587146+00', '2026-11-21 17:46:17.587146+00', '2026-11-21 17:46:17.676871+00', '2026-11-21 17:46:18.3948+00', 1, 3, NULL, 1, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d5d7d7d7d', '\x', '\x7b224472616674223a2264726166742031222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2031227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d5d2c22436f7374223a317d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff3753a473b1a6b84c4c3886c9cd', 'golden', 2, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.412488+00', '2026-11-21 17:46:18.412488+00', '2026-11-21 17:46:18.412488+00', '2026-11-21 17:46:18.53481+00', 1, 3, NULL, 3, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d5d7d7d7d', '\x', '\x7b224472616674223a2264726166742034222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2032227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d5d2c22436f7374223a327d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff37542a76e5bc177f3d13cb945a', 'golden', 3, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.54494+00', '2026-11-21 17:46:18.54494+00', '2026-11-21 17:46:18.54494+00', '2026-11-21 17:46:18.589009+00', 1, 3, NULL, 5, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d5d7d7d7d', '\x', '\x7b224472616674223a2264726166742037222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2033227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d5d2c22436f7374223a337d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff37545e7bcbac335b5b1baf7d62', 'golden', 4, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.594077+00', '2026-11-21 17:46:18.594077+00', '2026-11-21 17:46:18.594077+00', '2026-11-21 17:46:18.607695+00', 1, 3, NULL, 7, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d5d7d7d7d', '\x', '\x7b224472616674223a226472616674203130222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2034227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d5d2c22436f7374223a347d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff375473742aa507c14e460c9c73', 'golden', 5, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.617882+00', '2026-11-21 17:46:18.617882+00', '2026-11-21 17:46:18.617882+00', '2026-11-21 17:46:18.629799+00', 1, 3, NULL, 9, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d5d7d7d7d', '\x', '\x7b224472616674223a226472616674203133222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2035227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d5d2c22436f7374223a357d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff37548f7d2085a22f73b96be57d', 'golden', 6, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.641989+00', '2026-11-21 17:46:18.641989+00', '2026-11-21 17:46:18.641989+00', '2026-11-21 17:46:18.663536+00', 1, 3, NULL, 11, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2036227d5d7d7d7d', '\x', '\x7b224472616674223a226472616674203136222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2036227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2036222c2254657874223a226e6f746564227d5d2c22436f7374223a367d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff3754a8753691c2871daa268be5', 'golden', 7, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.667237+00', '2026-11-21 17:46:18.667237+00', '2026-11-21 17:46:18.667237+00', '2026-11-21 17:46:18.683548+00', 1, 3, NULL, 13, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2037227d5d7d7d7d', '\x', '\x7b224472616674223a226472616674203139222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2037227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2036222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2037222c2254657874223a226e6f746564227d5d2c22436f7374223a377d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff3754bc703f9857bad6819922ec', 'golden', 8, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.690803+00', '2026-11-21 17:46:18.690803+00', '2026-11-21 17:46:18.690803+00', '2026-11-21 17:46:18.712091+00', 1, 3, NULL, 15, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2038227d5d7d7d7d', '\x', '\x7b224472616674223a226472616674203232222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2038227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2036222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2037222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2038222c2254657874223a226e6f746564227d5d2c22436f7374223a387d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff3754ea7398a73c35713d0c1511', 'golden', 10, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.733834+00', '2026-11-21 17:46:18.733834+00', '2026-11-21 17:46:18.733834+00', '2026-11-21 17:46:18.742634+00', 1, 3, NULL, 19, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203130227d5d7d7d7d', '\x', '\x7b224472616674223a226472616674203238222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2039227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2039227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203130227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203130227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f203130227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2036222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2037222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2038222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2039222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e203130222c2254657874223a226e6f746564227d5d2c22436f7374223a31307d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('queued', '01a1ff3756e276e9b02baee5781d7b03', 'golden', 1, 0, 0, 0, '{"kind": "golden"}', NULL, true, '2026-12-01 17:46:19.23849+00', '2026-11-21 17:46:19.23849+00', NULL, NULL, 0, 3, NULL, 0, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a226c61746572227d5d7d7d7d', '\x', '\x', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff3754d970c389f45b9c3be8cf02', 'golden', 9, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.715032+00', '2026-11-21 17:46:18.715032+00', '2026-11-21 17:46:18.715032+00', '2026-11-21 17:46:18.728406+00', 1, 3, NULL, 17, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2039227d5d7d7d7d', '\x', '\x7b224472616674223a226472616674203235222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2039227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2039227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2039227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2036222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2037222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2038222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2039222c2254657874223a226e6f746564227d5d2c22436f7374223a397d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff3754fa7916b6164fb4d73ea68f', 'golden', 11, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.749827+00', '2026-11-21 17:46:18.749827+00', '2026-11-21 17:46:18.749827+00', '2026-11-21 17:46:18.758891+00', 1, 3, NULL, 21, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203131227d5d7d7d7d', '\x', '\x7b224472616674223a226472616674203331222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2039227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2039227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203130227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203130227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203131227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203131227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f203131227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2036222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2037222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2038222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2039222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e203130222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e203131222c2254657874223a226e6f746564227d5d2c22436f7374223a31317d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('done 🧵', '01a1ff37550773b5ad2e3c21577c4ddf', 'golden', 12, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.761695+00', '2026-11-21 17:46:18.761695+00', '2026-11-21 17:46:18.761695+00', '2026-11-21 17:46:18.779654+00', 1, 3, NULL, 23, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203132227d5d7d7d7d', '\x', '\x7b224472616674223a226472616674203334222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2036227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2037227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2038227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f2039227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2039227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203130227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203130227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203131227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203131227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f203132227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203132227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f203132227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2036222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2037222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2038222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2039222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e203130222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e203131222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e203132222c2254657874223a226e6f746564227d5d2c22436f7374223a31327d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('waiting', '01a1ff37551c76e186ab9ba737f64195', 'golden', 1, 2, 0, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.783304+00', '2026-11-21 17:46:18.783304+00', '2026-11-21 17:46:18.783304+00', '2026-11-21 17:46:18.795801+00', 1, 3, NULL, 1, NULL, 0, NULL, 0, false, NULL, '{}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f227d5d7d7d7d', '\x', '\x7b224472616674223a2264726166742031222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d5d2c22436f7374223a317d', '\x', NULL, 0);
INSERT INTO {schema}.run VALUES ('waiting', '01a1ff37552c738783c43c778632ea56', 'golden', 2, 5, 2, 0, '{"kind": "golden"}', NULL, false, '2026-11-21 17:46:18.804641+00', '2026-11-21 17:46:18.804641+00', '2026-11-21 17:46:18.804641+00', '2026-11-21 17:46:19.224475+00', 1, 3, NULL, 3, NULL, 0, NULL, 0, false, NULL, '{act@7!0}', '\x7b2275223a7b2277223a7b2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a22626f6f6b2061207461626c65227d5d7d7d7d', '\x', '\x7b224472616674223a2264726166742034222c2253616964223a5b7b226b696e64223a2261736b6564222c2254657874223a2268656c6c6f227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f227d2c7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d2c7b226b696e64223a2261736b6564222c2254657874223a22626f6f6b2061207461626c65227d2c7b226b696e64223a227265706c696564222c2254657874223a22686d2c20626f6f6b2061207461626c65227d5d2c224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a22626f6f6b2061207461626c65227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d5d2c22436f7374223a327d', '\x5b7b2269223a2261637440372130222c2276223a225768656e2c2077697468207469636b657420313f222c2272223a223031613166663337353532633733383738336334336337373836333265613536227d5d', NULL, 0);



INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff374d967b7fa049cee9d9ecbfa4', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a2264726166742031222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2031227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff374d967b7fa049cee9d9ecbfa4', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff374d967b7fa049cee9d9ecbfa4', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2031227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3753a473b1a6b84c4c3886c9cd', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a2264726166742034222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2032227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3753a473b1a6b84c4c3886c9cd', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3753a473b1a6b84c4c3886c9cd', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2032227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37542a76e5bc177f3d13cb945a', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a2264726166742037222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2033227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37542a76e5bc177f3d13cb945a', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37542a76e5bc177f3d13cb945a', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2033227d2c7b224b6579223a227475726e2033222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37545e7bcbac335b5b1baf7d62', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a226472616674203130222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2034227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37545e7bcbac335b5b1baf7d62', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37545e7bcbac335b5b1baf7d62', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2034227d2c7b224b6579223a227475726e2034222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff375473742aa507c14e460c9c73', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a226472616674203133222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2035227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff375473742aa507c14e460c9c73', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff375473742aa507c14e460c9c73', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2035227d2c7b224b6579223a227475726e2035222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37548f7d2085a22f73b96be57d', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a226472616674203136222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2036227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37548f7d2085a22f73b96be57d', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37548f7d2085a22f73b96be57d', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2036227d2c7b224b6579223a227475726e2036222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754a8753691c2871daa268be5', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a226472616674203139222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2037227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754a8753691c2871daa268be5', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754a8753691c2871daa268be5', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2037227d2c7b224b6579223a227475726e2037222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754bc703f9857bad6819922ec', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a226472616674203232222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2038227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754bc703f9857bad6819922ec', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754bc703f9857bad6819922ec', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2038227d2c7b224b6579223a227475726e2038222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754d970c389f45b9c3be8cf02', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a226472616674203235222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f2039227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754d970c389f45b9c3be8cf02', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754d970c389f45b9c3be8cf02', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f2039227d2c7b224b6579223a227475726e2039222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754ea7398a73c35713d0c1511', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a226472616674203238222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203130227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754ea7398a73c35713d0c1511', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754ea7398a73c35713d0c1511', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f203130227d2c7b224b6579223a227475726e203130222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754fa7916b6164fb4d73ea68f', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a226472616674203331222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203131227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754fa7916b6164fb4d73ea68f', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff3754fa7916b6164fb4d73ea68f', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f203131227d2c7b224b6579223a227475726e203131222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37550773b5ad2e3c21577c4ddf', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a226472616674203334222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f203132227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37550773b5ad2e3c21577c4ddf', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('done 🧵', '01a1ff37550773b5ad2e3c21577c4ddf', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f203132227d2c7b224b6579223a227475726e203132222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('waiting', '01a1ff37551c76e186ab9ba737f64195', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a2264726166742031222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c2068656c6c6f227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('waiting', '01a1ff37551c76e186ab9ba737f64195', 2, 'updates', '', '\x7b226e6f6465223a22616374222c227461736b223a22616374222c22777269746573223a7b2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a2266696e65227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('waiting', '01a1ff37551c76e186ab9ba737f64195', 3, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a2268656c6c6f227d2c7b224b6579223a227475726e2031222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('waiting', '01a1ff37552c738783c43c778632ea56', 1, 'updates', '', '\x7b226e6f6465223a227468696e6b222c227461736b223a227468696e6b222c22777269746573223a7b224472616674223a2264726166742034222c2253616964223a5b7b226b696e64223a227265706c696564222c2254657874223a22686d2c20626f6f6b2061207461626c65227d5d2c22436f7374223a317d7d');
INSERT INTO {schema}.run_event VALUES ('waiting', '01a1ff37552c738783c43c778632ea56', 2, 'updates', '', '\x7b226e6f6465223a226e6f7465222c227461736b223a226e6f7465222c22777269746573223a7b224e6f746573223a5b7b224b6579223a226c617374222c2254657874223a22626f6f6b2061207461626c65227d2c7b224b6579223a227475726e2032222c2254657874223a226e6f746564227d5d7d7d');
INSERT INTO {schema}.run_event VALUES ('waiting', '01a1ff37552c738783c43c778632ea56', 3, 'interrupt', '', '\x5b7b226964223a2261637440372130222c2276616c7565223a225768656e2c2077697468207469636b657420313f227d5d');



INSERT INTO {schema}.run_thread VALUES ('done 🧵', 25, NULL, 12, 0, 0, NULL, NULL, 'golden', NULL, '2026-11-21 17:46:17.586562+00', '2026-11-21 17:46:18.779654+00', NULL, 2, NULL, NULL, NULL, NULL);
INSERT INTO {schema}.run_thread VALUES ('waiting', 29, NULL, 2, 2, 2, 2, '{act@7!0}', 'golden', NULL, '2026-11-21 17:46:18.783073+00', '2026-11-21 17:46:19.224475+00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO {schema}.run_thread VALUES ('queued', 30, '9ffee2ab-97b1-4238-9dce-9861d8bc701e', 1, 1, 0, NULL, NULL, 'golden', NULL, '2026-11-21 17:46:19.238219+00', '2026-11-21 17:46:19.23849+00', NULL, NULL, '2026-12-01 17:46:19.23849+00', NULL, NULL, NULL);



INSERT INTO {schema}.schema_version VALUES ('checkpoints', 3, 3);
INSERT INTO {schema}.schema_version VALUES ('runs', 4, 4);
INSERT INTO {schema}.schema_version VALUES ('store', 1, 1);



INSERT INTO {schema}.thread VALUES ('done 🧵', 24);
INSERT INTO {schema}.thread VALUES ('waiting', 4);



SELECT pg_catalog.setval('{schema}.run_version', 30, true);



ALTER TABLE ONLY {schema}.checkpoint
    ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (thread_id, ns, id);



ALTER TABLE ONLY {schema}.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (ns, key);



ALTER TABLE ONLY {schema}.line
    ADD CONSTRAINT line_pkey PRIMARY KEY (thread_id, ns);



ALTER TABLE ONLY {schema}.log_piece
    ADD CONSTRAINT log_piece_pkey PRIMARY KEY (thread_id, ns, channel, version, start);



ALTER TABLE ONLY {schema}.pending_write
    ADD CONSTRAINT pending_write_pkey PRIMARY KEY (thread_id, ns, checkpoint_id, task_id, kind);



ALTER TABLE ONLY {schema}.run_event
    ADD CONSTRAINT run_event_pkey PRIMARY KEY (thread_id, run_id, sequence);



ALTER TABLE ONLY {schema}.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (thread_id, run_id);



ALTER TABLE ONLY {schema}.run_thread
    ADD CONSTRAINT run_thread_pkey PRIMARY KEY (thread_id);



ALTER TABLE ONLY {schema}.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (room);



ALTER TABLE ONLY {schema}.thread
    ADD CONSTRAINT thread_pkey PRIMARY KEY (thread_id);



CREATE INDEX item_expires_at ON {schema}.item USING btree (expires_at) WHERE (expires_at IS NOT NULL);



CREATE INDEX run_created ON {schema}.run USING btree (created_at, thread_id, sequence);



CREATE INDEX run_delayed ON {schema}.run USING btree (thread_id, not_before) WHERE ((status = 0) AND delayed);



CREATE INDEX run_finished ON {schema}.run USING btree (finished_at) WHERE (finished_at IS NOT NULL);



CREATE UNIQUE INDEX run_key ON {schema}.run USING btree (thread_id, idempotency_key) WHERE (idempotency_key IS NOT NULL);



CREATE INDEX run_owed ON {schema}.run USING btree (thread_id, sequence) WHERE input_owed;



CREATE UNIQUE INDEX run_running ON {schema}.run USING btree (thread_id) WHERE (status = 1);



CREATE UNIQUE INDEX run_sequence ON {schema}.run USING btree (thread_id, sequence);



CREATE INDEX run_tell ON {schema}.run USING btree (tell_at) WHERE ((tell_at IS NOT NULL) AND (finished_at IS NOT NULL));



CREATE INDEX run_thread_created ON {schema}.run_thread USING btree (created_at, thread_id);



CREATE INDEX run_thread_due ON {schema}.run_thread USING btree (due_at) WHERE (due_at IS NOT NULL);



CREATE INDEX run_thread_metadata ON {schema}.run_thread USING gin (metadata jsonb_path_ops);



CREATE INDEX run_thread_ready ON {schema}.run_thread USING btree (ready_at, ready_no) WHERE (ready_at IS NOT NULL);



CREATE INDEX run_waiting ON {schema}.run USING btree (thread_id, sequence) WHERE ((status = 0) AND (NOT delayed));




