-- The context values that later runs of a thread inherit: a JSON object, opaque to the server.
ALTER TABLE {schema}.run_thread ADD COLUMN context bytea;

-- What run_change does, and the context of the thread with it; null leaves that as it is.
CREATE FUNCTION {schema}.run_decide(
    p_thread text, p_expected bigint, p_call uuid, p_clock timestamptz,
    p_displaced text[], p_kinds smallint[], p_graces interval[],
    p_run text, p_graph text, p_strategy smallint, p_metadata text, p_key text, p_delay interval, p_max_attempts int, p_input bytea, p_config bytea,
    p_tell boolean, p_owner text, p_lease interval, p_context bytea,
    OUT outcome int, OUT ready boolean, OUT sequence bigint, OUT created_at timestamptz, OUT not_before timestamptz, OUT epoch bigint)
LANGUAGE plpgsql AS $$
BEGIN
    SELECT c.outcome, c.ready, c.sequence, c.created_at, c.not_before, c.epoch INTO outcome, ready, sequence, created_at, not_before, epoch
        FROM {schema}.run_change(p_thread, p_expected, p_call, p_clock, p_displaced, p_kinds, p_graces, p_run, p_graph, p_strategy, p_metadata, p_key,
            p_delay, p_max_attempts, p_input, p_config, p_tell, p_owner, p_lease) AS c;
    IF outcome = 0 AND p_context IS NOT NULL THEN
        UPDATE {schema}.run_thread t SET context = p_context WHERE t.thread_id = p_thread;
    END IF;
END $$;

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
