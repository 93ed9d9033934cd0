-- What was told about a run that was rolled back outlives the run, so that a reader of the thread learns of it. It goes with the next run of the thread that is pruned.
CREATE OR REPLACE FUNCTION {schema}.run_prune(p_older interval, p_limit int, p_clock timestamptz) RETURNS int LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_until timestamptz := coalesce(p_clock, clock_timestamp()) - p_older;
    v_removed int;
BEGIN
    WITH old AS MATERIALIZED (
        SELECT r.thread_id, r.run_id FROM {schema}.run r
        WHERE r.finished_at <= v_until AND NOT r.input_owed AND r.tell_at IS NULL
        ORDER BY r.finished_at LIMIT p_limit FOR UPDATE SKIP LOCKED),
    events AS (
        DELETE FROM {schema}.run_event e USING old o WHERE e.thread_id = o.thread_id AND e.run_id = o.run_id),
    facts AS (
        DELETE FROM {schema}.run_fact f USING old o WHERE f.thread_id = o.thread_id AND f.run_id = o.run_id),
    erased AS (
        DELETE FROM {schema}.run_fact f
        WHERE f.thread_id IN (SELECT o.thread_id FROM old o) AND f.at <= v_until
            AND NOT EXISTS (SELECT FROM {schema}.run r WHERE r.thread_id = f.thread_id AND r.run_id = f.run_id)
            AND NOT EXISTS (SELECT FROM {schema}.run_name n WHERE n.thread_id = f.thread_id AND n.kind = 0 AND n.name = f.run_id
                AND NOT EXISTS (SELECT FROM old o WHERE o.thread_id = n.thread_id AND o.run_id = n.run_id))),
    names AS (
        DELETE FROM {schema}.run_name n USING old o WHERE n.thread_id = o.thread_id AND n.run_id = o.run_id)
    DELETE FROM {schema}.run r USING old o WHERE r.thread_id = o.thread_id AND r.run_id = o.run_id;
    GET DIAGNOSTICS v_removed = ROW_COUNT;
    RETURN v_removed;
END $$;
