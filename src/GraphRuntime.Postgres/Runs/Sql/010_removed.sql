-- Records of runs that were rolled back or deleted, where the coordinator asks for them. They go with their thread.
CREATE TABLE {schema}.run_removed (
    thread_id   text COLLATE "C" NOT NULL REFERENCES {schema}.run_thread (thread_id) ON DELETE CASCADE,
    sequence    bigint NOT NULL,
    run_id      text COLLATE "C" NOT NULL,
    graph_name  text NOT NULL,
    rolled_back boolean NOT NULL,
    status      smallint NOT NULL,
    created_at  timestamptz NOT NULL,
    started_at  timestamptz,
    removed_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    removed_by  text,
    caller      text,
    checkpoints int NOT NULL,
    writes      int NOT NULL,
    events      int NOT NULL,
    input       bytea NOT NULL,
    PRIMARY KEY (thread_id, sequence)
);
CREATE INDEX run_removed_expires ON {schema}.run_removed (expires_at);

-- Records runs in the transaction that removes them, before it does. p_expected: the version that the thread must have, or NULL for any; a thread that has changed is
-- left alone, as the removal leaves it alone. A rollback also records the runs whose inputs a run has taken, without a caller. Of the thread, p_most records stay.
-- Gives the thread, so that a statement can let the removal follow.
CREATE FUNCTION {schema}.run_record_removed(
    p_thread text, p_expected bigint, p_clock timestamptz, p_rolled_back boolean, p_runs text[], p_callers text[], p_removed_by text[], p_retentions interval[],
    p_with_inputs boolean[], p_most int)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz;
BEGIN
    PERFORM 1 FROM {schema}.run_thread t WHERE t.thread_id = p_thread AND (p_expected IS NULL OR t.version = p_expected) FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN p_thread;
    END IF;
    v_now := coalesce(p_clock, clock_timestamp());
    INSERT INTO {schema}.run_removed (thread_id, sequence, run_id, graph_name, rolled_back, status, created_at, started_at, removed_at, expires_at, removed_by, caller,
        checkpoints, writes, events, input)
    SELECT p_thread, r.sequence, r.run_id, r.graph_name, p_rolled_back, r.status, r.created_at, r.started_at, v_now,
        least(v_now + d.retention, '9999-12-31 23:59:59+00'::timestamptz), d.removed_by, CASE WHEN r.run_id = d.run_id THEN d.caller END,
        CASE WHEN p_rolled_back THEN (SELECT count(*) FROM {schema}.checkpoint c WHERE c.thread_id = p_thread AND c.run_id = r.run_id AND NOT c.hidden) ELSE 0 END,
        CASE WHEN p_rolled_back THEN (SELECT count(*) FROM {schema}.pending_write w WHERE w.thread_id = p_thread AND w.run_id = r.run_id) ELSE 0 END,
        (SELECT count(*) FROM {schema}.run_event e WHERE e.thread_id = p_thread AND e.run_id = r.run_id),
        CASE WHEN d.with_input THEN r.input ELSE '' END
    FROM unnest(p_runs, p_callers, p_removed_by, p_retentions, p_with_inputs) AS d (run_id, caller, removed_by, retention, with_input)
    CROSS JOIN LATERAL unnest(CASE WHEN p_rolled_back THEN {schema}.run_erased(p_thread, ARRAY[d.run_id], ARRAY[2::smallint]) ELSE ARRAY[d.run_id] END) AS e (run_id)
    JOIN {schema}.run r ON r.thread_id = p_thread AND r.run_id = e.run_id;
    DELETE FROM {schema}.run_removed o WHERE o.thread_id = p_thread AND (o.expires_at <= v_now
        OR o.sequence IN (SELECT k.sequence FROM {schema}.run_removed k WHERE k.thread_id = p_thread ORDER BY k.removed_at DESC, k.sequence DESC OFFSET p_most));
    RETURN p_thread;
END $$;

CREATE FUNCTION {schema}.run_drop_expired_records(p_clock timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM {schema}.run_removed o WHERE o.expires_at <= coalesce(p_clock, clock_timestamp());
END $$;
