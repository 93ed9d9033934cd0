-- More urgent runs go first. urgency: in its queue a run goes before those with a smaller number, whatever their sequence. A run that is preempted (signal 3, kind 4) goes
-- back to its place (reason 10), and cannot be rolled back any more (guard 2).
ALTER TABLE {schema}.run ADD COLUMN urgency int NOT NULL DEFAULT 0;
CREATE INDEX run_urgent ON {schema}.run (thread_id, urgency DESC, sequence) WHERE status = 0 AND NOT delayed;

CREATE OR REPLACE FUNCTION {schema}.run_note(
    p_thread text, p_now timestamptz, p_changed boolean, p_call uuid, p_last_sequence bigint, p_graph text, p_context bytea,
    p_rest smallint, p_pause_reason smallint, p_pause_ids text[])
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_old     record;
    v_running boolean;
    v_first   record;
    v_due     timestamptz;
    v_ready   timestamptz;
    v_version bigint := nextval('{schema}.run_version');
BEGIN
    SELECT t.ready_at, t.due_at, t.winds_until INTO v_old FROM {schema}.run_thread t WHERE t.thread_id = p_thread;
    v_running := EXISTS (SELECT 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.status = 1);
    SELECT {schema}.run_opens_at(r.not_before, r.created_at) AS opens_at, r.graph_name INTO v_first FROM {schema}.run r
        WHERE r.thread_id = p_thread AND r.status = 0 AND NOT r.delayed ORDER BY r.urgency DESC, r.sequence LIMIT 1;
    SELECT min({schema}.run_opens_at(r.not_before, r.created_at)) INTO v_due FROM {schema}.run r
        WHERE r.thread_id = p_thread AND r.status = 0 AND r.delayed;
    -- A thread that is ready stays so, with its position, until a run of it is claimed.
    IF NOT v_running AND v_first.opens_at IS NOT NULL THEN
        v_ready := greatest(v_first.opens_at, v_old.winds_until);
        IF v_ready <= p_now OR v_old.ready_at = '-infinity' THEN
            v_ready := '-infinity';
        END IF;
    END IF;
    UPDATE {schema}.run_thread t SET
        version = v_version,
        last_call = p_call,
        last_sequence = coalesce(p_last_sequence, t.last_sequence),
        graph_name = coalesce(p_graph, t.graph_name),
        context = coalesce(p_context, t.context),
        rest_status = coalesce(p_rest, t.rest_status),
        pause_reason = CASE WHEN p_rest IS NULL THEN t.pause_reason ELSE p_pause_reason END,
        pause_ids = CASE WHEN p_rest IS NULL THEN t.pause_ids ELSE p_pause_ids END,
        status = CASE WHEN v_running OR v_first.opens_at IS NOT NULL OR v_due IS NOT NULL THEN 1 ELSE coalesce(p_rest, t.rest_status) END,
        updated_at = CASE WHEN p_changed THEN p_now ELSE t.updated_at END,
        ready_no = CASE WHEN t.ready_at IS NOT DISTINCT FROM v_ready THEN t.ready_no ELSE v_version END,
        ready_at = v_ready,
        next_graph = CASE WHEN v_ready IS NOT NULL THEN v_first.graph_name END,
        due_at = v_due,
        winds_run = CASE WHEN NOT v_running THEN t.winds_run END,
        winds_epoch = CASE WHEN NOT v_running THEN t.winds_epoch END,
        winds_until = CASE WHEN NOT v_running THEN t.winds_until END
        WHERE t.thread_id = p_thread;
    RETURN coalesce(v_ready IS NOT NULL AND v_ready IS DISTINCT FROM v_old.ready_at OR v_due IS NOT NULL AND v_due IS DISTINCT FROM v_old.due_at, false);
END $$;

-- Kinds: 0 interrupt, 1 cancel, 2 roll back, 3 end the delay, 4 preempt. An end takes the place of a preemption; otherwise the first signal stays.
CREATE OR REPLACE FUNCTION {schema}.run_displace(p_thread text, p_runs text[], p_kinds smallint[], p_graces interval[], p_now timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_erased text[] := {schema}.run_erased(p_thread, p_runs, p_kinds);
    v_one    record;
BEGIN
    FOR v_one IN SELECT d.run_id, d.kind, r.status FROM unnest(p_runs, p_kinds) WITH ORDINALITY AS d (run_id, kind, place)
            JOIN {schema}.run r ON r.thread_id = p_thread AND r.run_id = d.run_id
            WHERE d.kind = 2 OR d.kind < 2 AND (r.status = 0 OR r.status = 1 AND r.signal IN (0, 3)) OR d.kind = 4 AND r.status = 1 AND r.signal = 0 ORDER BY d.place LOOP
        IF v_one.kind = 2 THEN
            PERFORM {schema}.run_tell(p_thread, e.run_id, p_now, 9)
                FROM unnest({schema}.run_erased(p_thread, ARRAY[v_one.run_id], ARRAY[2::smallint])) WITH ORDINALITY AS e (run_id, place) ORDER BY e.place;
        ELSIF v_one.status = 1 THEN
            PERFORM {schema}.run_tell(p_thread, v_one.run_id, p_now, 4, p_reason => CASE v_one.kind WHEN 4 THEN 10 ELSE 4 - v_one.kind END);
        ELSE
            PERFORM {schema}.run_tell(p_thread, v_one.run_id, p_now, 5, 5, 4 - v_one.kind);
        END IF;
    END LOOP;
    IF cardinality(v_erased) > 0 THEN
        PERFORM {schema}.run_erase(p_thread, v_erased,
            p_now + (SELECT d.grace FROM unnest(p_runs, p_kinds, p_graces) AS d (run_id, kind, grace)
                JOIN {schema}.run r ON r.thread_id = p_thread AND r.run_id = d.run_id AND r.status = 1 WHERE d.kind = 2));
        PERFORM {schema}.delete_runs(p_thread, v_erased);
    END IF;
    UPDATE {schema}.run r SET signal = CASE d.kind WHEN 4 THEN 3 ELSE d.kind + 1 END, signal_deadline = p_now + d.grace
        FROM unnest(p_runs, p_kinds, p_graces) AS d (run_id, kind, grace)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND r.status = 1
            AND (d.kind < 2 AND r.signal IN (0, 3) OR d.kind = 4 AND r.signal = 0);
    UPDATE {schema}.run r SET guards = r.guards | 2
        FROM unnest(p_runs, p_kinds) AS d (run_id, kind)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind = 4 AND r.status = 0;
    UPDATE {schema}.run r SET status = 5, reason = CASE d.kind WHEN 0 THEN 4 ELSE 3 END, input_owed = d.kind = 0, delayed = false, held = false,
            guards = 0, finished_at = p_now
        FROM unnest(p_runs, p_kinds) AS d (run_id, kind)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind < 2 AND r.status = 0;
    UPDATE {schema}.run r SET not_before = r.created_at, held = false
        FROM unnest(p_runs, p_kinds) AS d (run_id, kind)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind = 3 AND r.status = 0 AND r.delayed;
END $$;

-- As run_change_3. p_urgency: that of the new run; one that is not 0 is not claimed here.
CREATE FUNCTION {schema}.run_change_4(
    p_thread text, p_expected bigint, p_call uuid, p_clock timestamptz,
    p_displaced text[], p_kinds smallint[], p_graces interval[],
    p_run text, p_graph text, p_strategy smallint, p_metadata text, p_key text, p_delay interval, p_max_attempts int, p_input bytea, p_config bytea,
    p_tell boolean, p_owner text, p_lease interval, p_context bytea, p_fact_kinds smallint[], p_fact_data bytea[], p_held boolean, p_inherits boolean, p_steers text, p_urgency int,
    OUT outcome int, OUT ready boolean, OUT sequence bigint, OUT created_at timestamptz, OUT not_before timestamptz, OUT epoch bigint, OUT event bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_thread record;
    v_fact   record;
    v_kinds  smallint[] := '{}';
    v_names  text[] := '{}';
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
            event := (SELECT max(f.number) FROM {schema}.run_fact f WHERE f.thread_id = p_thread AND f.run_id = p_run AND f.kind = 1);
            ready := true;
        ELSE
            outcome := 1;
        END IF;
        RETURN;
    END IF;

    created_at := coalesce(p_clock, clock_timestamp());
    IF cardinality(p_displaced) > 0 THEN
        IF p_inherits THEN
            SELECT coalesce(array_agg(n.kind), '{}'), coalesce(array_agg(n.name), '{}') INTO v_kinds, v_names
                FROM {schema}.run_names(p_thread, {schema}.run_erased(p_thread, p_displaced, p_kinds)) AS n;
        END IF;
        PERFORM {schema}.run_displace(p_thread, p_displaced, p_kinds, p_graces, created_at);
    END IF;
    IF p_run IS NOT NULL THEN
        sequence := v_thread.last_sequence + 1;
        not_before := created_at + p_delay;
        IF p_owner IS NOT NULL AND p_urgency = 0 AND p_delay <= interval '0' AND {schema}.run_nothing_before(p_thread, created_at) THEN
            epoch := {schema}.acquire(p_thread);
        END IF;
        INSERT INTO {schema}.run (thread_id, run_id, graph_name, sequence, strategy, metadata, idempotency_key, delayed, held, not_before, created_at,
            max_attempts, input, config, tell_at, status, epoch, attempt, started_at, owner, lease_until, steers, urgency)
        VALUES (p_thread, p_run, p_graph, sequence, p_strategy, p_metadata::jsonb, p_key, p_delay > interval '0', p_held AND p_delay > interval '0', not_before,
            created_at, p_max_attempts, p_input, p_config, CASE WHEN p_tell THEN created_at END, (epoch IS NOT NULL)::int, coalesce(epoch, 0), (epoch IS NOT NULL)::int,
            CASE WHEN epoch IS NOT NULL THEN created_at END, CASE WHEN epoch IS NOT NULL THEN p_owner END, CASE WHEN epoch IS NOT NULL THEN created_at + p_lease END,
            p_steers, p_urgency);
        UPDATE {schema}.run r SET steered_inputs = r.steered_inputs + 1 WHERE p_steers IS NOT NULL AND r.thread_id = p_thread AND r.run_id = p_steers AND r.status IN (0, 1);
        event := {schema}.run_tell(p_thread, p_run, created_at, 1, p_strategy => p_strategy, p_text => p_graph);
        FOR v_fact IN SELECT f.kind, f.data FROM unnest(p_fact_kinds, p_fact_data) WITH ORDINALITY AS f (kind, data, place) ORDER BY f.place LOOP
            PERFORM {schema}.run_tell(p_thread, p_run, created_at, v_fact.kind, p_data => v_fact.data);
        END LOOP;
        IF epoch IS NOT NULL THEN
            PERFORM {schema}.run_tell(p_thread, p_run, created_at, 2, p_attempt => 1);
        END IF;
        INSERT INTO {schema}.run_name (thread_id, kind, name, run_id) SELECT p_thread, n.kind, n.name, p_run FROM unnest(v_kinds, v_names) AS n (kind, name);
    END IF;
    ready := {schema}.run_note(p_thread, created_at, true, p_call, sequence, p_graph, p_context, NULL, NULL, NULL);
END $$;

-- Before a run that is claimed, the inputs are applied of displaced runs that stood before it, and those that another run has taken but, as it ended, may not have applied.
CREATE OR REPLACE FUNCTION {schema}.run_claim_2(p_owner text, p_lease interval, p_limit int, p_graphs text[], p_clock timestamptz)
RETURNS TABLE (o_for text, o_next interval, o_waiting text[], o_run {schema}.run) LANGUAGE plpgsql AS $$
DECLARE
    v_now     timestamptz := coalesce(p_clock, clock_timestamp());
    v_threads text[];
    v_thread  text;
    v_run     {schema}.run;
BEGIN
    PERFORM {schema}.be_durable();
    IF EXISTS (SELECT 1 FROM {schema}.run_thread t WHERE t.due_at <= v_now)
            OR EXISTS (SELECT 1 FROM {schema}.run_thread t WHERE t.ready_at > '-infinity' AND t.ready_at <= v_now) THEN
        PERFORM {schema}.run_enter_due(v_now);
    END IF;
    v_threads := ARRAY(SELECT t.thread_id FROM {schema}.run_thread t
        WHERE t.ready_at = '-infinity' AND (p_graphs IS NULL OR t.next_graph = ANY (p_graphs))
        ORDER BY t.ready_no LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED);
    -- Whoever holds a ready thread sends no second notification on commit; if it were skipped, it would wait for the next poll. So wait for one.
    IF cardinality(v_threads) = 0 THEN
        v_threads := ARRAY(SELECT t.thread_id FROM {schema}.run_thread t
            WHERE t.ready_at = '-infinity' AND (p_graphs IS NULL OR t.next_graph = ANY (p_graphs))
            ORDER BY t.ready_no LIMIT 1 FOR NO KEY UPDATE);
    END IF;
    FOREACH v_thread IN ARRAY v_threads LOOP
        UPDATE {schema}.run r SET status = 1, reason = 0, owner = p_owner, epoch = {schema}.acquire(v_thread), lease_until = v_now + p_lease,
                attempt = r.attempt + 1, started_at = coalesce(r.started_at, v_now), signal = 0, signal_deadline = NULL, guards = r.guards & 2
            WHERE r.thread_id = v_thread AND r.run_id = (SELECT f.run_id FROM {schema}.run f
                WHERE f.thread_id = v_thread AND f.status = 0 AND NOT f.delayed ORDER BY f.urgency DESC, f.sequence LIMIT 1)
            RETURNING r.* INTO v_run;
        PERFORM {schema}.run_tell(v_thread, v_run.run_id, v_now, 2, p_attempt => v_run.attempt);
        PERFORM {schema}.run_touch(v_thread, v_now);
        o_for := NULL;
        o_run := v_run;
        RETURN NEXT;
        o_for := v_run.run_id;
        FOR o_run IN SELECT r.* FROM {schema}.run r
                WHERE r.thread_id = v_thread AND r.input_owed
                    AND CASE WHEN r.reason = 9
                        THEN NOT EXISTS (SELECT 1 FROM {schema}.run k WHERE k.thread_id = v_thread AND k.run_id = r.steers AND k.status IN (0, 1))
                        ELSE r.urgency > v_run.urgency OR r.urgency = v_run.urgency AND r.sequence < v_run.sequence END
                ORDER BY r.sequence LOOP
            RETURN NEXT;
        END LOOP;
    END LOOP;
    o_run := NULL;
    o_for := NULL;
    -- A ready thread that is left was locked by somebody: soon.
    o_next := (SELECT greatest(next.moment - v_now, interval '0') FROM (SELECT least(
            (SELECT min(t.ready_at) FROM {schema}.run_thread t WHERE t.ready_at > '-infinity'),
            (SELECT CASE WHEN min(t.due_at) = '-infinity' THEN v_now ELSE min(t.due_at) END FROM {schema}.run_thread t)) AS moment) AS next
        WHERE next.moment IS NOT NULL);
    IF cardinality(v_threads) < p_limit THEN
        IF EXISTS (SELECT 1 FROM {schema}.run_thread t WHERE t.ready_at = '-infinity' AND (p_graphs IS NULL OR t.next_graph = ANY (p_graphs))) THEN
            o_next := interval '0';
        END IF;
        o_waiting := ARRAY(SELECT DISTINCT t.next_graph FROM {schema}.run_thread t
            WHERE t.ready_at = '-infinity' AND p_graphs IS NOT NULL AND t.next_graph <> ALL (p_graphs));
    END IF;
    RETURN NEXT;
END $$;

-- Puts a running run back in its place, or ends it as its signal says. A commit point (guard 2) stays.
CREATE OR REPLACE FUNCTION {schema}.run_requeue_2(p_run {schema}.run, p_now timestamptz, p_reason smallint, p_count boolean, p_delay interval, p_delayed boolean, p_held boolean)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_run.signal = 3 THEN
        PERFORM {schema}.acquire(p_run.thread_id);
        UPDATE {schema}.run r SET status = 0, reason = 10, epoch = 0, owner = NULL, lease_until = NULL, signal = 0, signal_deadline = NULL, guards = 2,
                not_before = r.created_at, delayed = false, held = false, max_attempts = r.max_attempts + 1
            WHERE r.thread_id = p_run.thread_id AND r.run_id = p_run.run_id;
        PERFORM {schema}.run_tell(p_run.thread_id, p_run.run_id, p_now, 3, p_reason => 10);
        RETURN;
    END IF;
    IF p_run.signal <> 0 THEN
        PERFORM {schema}.run_end(p_run, 0, p_now, 5::smallint, (CASE p_run.signal WHEN 1 THEN 4 ELSE 3 END)::smallint);
        PERFORM {schema}.run_let_go_2(p_run.thread_id, p_run.run_id, p_now, NULL, NULL);
        RETURN;
    END IF;
    PERFORM {schema}.acquire(p_run.thread_id);
    UPDATE {schema}.run r SET status = 0, reason = p_reason, epoch = 0, owner = NULL, lease_until = NULL, guards = r.guards & 2,
            not_before = CASE WHEN p_delay > interval '0' THEN p_now + p_delay ELSE r.created_at END,
            delayed = p_delayed, held = p_delayed AND p_held, attempt = r.attempt - CASE WHEN p_count THEN 0 ELSE 1 END
        WHERE r.thread_id = p_run.thread_id AND r.run_id = p_run.run_id;
    PERFORM {schema}.run_tell(p_run.thread_id, p_run.run_id, p_now, 3, p_reason => p_reason);
END $$;
