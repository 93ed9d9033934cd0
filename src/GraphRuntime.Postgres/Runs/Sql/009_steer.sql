-- Inputs that are steered into a run in flight. steers: the run that an input is for, or has gone into. steered_inputs: how many inputs were admitted for a run.
ALTER TABLE {schema}.run ADD COLUMN steers text COLLATE "C";
ALTER TABLE {schema}.run ADD COLUMN steered_inputs int NOT NULL DEFAULT 0;
CREATE INDEX run_steers ON {schema}.run (thread_id, steers, sequence) WHERE steers IS NOT NULL;

-- An input is owed from the end of its run as displaced (4) or steered (9) until another run has applied it.
CREATE OR REPLACE FUNCTION {schema}.run_end(p_run {schema}.run, p_epoch bigint, p_now timestamptz, p_status smallint, p_reason smallint,
    p_error text DEFAULT NULL, p_output bytea DEFAULT '', p_interrupt_ids text[] DEFAULT '{}', p_interrupts bytea DEFAULT '') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {schema}.acquire(p_run.thread_id);
    UPDATE {schema}.run r SET status = p_status, reason = p_reason, error = p_error, output = p_output, interrupt_ids = p_interrupt_ids, interrupts = p_interrupts,
            finished_at = p_now, owner = NULL, lease_until = NULL, epoch = p_epoch, signal = 0, signal_deadline = NULL, guards = 0,
            input_owed = p_reason IN (4, 9)
        WHERE r.thread_id = p_run.thread_id AND r.run_id = p_run.run_id;
    PERFORM {schema}.run_tell(p_run.thread_id, p_run.run_id, p_now, 5, p_status, p_reason, p_text => p_error);
    IF p_reason = 2 THEN
        PERFORM {schema}.run_tell(p_run.thread_id, p_run.run_id, p_now, 6, p_data => p_interrupts);
    END IF;
END $$;

-- The runs that a rollback erases: those that are named, and before each of them those whose inputs it has taken.
CREATE FUNCTION {schema}.run_erased(p_thread text, p_runs text[], p_kinds smallint[]) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
    RETURN ARRAY(SELECT e.run_id FROM unnest(p_runs, p_kinds) WITH ORDINALITY AS d (run_id, kind, place)
        CROSS JOIN LATERAL (
            SELECT 0 AS part, s.run_id, s.sequence FROM {schema}.run s
                WHERE s.thread_id = p_thread AND s.steers = d.run_id AND s.reason = 9
                    AND EXISTS (SELECT 1 FROM {schema}.run k WHERE k.thread_id = p_thread AND k.run_id = d.run_id AND k.steered_inputs > 0)
            UNION ALL SELECT 1, d.run_id, 0) AS e
        WHERE d.kind = 2 ORDER BY d.place, e.part, e.sequence);
END $$;

-- Kinds: 0 interrupt, 1 cancel, 2 roll back, 3 end the delay.
CREATE OR REPLACE FUNCTION {schema}.run_displace(p_thread text, p_runs text[], p_kinds smallint[], p_graces interval[], p_now timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_erased text[] := {schema}.run_erased(p_thread, p_runs, p_kinds);
    v_one    record;
BEGIN
    FOR v_one IN SELECT d.run_id, d.kind, r.status FROM unnest(p_runs, p_kinds) WITH ORDINALITY AS d (run_id, kind, place)
            JOIN {schema}.run r ON r.thread_id = p_thread AND r.run_id = d.run_id
            WHERE d.kind = 2 OR d.kind < 2 AND (r.status = 0 OR r.status = 1 AND r.signal = 0) ORDER BY d.place LOOP
        IF v_one.kind = 2 THEN
            PERFORM {schema}.run_tell(p_thread, e.run_id, p_now, 9)
                FROM unnest({schema}.run_erased(p_thread, ARRAY[v_one.run_id], ARRAY[2::smallint])) WITH ORDINALITY AS e (run_id, place) ORDER BY e.place;
        ELSIF v_one.status = 1 THEN
            PERFORM {schema}.run_tell(p_thread, v_one.run_id, p_now, 4, p_reason => 4 - v_one.kind);
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
    UPDATE {schema}.run r SET signal = d.kind + 1, signal_deadline = p_now + d.grace
        FROM unnest(p_runs, p_kinds, p_graces) AS d (run_id, kind, grace)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind < 2 AND r.status = 1 AND r.signal = 0;
    UPDATE {schema}.run r SET status = 5, reason = CASE d.kind WHEN 0 THEN 4 ELSE 3 END, input_owed = d.kind = 0, delayed = false, held = false,
            guards = 0, finished_at = p_now
        FROM unnest(p_runs, p_kinds) AS d (run_id, kind)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind < 2 AND r.status = 0;
    UPDATE {schema}.run r SET not_before = r.created_at, held = false
        FROM unnest(p_runs, p_kinds) AS d (run_id, kind)
        WHERE r.thread_id = p_thread AND r.run_id = d.run_id AND d.kind = 3 AND r.status = 0 AND r.delayed;
END $$;

-- As run_change_2. p_steers: the run in flight that may take the input of the new run.
CREATE FUNCTION {schema}.run_change_3(
    p_thread text, p_expected bigint, p_call uuid, p_clock timestamptz,
    p_displaced text[], p_kinds smallint[], p_graces interval[],
    p_run text, p_graph text, p_strategy smallint, p_metadata text, p_key text, p_delay interval, p_max_attempts int, p_input bytea, p_config bytea,
    p_tell boolean, p_owner text, p_lease interval, p_context bytea, p_fact_kinds smallint[], p_fact_data bytea[], p_held boolean, p_inherits boolean, p_steers text,
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
        IF p_owner IS NOT NULL AND p_delay <= interval '0' AND {schema}.run_nothing_before(p_thread, created_at) THEN
            epoch := {schema}.acquire(p_thread);
        END IF;
        INSERT INTO {schema}.run (thread_id, run_id, graph_name, sequence, strategy, metadata, idempotency_key, delayed, held, not_before, created_at,
            max_attempts, input, config, tell_at, status, epoch, attempt, started_at, owner, lease_until, steers)
        VALUES (p_thread, p_run, p_graph, sequence, p_strategy, p_metadata::jsonb, p_key, p_delay > interval '0', p_held AND p_delay > interval '0', not_before,
            created_at, p_max_attempts, p_input, p_config, CASE WHEN p_tell THEN created_at END, (epoch IS NOT NULL)::int, coalesce(epoch, 0), (epoch IS NOT NULL)::int,
            CASE WHEN epoch IS NOT NULL THEN created_at END, CASE WHEN epoch IS NOT NULL THEN p_owner END, CASE WHEN epoch IS NOT NULL THEN created_at + p_lease END,
            p_steers);
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

-- The run of a lease takes the inputs that were steered into it: their runs end as steered, and owe their inputs. The first row says whether the lease holds, whether
-- anything was taken, and whether there may be something to claim; every further row is a run whose input the run has taken and that is owed.
CREATE FUNCTION {schema}.run_take_steered(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, p_only_taken boolean, p_include_held boolean)
RETURNS TABLE (o_holds boolean, o_changed boolean, o_ready boolean, o_run {schema}.run) LANGUAGE plpgsql AS $$
DECLARE
    v_run {schema}.run := {schema}.run_hold(p_thread, p_run, p_epoch);
    v_now timestamptz := coalesce(p_clock, clock_timestamp());
    v_one text;
BEGIN
    o_holds := v_run.run_id IS NOT NULL;
    o_changed := false;
    o_ready := false;
    IF o_holds AND v_run.signal = 0 AND NOT p_only_taken THEN
        FOR v_one IN SELECT r.run_id FROM {schema}.run r
                WHERE r.thread_id = p_thread AND r.steers IS NOT NULL AND r.status = 0 AND r.attempt = 0
                    AND (r.steers = p_run AND NOT r.delayed OR p_include_held AND r.held) ORDER BY r.sequence LOOP
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

-- Before a run that is claimed, the inputs are applied of displaced runs that stood before it, and those that another run has taken but may not have applied.
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
                WHERE f.thread_id = v_thread AND f.status = 0 AND NOT f.delayed ORDER BY f.sequence LIMIT 1)
            RETURNING r.* INTO v_run;
        PERFORM {schema}.run_tell(v_thread, v_run.run_id, v_now, 2, p_attempt => v_run.attempt);
        PERFORM {schema}.run_touch(v_thread, v_now);
        o_for := NULL;
        o_run := v_run;
        RETURN NEXT;
        o_for := v_run.run_id;
        FOR o_run IN SELECT r.* FROM {schema}.run r
                WHERE r.thread_id = v_thread AND r.input_owed
                    AND CASE WHEN r.reason = 9 THEN r.steers <> v_run.run_id ELSE r.sequence < v_run.sequence END ORDER BY r.sequence LOOP
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

-- Ends a turn of a thread: where it waits for no answer, the runs that are held enter the queue; otherwise the inputs that were for the run and were not taken are held.
CREATE FUNCTION {schema}.run_let_go_2(p_thread text, p_run text, p_now timestamptz, p_rest smallint, p_pause_reason smallint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {schema}.run_let_go(p_thread, p_rest, p_pause_reason);
    IF (CASE WHEN p_rest IS NULL THEN (SELECT t.pause_reason FROM {schema}.run_thread t WHERE t.thread_id = p_thread) ELSE p_pause_reason END) IS NOT NULL THEN
        UPDATE {schema}.run r SET delayed = true, held = true, not_before = p_now + interval '10 minutes'
            WHERE r.thread_id = p_thread AND r.steers = p_run AND r.status = 0 AND NOT r.delayed AND r.attempt = 0;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION {schema}.run_settle(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, p_status smallint, p_reason smallint,
    p_error text, p_output bytea, p_interrupt_ids text[], p_interrupts bytea, p_rest smallint, p_pause_reason smallint, p_pause_ids text[],
    OUT held boolean, OUT ready boolean) LANGUAGE plpgsql AS $$
DECLARE
    v_run {schema}.run := {schema}.run_hold(p_thread, p_run, p_epoch);
    v_now timestamptz := coalesce(p_clock, clock_timestamp());
BEGIN
    ready := false;
    IF v_run.run_id IS NULL THEN
        held := EXISTS (SELECT 1 FROM {schema}.run r
            WHERE r.thread_id = p_thread AND r.run_id = p_run AND r.epoch = p_epoch AND r.finished_at IS NOT NULL);
        RETURN;
    END IF;
    PERFORM {schema}.run_end(v_run, p_epoch, v_now, p_status, p_reason, p_error, p_output, p_interrupt_ids, p_interrupts);
    PERFORM {schema}.run_let_go_2(p_thread, p_run, v_now, p_rest, p_pause_reason);
    held := true;
    ready := {schema}.run_touch(p_thread, v_now, p_rest => p_rest, p_pause_reason => p_pause_reason, p_pause_ids => p_pause_ids);
END $$;

CREATE OR REPLACE FUNCTION {schema}.run_requeue_2(p_run {schema}.run, p_now timestamptz, p_reason smallint, p_count boolean, p_delay interval, p_delayed boolean, p_held boolean)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
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

CREATE OR REPLACE FUNCTION {schema}.run_reap(p_limit int, p_backoff interval, p_max_backoff interval, p_clock timestamptz)
RETURNS TABLE (o_next interval, o_run {schema}.run) LANGUAGE plpgsql AS $$
DECLARE
    v_now      timestamptz := coalesce(p_clock, clock_timestamp());
    v_run      {schema}.run;
    v_rest     smallint;
BEGIN
    FOREACH v_run IN ARRAY ARRAY(
            SELECT r FROM {schema}.run r JOIN {schema}.run_thread t ON t.thread_id = r.thread_id
            WHERE r.status = 1 AND least(r.lease_until, r.signal_deadline) <= v_now
            ORDER BY least(r.lease_until, r.signal_deadline), r.thread_id LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED) LOOP
        v_rest := NULL;
        IF v_run.signal = 0 AND v_run.attempt >= v_run.max_attempts THEN
            v_rest := 3;
            PERFORM {schema}.run_end(v_run, 0, v_now, 3::smallint, 6::smallint,
                format('The run lost its owner %s times and is not tried again.', v_run.attempt));
            PERFORM {schema}.run_let_go_2(v_run.thread_id, v_run.run_id, v_now, v_rest, NULL);
        ELSE
            PERFORM {schema}.run_requeue_2(v_run, v_now, 7::smallint, true,
                least(p_backoff * power(2, least(v_run.attempt - 1, 30)), p_max_backoff), false, false);
        END IF;
        PERFORM {schema}.run_touch(v_run.thread_id, v_now, p_rest => v_rest);
        SELECT r.* INTO o_run FROM {schema}.run r WHERE r.thread_id = v_run.thread_id AND r.run_id = v_run.run_id;
        RETURN NEXT;
    END LOOP;
    o_run := NULL;
    SELECT min(greatest(least(r.lease_until, r.signal_deadline) - v_now, interval '0')) INTO o_next FROM {schema}.run r WHERE r.status = 1;
    RETURN NEXT;
END $$;
