-- The context values that later runs of a thread inherit: a JSON object, opaque to the server.
ALTER TABLE {schema}.run_thread ADD COLUMN context bytea;

-- Outcomes: 0 copied, 4 no such source, 5 the target exists.
CREATE OR REPLACE FUNCTION {schema}.run_copy_thread(p_source text, p_target text, p_clock timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    v_now    timestamptz := coalesce(p_clock, clock_timestamp());
    v_source {schema}.run_thread;
BEGIN
    SELECT t.* INTO v_source FROM {schema}.run_thread t WHERE t.thread_id = p_source FOR SHARE;
    IF NOT FOUND THEN
        RETURN 4;
    END IF;
    INSERT INTO {schema}.run_thread (thread_id, version, status, rest_status, pause_reason, pause_ids, graph_name, metadata, context, created_at, updated_at)
        VALUES (p_target, nextval('{schema}.run_version'), v_source.rest_status, v_source.rest_status, v_source.pause_reason, v_source.pause_ids,
            v_source.graph_name, v_source.metadata, v_source.context, v_now, v_now)
        ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN 5;
    END IF;
    IF {schema}.copy_thread(p_source, p_target) <> 0 THEN
        DELETE FROM {schema}.run_thread t WHERE t.thread_id = p_target;
        RETURN 5;
    END IF;
    RETURN 0;
END $$;
