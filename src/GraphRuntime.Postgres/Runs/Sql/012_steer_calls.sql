-- The subgraph that an input is for. Such an input is taken when a checkpoint of the root graph has it.
ALTER TABLE {schema}.run ADD COLUMN steers_path text;

-- As run_change_4. p_steers_path: the subgraph that the input of the new run is for.
CREATE FUNCTION {schema}.run_change_5(
    p_thread text, p_expected bigint, p_call uuid, p_clock timestamptz,
    p_displaced text[], p_kinds smallint[], p_graces interval[],
    p_run text, p_graph text, p_strategy smallint, p_metadata text, p_key text, p_delay interval, p_max_attempts int, p_input bytea, p_config bytea,
    p_tell boolean, p_owner text, p_lease interval, p_context bytea, p_fact_kinds smallint[], p_fact_data bytea[], p_held boolean, p_inherits boolean, p_steers text, p_urgency int,
    p_steers_path text,
    OUT outcome int, OUT ready boolean, OUT sequence bigint, OUT created_at timestamptz, OUT not_before timestamptz, OUT epoch bigint, OUT event bigint)
LANGUAGE plpgsql AS $$
BEGIN
    SELECT c.outcome, c.ready, c.sequence, c.created_at, c.not_before, c.epoch, c.event INTO outcome, ready, sequence, created_at, not_before, epoch, event
        FROM {schema}.run_change_4(p_thread, p_expected, p_call, p_clock, p_displaced, p_kinds, p_graces, p_run, p_graph, p_strategy, p_metadata, p_key, p_delay,
            p_max_attempts, p_input, p_config, p_tell, p_owner, p_lease, p_context, p_fact_kinds, p_fact_data, p_held, p_inherits, p_steers, p_urgency) AS c;
    IF p_steers_path IS NOT NULL AND p_run IS NOT NULL AND outcome = 0 THEN
        UPDATE {schema}.run r SET steers_path = p_steers_path WHERE r.thread_id = p_thread AND r.run_id = p_run;
    END IF;
END $$;

-- As run_take_steered. p_of_calls: the inputs for subgraphs that are taken; of these no others are.
CREATE FUNCTION {schema}.run_take_steered_2(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, p_only_taken boolean, p_include_held boolean, p_of_calls text[])
RETURNS TABLE (o_holds boolean, o_changed boolean, o_ready boolean, o_run {schema}.run) LANGUAGE plpgsql AS $$
DECLARE
    v_run {schema}.run := {schema}.run_hold(p_thread, p_run, p_epoch);
    v_now timestamptz := coalesce(p_clock, clock_timestamp());
    v_one text;
BEGIN
    o_holds := v_run.run_id IS NOT NULL;
    o_changed := false;
    o_ready := false;
    IF o_holds AND v_run.signal = 0 THEN
        FOR v_one IN SELECT r.run_id FROM {schema}.run r
                WHERE r.thread_id = p_thread AND r.steers IS NOT NULL AND r.status = 0 AND r.attempt = 0
                    AND (r.steers = p_run AND NOT r.delayed OR p_include_held AND r.held)
                    AND CASE WHEN r.steers_path IS NULL THEN NOT p_only_taken ELSE r.run_id = ANY (p_of_calls) END ORDER BY r.sequence LOOP
            UPDATE {schema}.run r SET status = 2, reason = 9, input_owed = true, finished_at = v_now, epoch = 0, guards = 0, delayed = false, held = false, steers = p_run
                WHERE r.thread_id = p_thread AND r.run_id = v_one;
            PERFORM {schema}.run_tell(p_thread, v_one, v_now, 5, 2, 9);
            o_changed := true;
        END LOOP;
        IF o_changed THEN
            o_ready := {schema}.run_touch(p_thread, v_now);
        END IF;
    END IF;
    RETURN NEXT;
    IF o_holds THEN
        FOR o_run IN SELECT r.* FROM {schema}.run r WHERE r.thread_id = p_thread AND r.steers = p_run AND r.input_owed AND r.reason = 9 ORDER BY r.sequence LOOP
            RETURN NEXT;
        END LOOP;
    END IF;
END $$;
