-- Each write is one function call: one statement, one transaction, one round trip. No lock is ever held while the server waits for a
-- client, so a frozen process cannot block the one that takes its threads over.
-- Outcomes: 0 stored (or stored before), 1 stale epoch, 2 stale head, 3 id used before, 4 no such checkpoint, 5 thread exists.

-- A token or checkpoint that was acknowledged must survive a crash of the server, whatever its default says.
CREATE FUNCTION {schema}.be_durable() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
END $$;

CREATE FUNCTION {schema}.acquire(p_thread text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_epoch bigint;
BEGIN
    PERFORM {schema}.be_durable();
    INSERT INTO {schema}.thread AS t (thread_id, epoch) VALUES (p_thread, 1)
        ON CONFLICT (thread_id) DO UPDATE SET epoch = t.epoch + 1
        RETURNING t.epoch INTO v_epoch;
    RETURN v_epoch;
END $$;

-- The epoch, locked until the end of the transaction against everybody who wants to raise it.
CREATE FUNCTION {schema}.hold_epoch(p_thread text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_epoch bigint;
BEGIN
    SELECT t.epoch INTO v_epoch FROM {schema}.thread t WHERE t.thread_id = p_thread FOR SHARE;
    IF NOT FOUND THEN
        INSERT INTO {schema}.thread (thread_id, epoch) VALUES (p_thread, 0) ON CONFLICT DO NOTHING;
        SELECT t.epoch INTO v_epoch FROM {schema}.thread t WHERE t.thread_id = p_thread FOR SHARE;
    END IF;
    RETURN v_epoch;
END $$;

-- Bytes at the end of a log. Errors leave by exception, because other parts of the commit are stored by then; the channel and the
-- checkpoint travel in the fields that PostgreSQL has for names.
CREATE FUNCTION {schema}.append_log(p_thread text, p_ns text, p_id bigint, p_channel text, p_version bigint, p_offset bigint, p_bytes bytea)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_start  bigint;
    v_size   bigint;
    v_length bigint;
BEGIN
    -- Nearly always: a few bytes for a last piece that has room for them.
    UPDATE {schema}.log_piece l SET bytes = l.bytes || p_bytes
        WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = p_channel AND l.version = p_version
            AND l.start = (SELECT k.start FROM {schema}.log_piece k
                WHERE k.thread_id = p_thread AND k.ns = p_ns AND k.channel = p_channel AND k.version = p_version
                ORDER BY k.start DESC LIMIT 1)
            AND l.start + octet_length(l.bytes) = p_offset
            AND (octet_length(l.bytes) = 0 OR octet_length(l.bytes) + octet_length(p_bytes) <= 1800);
    IF FOUND THEN
        RETURN;
    END IF;

    SELECT l.start, octet_length(l.bytes) INTO v_start, v_size FROM {schema}.log_piece l
        WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = p_channel AND l.version = p_version
        ORDER BY l.start DESC LIMIT 1;
    IF v_start IS NULL AND p_version = p_id AND p_offset = 0 THEN
        INSERT INTO {schema}.log_piece VALUES (p_thread, p_ns, p_channel, p_version, 0, p_bytes);
        RETURN;
    END IF;
    v_length := coalesce(v_start + v_size, -1);
    IF p_offset < v_length AND NOT EXISTS (
        SELECT 1 FROM {schema}.checkpoint c CROSS JOIN LATERAL unnest(c.ref_channels, c.ref_versions, c.ref_lengths) AS r (channel, version, length)
        WHERE c.thread_id = p_thread AND c.ns = p_ns AND NOT c.hidden
            AND r.channel = p_channel AND r.version = p_version AND r.length > p_offset) THEN
        PERFORM {schema}.cut_log(p_thread, p_ns, p_channel, p_version, p_offset);
        PERFORM {schema}.append_log(p_thread, p_ns, p_id, p_channel, p_version, p_offset, p_bytes);
    ELSIF p_offset <> v_length THEN
        RAISE EXCEPTION 'bytes for offset % do not fit log %, which has % bytes', p_offset, p_version, greatest(v_length, 0)
            USING ERRCODE = 'GR001', COLUMN = p_channel, CONSTRAINT = p_id::text;
    ELSIF octet_length(p_bytes) > 0 THEN
        INSERT INTO {schema}.log_piece VALUES (p_thread, p_ns, p_channel, p_version, p_offset, p_bytes);
    END IF;
END $$;

CREATE FUNCTION {schema}.cut_log(p_thread text, p_ns text, p_channel text, p_version bigint, p_length bigint) RETURNS void
LANGUAGE sql AS $$
    DELETE FROM {schema}.log_piece l
        WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = p_channel AND l.version = p_version
            AND l.start >= p_length AND l.start > 0;
    UPDATE {schema}.log_piece l SET bytes = substring(l.bytes FROM 1 FOR (p_length - l.start)::int)
        WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = p_channel AND l.version = p_version
            AND l.start + octet_length(l.bytes) > p_length;
$$;

-- A checkpoint made from another one than the newest may name values that a prune has removed meanwhile.
CREATE FUNCTION {schema}.check_references(p_thread text, p_ns text, p_id bigint, p_channels text[], p_versions bigint[], p_lengths bigint[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_channel text;
BEGIN
    SELECT r.channel INTO v_channel FROM unnest(p_channels, p_versions, p_lengths) AS r (channel, version, length)
        WHERE r.version <> p_id AND CASE WHEN r.length < 0
            THEN NOT EXISTS (SELECT 1 FROM {schema}.checkpoint c
                WHERE c.thread_id = p_thread AND c.ns = p_ns AND c.id = r.version AND r.channel = ANY (c.value_channels))
            ELSE r.length > coalesce((SELECT max(l.start + octet_length(l.bytes)) FROM {schema}.log_piece l
                WHERE l.thread_id = p_thread AND l.ns = p_ns AND l.channel = r.channel AND l.version = r.version), 0)
            END
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'it refers to bytes that are not stored'
            USING ERRCODE = 'GR001', COLUMN = v_channel, CONSTRAINT = p_id::text;
    END IF;
END $$;

-- The parts of several checkpoints come one after the other in flat arrays; the counts say how many belong to each checkpoint.
CREATE FUNCTION {schema}.put_checkpoints(
    p_thread text, p_ns text, p_epoch bigint, p_expected bigint,
    p_ids bigint[], p_parents bigint[], p_created timestamptz[], p_steps int[], p_sources smallint[], p_paused boolean[],
    p_runs text[], p_metadata bytea[], p_bodies bytea[], p_results bytea[],
    p_ref_counts int[], p_ref_channels text[], p_ref_versions bigint[], p_ref_lengths bigint[],
    p_value_counts int[], p_value_channels text[], p_value_bytes bytea[],
    p_log_counts int[], p_log_channels text[], p_log_versions bigint[], p_log_offsets bigint[], p_log_bytes bytea[],
    OUT outcome int, OUT current bigint)
LANGUAGE plpgsql AS $$
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
        PERFORM {schema}.be_durable();
    END IF;
    SELECT t.epoch INTO current FROM {schema}.thread t WHERE t.thread_id = p_thread FOR SHARE;
    IF NOT FOUND THEN
        current := {schema}.hold_epoch(p_thread);
    END IF;
    IF current <> p_epoch THEN
        outcome := 1;
        RETURN;
    END IF;

    UPDATE {schema}.line SET head = v_last, last_id = v_last
        WHERE thread_id = p_thread AND ns = p_ns AND head = p_expected AND last_id < p_ids[1];
    IF NOT FOUND AND p_expected = 0 THEN
        INSERT INTO {schema}.line (thread_id, ns, head, last_id) VALUES (p_thread, p_ns, v_last, v_last) ON CONFLICT DO NOTHING;
    END IF;
    IF NOT FOUND THEN
        SELECT t.head, t.last_id INTO current, v_last_id FROM {schema}.line t WHERE t.thread_id = p_thread AND t.ns = p_ns;
        current := coalesce(current, 0);
        -- The same ids, made by the same runs at the same times, are this commit itself that arrives again.
        outcome := CASE
            WHEN current = v_last AND v_count = (
                SELECT count(*) FROM {schema}.checkpoint c
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
            PERFORM {schema}.append_log(p_thread, p_ns, p_ids[i], p_log_channels[j], p_log_versions[j], p_log_offsets[j], p_log_bytes[j]);
        END LOOP;
        IF p_parents[i] <> v_previous THEN
            PERFORM {schema}.check_references(p_thread, p_ns, p_ids[i],
                p_ref_channels[r + 1 : r + p_ref_counts[i]], p_ref_versions[r + 1 : r + p_ref_counts[i]], p_ref_lengths[r + 1 : r + p_ref_counts[i]]);
        END IF;
        -- Listing compares metadata as jsonb: what jsonb cannot hold is refused here, not found out by a later reader.
        v_metadata := NULL;
        IF octet_length(p_metadata[i]) > 0 THEN
            v_metadata := convert_from(p_metadata[i], 'UTF8');
            PERFORM v_metadata::jsonb;
        END IF;
        INSERT INTO {schema}.checkpoint (thread_id, ns, id, parent_id, created_at, step, source, paused, run_id, metadata, body, results,
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

CREATE FUNCTION {schema}.put_writes(p_thread text, p_ns text, p_epoch bigint, p_checkpoint bigint, p_run text,
    p_tasks text[], p_kinds smallint[], p_payloads bytea[], OUT outcome int, OUT current bigint)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {schema}.be_durable();
    current := {schema}.hold_epoch(p_thread);
    IF current <> p_epoch THEN
        outcome := 1;
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM {schema}.checkpoint c WHERE c.thread_id = p_thread AND c.ns = p_ns AND c.id = p_checkpoint AND NOT c.hidden) THEN
        outcome := 4;
        RETURN;
    END IF;
    -- In key order, so that two batches with the same keys cannot wait for each other.
    INSERT INTO {schema}.pending_write (thread_id, ns, checkpoint_id, task_id, kind, run_id, payload)
        SELECT p_thread, p_ns, p_checkpoint, w.task_id, w.kind, p_run, w.payload
        FROM unnest(p_tasks, p_kinds, p_payloads) AS w (task_id, kind, payload) ORDER BY w.task_id, w.kind
        ON CONFLICT (thread_id, ns, checkpoint_id, task_id, kind) DO UPDATE SET run_id = excluded.run_id, payload = excluded.payload;
    outcome := 0;
END $$;
