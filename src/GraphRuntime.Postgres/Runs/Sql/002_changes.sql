-- Locks are taken in one order: row of run_thread, row of thread (the epoch), rows of run. What takes several threads at once skips
-- those that are locked. A moment of null means the clock of the server.

-- Brings the row of a thread in line with its runs. The caller holds the row. True if there may be something to claim, or sooner.
CREATE FUNCTION {schema}.run_touch(
    p_thread text, p_now timestamptz, p_call uuid DEFAULT NULL, p_last_sequence bigint DEFAULT NULL, p_graph text DEFAULT NULL,
    p_rest smallint DEFAULT NULL, p_pause_reason smallint DEFAULT NULL, p_pause_ids text[] DEFAULT NULL)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_old     record;
    v_running boolean;
    v_first   timestamptz;
    v_due     timestamptz;
    v_ready   timestamptz;
    v_version bigint := nextval('{schema}.run_version');
BEGIN
    SELECT t.ready_at, t.due_at, t.winds_until INTO v_old FROM {schema}.run_thread t WHERE t.thread_id = p_thread;
    v_running := EXISTS (SELECT 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.status = 1);
    SELECT r.not_before INTO v_first FROM {schema}.run r
        WHERE r.thread_id = p_thread AND r.status = 0 AND NOT r.delayed ORDER BY r.sequence LIMIT 1;
    SELECT r.not_before INTO v_due FROM {schema}.run r
        WHERE r.thread_id = p_thread AND r.status = 0 AND r.delayed ORDER BY r.not_before LIMIT 1;
    -- A thread keeps the place that it has among the ready ones.
    IF NOT v_running AND v_first IS NOT NULL THEN
        v_ready := greatest(v_first, v_old.winds_until, least(coalesce(v_old.ready_at, p_now), p_now));
    END IF;
    UPDATE {schema}.run_thread t SET
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

-- Rows and events of runs. The rows go first: an append of events holds the row of its run. What still runs of a running one is waited for,
-- until p_until or the end of its lease.
CREATE FUNCTION {schema}.run_erase(p_thread text, p_runs text[], p_until timestamptz DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.run_thread t SET winds_run = r.run_id, winds_epoch = r.epoch, winds_until = least(p_until, r.lease_until)
        FROM {schema}.run r
        WHERE t.thread_id = p_thread AND r.thread_id = p_thread AND r.run_id = ANY (p_runs) AND r.status = 1;
    IF FOUND THEN
        PERFORM {schema}.acquire(p_thread);
    END IF;
    DELETE FROM {schema}.run r WHERE r.thread_id = p_thread AND r.run_id = ANY (p_runs);
    DELETE FROM {schema}.run_event e WHERE e.thread_id = p_thread AND e.run_id = ANY (p_runs);
END $$;

-- Kinds: 0 interrupt, 1 cancel, 2 roll back, 3 end the delay.
CREATE FUNCTION {schema}.run_displace(p_thread text, p_runs text[], p_kinds smallint[], p_graces interval[], p_now timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_erased text[] := ARRAY(SELECT d.run_id FROM unnest(p_runs, p_kinds) AS d (run_id, kind) WHERE d.kind = 2);
BEGIN
    IF cardinality(v_erased) > 0 THEN
        PERFORM {schema}.run_erase(p_thread, v_erased,
            p_now + (SELECT max(d.grace) FROM unnest(p_kinds, p_graces) AS d (kind, grace) WHERE d.kind = 2));
        PERFORM {schema}.delete_runs(p_thread, v_erased);
    END IF;
    UPDATE {schema}.run r SET signal = d.kind + 1, signal_deadline = p_now + d.grace
        FROM unnest(p_runs, p_kinds, p_graces) AS d (run_id, kind, grace)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind < 2 AND r.status = 1 AND r.signal = 0;
    UPDATE {schema}.run r SET status = 5, reason = CASE d.kind WHEN 0 THEN 4 ELSE 3 END, input_owed = d.kind = 0, delayed = false, finished_at = p_now
        FROM unnest(p_runs, p_kinds) AS d (run_id, kind)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind < 2 AND r.status = 0;
    UPDATE {schema}.run r SET not_before = p_now
        FROM unnest(p_runs, p_kinds) AS d (run_id, kind)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind = 3 AND r.status = 0 AND r.delayed;
END $$;

-- Whether a new run can be claimed at once: nothing runs, winds down or waits, and no input is owed.
CREATE FUNCTION {schema}.run_nothing_before(p_thread text, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN NOT EXISTS (SELECT 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.status = 1)
        AND NOT EXISTS (SELECT 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.status = 0 AND NOT r.delayed)
        AND NOT EXISTS (SELECT 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.input_owed)
        AND NOT EXISTS (SELECT 1 FROM {schema}.run_thread t WHERE t.thread_id = p_thread AND t.winds_until > p_now);
END $$;

-- Carries out what was decided on the thread as it was at p_expected (0: there was none), unless it has changed since: the row is
-- never locked while a client decides. With p_owner, a new run that nothing stands before is claimed at once; its epoch tells.
-- Outcomes: 0 done (or done before by the same call), 1 the thread has changed.
CREATE FUNCTION {schema}.run_change(
    p_thread text, p_expected bigint, p_call uuid, p_clock timestamptz,
    p_displaced text[], p_kinds smallint[], p_graces interval[],
    p_run text, p_graph text, p_strategy smallint, p_metadata text, p_key text, p_delay interval, p_max_attempts int, p_input bytea, p_config bytea,
    p_tell boolean, p_owner text, p_lease interval,
    OUT outcome int, OUT ready boolean, OUT sequence bigint, OUT created_at timestamptz, OUT not_before timestamptz, OUT epoch bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_thread record;
BEGIN
    PERFORM {schema}.be_durable();
    outcome := 0;
    ready := false;
    created_at := coalesce(p_clock, clock_timestamp());
    IF p_expected = 0 THEN
        INSERT INTO {schema}.run_thread (thread_id, version, created_at, updated_at) VALUES (p_thread, 0, created_at, created_at) ON CONFLICT DO NOTHING;
    END IF;
    SELECT t.version, t.last_call, t.last_sequence INTO v_thread FROM {schema}.run_thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    IF NOT FOUND OR v_thread.version <> p_expected THEN
        IF v_thread.last_call = p_call THEN
            SELECT r.sequence, r.created_at, r.not_before, CASE WHEN r.owner = p_owner THEN r.epoch END INTO sequence, created_at, not_before, epoch
                FROM {schema}.run r WHERE r.thread_id = p_thread AND r.run_id = p_run;
            ready := true;
        ELSE
            outcome := 1;
        END IF;
        RETURN;
    END IF;

    created_at := coalesce(p_clock, clock_timestamp());
    IF cardinality(p_displaced) > 0 THEN
        PERFORM {schema}.run_displace(p_thread, p_displaced, p_kinds, p_graces, created_at);
    END IF;
    IF p_run IS NOT NULL THEN
        sequence := v_thread.last_sequence + 1;
        not_before := created_at + p_delay;
        IF p_owner IS NOT NULL AND p_delay <= interval '0' AND {schema}.run_nothing_before(p_thread, created_at) THEN
            epoch := {schema}.acquire(p_thread);
        END IF;
        INSERT INTO {schema}.run (thread_id, run_id, graph_name, sequence, strategy, metadata, idempotency_key, delayed, not_before, created_at,
            max_attempts, input, config, tell_at, status, epoch, attempt, started_at, owner, lease_until)
        VALUES (p_thread, p_run, p_graph, sequence, p_strategy, p_metadata::jsonb, p_key, p_delay > interval '0', not_before, created_at,
            p_max_attempts, p_input, p_config, CASE WHEN p_tell THEN created_at END, (epoch IS NOT NULL)::int, coalesce(epoch, 0), (epoch IS NOT NULL)::int,
            CASE WHEN epoch IS NOT NULL THEN created_at END, CASE WHEN epoch IS NOT NULL THEN p_owner END, CASE WHEN epoch IS NOT NULL THEN created_at + p_lease END);
    END IF;
    ready := {schema}.run_touch(p_thread, created_at, p_call, sequence, p_graph);
END $$;
