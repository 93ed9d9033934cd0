-- Removal in two moves: what goes is hidden first, then everything that no visible checkpoint needs is collected. The caller holds the
-- row of the thread, so no writer is under way.
CREATE FUNCTION {schema}.collect(p_thread text) RETURNS void LANGUAGE sql AS $$
    DELETE FROM {schema}.pending_write p USING {schema}.checkpoint c
        WHERE p.thread_id = p_thread AND c.thread_id = p_thread AND c.ns = p.ns AND c.id = p.checkpoint_id AND c.hidden;

    UPDATE {schema}.line l SET head = coalesce((
            SELECT c.id FROM {schema}.checkpoint c WHERE c.thread_id = p_thread AND c.ns = l.ns AND NOT c.hidden ORDER BY c.id DESC LIMIT 1), 0)
        WHERE l.thread_id = p_thread
            AND NOT EXISTS (SELECT 1 FROM {schema}.checkpoint c WHERE c.thread_id = p_thread AND c.ns = l.ns AND c.id = l.head AND NOT c.hidden);

    -- All parts of one statement see the same state, and no two of them touch the same row.
    WITH needed AS MATERIALIZED (
        SELECT c.ns, r.channel, r.version, max(r.length) AS length
        FROM {schema}.checkpoint c CROSS JOIN LATERAL unnest(c.ref_channels, c.ref_versions, c.ref_lengths) AS r (channel, version, length)
        WHERE c.thread_id = p_thread AND NOT c.hidden
        GROUP BY c.ns, r.channel, r.version),
    hidden AS MATERIALIZED (
        SELECT c.ns, c.id,
            array_agg(x.channel ORDER BY x.position) FILTER (WHERE x.kept) AS channels,
            array_agg(x.bytes ORDER BY x.position) FILTER (WHERE x.kept) AS bytes
        FROM {schema}.checkpoint c
        LEFT JOIN LATERAL (
            SELECT u.channel, u.bytes, u.position, EXISTS (
                SELECT 1 FROM needed n WHERE n.ns = c.ns AND n.version = c.id AND n.channel = u.channel AND n.length < 0) AS kept
            FROM unnest(c.value_channels, c.value_bytes) WITH ORDINALITY AS u (channel, bytes, position)) x ON true
        WHERE c.thread_id = p_thread AND c.hidden
        GROUP BY c.ns, c.id),
    dropped AS (
        DELETE FROM {schema}.checkpoint c USING hidden h
        WHERE c.thread_id = p_thread AND c.ns = h.ns AND c.id = h.id AND h.channels IS NULL),
    kept AS (
        UPDATE {schema}.checkpoint c
        SET metadata = NULL, body = '', results = '', ref_channels = '{}', ref_versions = '{}', ref_lengths = '{}',
            value_channels = h.channels, value_bytes = h.bytes
        FROM hidden h
        WHERE c.thread_id = p_thread AND c.ns = h.ns AND c.id = h.id AND h.channels IS NOT NULL
            AND (cardinality(c.ref_channels) > 0 OR cardinality(c.value_channels) > cardinality(h.channels))),
    shortened AS (
        UPDATE {schema}.log_piece l SET bytes = substring(l.bytes FROM 1 FOR (n.length - l.start)::int)
        FROM needed n
        WHERE l.thread_id = p_thread AND n.ns = l.ns AND n.channel = l.channel AND n.version = l.version
            AND (l.start < n.length OR l.start = 0) AND n.length >= 0 AND l.start + octet_length(l.bytes) > n.length)
    DELETE FROM {schema}.log_piece l
        WHERE l.thread_id = p_thread AND NOT EXISTS (
            SELECT 1 FROM needed n
            WHERE n.ns = l.ns AND n.channel = l.channel AND n.version = l.version AND (l.start < n.length OR l.start = 0 AND n.length = 0));
$$;

CREATE FUNCTION {schema}.delete_runs(p_thread text, p_runs text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_hidden bigint;
BEGIN
    PERFORM {schema}.be_durable();
    PERFORM 1 FROM {schema}.thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    DELETE FROM {schema}.pending_write p WHERE p.thread_id = p_thread AND p.run_id = ANY (p_runs);
    UPDATE {schema}.checkpoint c SET hidden = true WHERE c.thread_id = p_thread AND c.run_id = ANY (p_runs) AND NOT c.hidden;
    GET DIAGNOSTICS v_hidden = ROW_COUNT;
    IF v_hidden > 0 THEN
        PERFORM {schema}.collect(p_thread);
    END IF;
END $$;

CREATE FUNCTION {schema}.prune_thread(p_thread text, p_keep bigint, p_older timestamptz, p_keep_paused boolean) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    v_hidden bigint;
BEGIN
    PERFORM 1 FROM {schema}.thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    UPDATE {schema}.checkpoint c SET hidden = true
        FROM (SELECT l.ns, (
                SELECT k.id FROM {schema}.checkpoint k WHERE k.thread_id = p_thread AND k.ns = l.ns AND NOT k.hidden
                ORDER BY k.id DESC OFFSET p_keep - 1 LIMIT 1) AS oldest
            FROM {schema}.line l WHERE l.thread_id = p_thread) AS kept
        WHERE c.thread_id = p_thread AND c.ns = kept.ns AND NOT c.hidden AND c.id < kept.oldest
            AND (p_older IS NULL OR c.created_at < p_older)
            -- What waits stays: paused at a breakpoint or with a pending interrupt (kind 1), and no superstep (source 1) made from it.
            AND NOT (p_keep_paused
                AND (c.paused OR EXISTS (
                    SELECT 1 FROM {schema}.pending_write p
                    WHERE p.thread_id = p_thread AND p.ns = c.ns AND p.checkpoint_id = c.id AND p.kind = 1))
                AND NOT EXISTS (
                    SELECT 1 FROM {schema}.checkpoint s
                    WHERE s.thread_id = p_thread AND s.ns = c.ns AND s.id > c.id AND s.parent_id = c.id AND s.source = 1 AND NOT s.hidden));
    GET DIAGNOSTICS v_hidden = ROW_COUNT;
    IF v_hidden > 0 THEN
        PERFORM {schema}.collect(p_thread);
    END IF;
    RETURN v_hidden;
END $$;

CREATE FUNCTION {schema}.delete_thread(p_thread text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {schema}.acquire(p_thread);
    DELETE FROM {schema}.pending_write WHERE thread_id = p_thread;
    DELETE FROM {schema}.log_piece WHERE thread_id = p_thread;
    DELETE FROM {schema}.checkpoint WHERE thread_id = p_thread;
    UPDATE {schema}.line SET head = 0 WHERE thread_id = p_thread;
END $$;

-- One statement reads the source as it stood at one moment, without a lock on it.
CREATE FUNCTION {schema}.copy_thread(p_source text, p_target text) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {schema}.be_durable();
    INSERT INTO {schema}.thread (thread_id, epoch) VALUES (p_target, 0) ON CONFLICT DO NOTHING;
    PERFORM 1 FROM {schema}.thread t WHERE t.thread_id = p_target FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM {schema}.line l WHERE l.thread_id = p_target AND l.head <> 0) THEN
        RETURN 5;
    END IF;
    WITH lines AS (
        INSERT INTO {schema}.line AS t (thread_id, ns, head, last_id)
        SELECT p_target, l.ns, l.head, l.last_id FROM {schema}.line l WHERE l.thread_id = p_source
        ON CONFLICT (thread_id, ns) DO UPDATE SET head = excluded.head, last_id = greatest(t.last_id, excluded.last_id)),
    checkpoints AS (
        INSERT INTO {schema}.checkpoint
        SELECT p_target, c.ns, c.id, c.parent_id, c.created_at, c.step, c.source, c.paused, c.hidden, c.run_id, c.metadata, c.body, c.results,
            c.ref_channels, c.ref_versions, c.ref_lengths, c.value_channels, c.value_bytes
        FROM {schema}.checkpoint c WHERE c.thread_id = p_source),
    writes AS (
        INSERT INTO {schema}.pending_write
        SELECT p_target, p.ns, p.checkpoint_id, p.task_id, p.kind, p.run_id, p.payload FROM {schema}.pending_write p WHERE p.thread_id = p_source)
    INSERT INTO {schema}.log_piece
    SELECT p_target, l.ns, l.channel, l.version, l.start, l.bytes FROM {schema}.log_piece l WHERE l.thread_id = p_source;
    RETURN 0;
END $$;
