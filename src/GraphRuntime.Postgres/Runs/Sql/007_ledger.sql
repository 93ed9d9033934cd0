-- One state machine for all stores. Rules of this schema from here on: a script is never changed; a function with another signature gets another name (a number at
-- its end), and the old one stays for a minor version, for processes that were started before; a function with the same signature may get another body.

-- A held run waits until its thread waits for no answer any more; it then keeps its sequence.
ALTER TABLE {schema}.run ADD COLUMN held boolean NOT NULL DEFAULT false;
CREATE INDEX run_held ON {schema}.run (thread_id, sequence) WHERE held AND status = 0;

-- ready_at is -infinity while the first run can be claimed, whatever the clock says; otherwise the moment from which it can. next_graph is the graph of that run.
ALTER TABLE {schema}.run_thread ADD COLUMN next_graph text;
UPDATE {schema}.run_thread t SET next_graph = (SELECT r.graph_name FROM {schema}.run r
    WHERE r.thread_id = t.thread_id AND r.status = 0 AND NOT r.delayed ORDER BY r.sequence LIMIT 1)
    WHERE t.ready_at IS NOT NULL;

-- Ids (kind 0) and idempotency keys (kind 1) of runs that were merged into others: they lead to the run that contains their inputs.
CREATE TABLE {schema}.run_name (
    thread_id text COLLATE "C" NOT NULL,
    kind      smallint NOT NULL,
    name      text COLLATE "C" NOT NULL,
    run_id    text COLLATE "C" NOT NULL,
    PRIMARY KEY (thread_id, kind, name)
);
CREATE INDEX run_name_run ON {schema}.run_name (thread_id, run_id);

-- The moment from which a pending run can enter its queue, or be claimed: a run without delay or back-off never waits for a clock.
CREATE FUNCTION {schema}.run_opens_at(p_not_before timestamptz, p_created_at timestamptz) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CASE WHEN p_not_before > p_created_at THEN p_not_before ELSE '-infinity'::timestamptz END;
END $$;

-- Brings the row of a thread in line with its runs. The caller holds the row. p_changed: whether the thread, or the status of a run, has changed.
-- True if there may be something to claim, or sooner.
CREATE FUNCTION {schema}.run_note(
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
        WHERE r.thread_id = p_thread AND r.status = 0 AND NOT r.delayed ORDER BY r.sequence LIMIT 1;
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

CREATE OR REPLACE FUNCTION {schema}.run_touch(
    p_thread text, p_now timestamptz, p_call uuid DEFAULT NULL, p_last_sequence bigint DEFAULT NULL, p_graph text DEFAULT NULL,
    p_rest smallint DEFAULT NULL, p_pause_reason smallint DEFAULT NULL, p_pause_ids text[] DEFAULT NULL)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN {schema}.run_note(p_thread, p_now, true, p_call, p_last_sequence, p_graph, NULL, p_rest, p_pause_reason, p_pause_ids);
END $$;

CREATE FUNCTION {schema}.run_note_only(p_thread text, p_now timestamptz, p_last_sequence bigint DEFAULT NULL) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN {schema}.run_note(p_thread, p_now, false, NULL, p_last_sequence, NULL, NULL, NULL, NULL, NULL);
END $$;

-- Rows, events and names of runs. The rows go first: an append of events holds the row of its run. What still runs of a running one is waited for,
-- until p_until or the end of its lease.
CREATE OR REPLACE FUNCTION {schema}.run_erase(p_thread text, p_runs text[], p_until timestamptz DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.run_thread t SET winds_run = r.run_id, winds_epoch = r.epoch, winds_until = least(p_until, r.lease_until)
        FROM {schema}.run r
        WHERE t.thread_id = p_thread AND r.thread_id = p_thread AND r.run_id = ANY (p_runs) AND r.status = 1;
    IF FOUND THEN
        PERFORM {schema}.acquire(p_thread);
    END IF;
    DELETE FROM {schema}.run r WHERE r.thread_id = p_thread AND r.run_id = ANY (p_runs);
    DELETE FROM {schema}.run_event e WHERE e.thread_id = p_thread AND e.run_id = ANY (p_runs);
    DELETE FROM {schema}.run_name n WHERE n.thread_id = p_thread AND n.run_id = ANY (p_runs);
END $$;

-- Kinds: 0 interrupt, 1 cancel, 2 roll back, 3 end the delay.
CREATE OR REPLACE FUNCTION {schema}.run_displace(p_thread text, p_runs text[], p_kinds smallint[], p_graces interval[], p_now timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_erased text[] := ARRAY(SELECT d.run_id FROM unnest(p_runs, p_kinds) AS d (run_id, kind) WHERE d.kind = 2);
    v_one    record;
BEGIN
    FOR v_one IN SELECT d.run_id, d.kind, r.status FROM unnest(p_runs, p_kinds) WITH ORDINALITY AS d (run_id, kind, place)
            JOIN {schema}.run r ON r.thread_id = p_thread AND r.run_id = d.run_id
            WHERE d.kind = 2 OR d.kind < 2 AND (r.status = 0 OR r.status = 1 AND r.signal = 0) ORDER BY d.place LOOP
        PERFORM CASE
            WHEN v_one.kind = 2 THEN {schema}.run_tell(p_thread, v_one.run_id, p_now, 9)
            WHEN v_one.status = 1 THEN {schema}.run_tell(p_thread, v_one.run_id, p_now, 4, p_reason => 4 - v_one.kind)
            ELSE {schema}.run_tell(p_thread, v_one.run_id, p_now, 5, 5, 4 - v_one.kind) END;
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

-- The ids and keys under which runs are known, to be passed on to another run.
CREATE FUNCTION {schema}.run_names(p_thread text, p_runs text[]) RETURNS TABLE (kind smallint, name text) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT 0::smallint, r.run_id FROM {schema}.run r WHERE r.thread_id = p_thread AND r.run_id = ANY (p_runs)
        UNION SELECT 1::smallint, r.idempotency_key FROM {schema}.run r
            WHERE r.thread_id = p_thread AND r.run_id = ANY (p_runs) AND r.idempotency_key IS NOT NULL
        UNION SELECT n.kind, n.name FROM {schema}.run_name n WHERE n.thread_id = p_thread AND n.run_id = ANY (p_runs);
END $$;

-- Carries out what was decided on the thread as it was at p_expected (0: there was none), unless it has changed since: the row is
-- never locked while a client decides. With p_owner, a new run that nothing stands before is claimed at once; its epoch tells. With p_inherits, the names of the runs
-- that are rolled back lead to the new run.
-- Outcomes: 0 done (or done before by the same call), 1 the thread has changed.
CREATE FUNCTION {schema}.run_change_2(
    p_thread text, p_expected bigint, p_call uuid, p_clock timestamptz,
    p_displaced text[], p_kinds smallint[], p_graces interval[],
    p_run text, p_graph text, p_strategy smallint, p_metadata text, p_key text, p_delay interval, p_max_attempts int, p_input bytea, p_config bytea,
    p_tell boolean, p_owner text, p_lease interval, p_context bytea, p_fact_kinds smallint[], p_fact_data bytea[], p_held boolean, p_inherits boolean,
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
                FROM {schema}.run_names(p_thread, ARRAY(SELECT d.run_id FROM unnest(p_displaced, p_kinds) AS d (run_id, kind) WHERE d.kind = 2)) AS n;
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
            max_attempts, input, config, tell_at, status, epoch, attempt, started_at, owner, lease_until)
        VALUES (p_thread, p_run, p_graph, sequence, p_strategy, p_metadata::jsonb, p_key, p_delay > interval '0', p_held AND p_delay > interval '0', not_before,
            created_at, p_max_attempts, p_input, p_config, CASE WHEN p_tell THEN created_at END, (epoch IS NOT NULL)::int, coalesce(epoch, 0), (epoch IS NOT NULL)::int,
            CASE WHEN epoch IS NOT NULL THEN created_at END, CASE WHEN epoch IS NOT NULL THEN p_owner END, CASE WHEN epoch IS NOT NULL THEN created_at + p_lease END);
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

-- Delayed runs whose moment has come enter the queues of their threads, and threads whose first run waited for its moment become ready. A held run keeps its sequence.
CREATE OR REPLACE FUNCTION {schema}.run_enter_due(p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_thread record;
    v_run    record;
    v_last   bigint;
BEGIN
    FOR v_thread IN SELECT d.* FROM unnest(ARRAY(
            SELECT t FROM {schema}.run_thread t WHERE t.thread_id IN (
                (SELECT w.thread_id FROM {schema}.run_thread w WHERE w.due_at <= p_now ORDER BY w.due_at LIMIT 1000)
                UNION (SELECT w.thread_id FROM {schema}.run_thread w WHERE w.ready_at > '-infinity' AND w.ready_at <= p_now ORDER BY w.ready_at LIMIT 1000))
            ORDER BY least(t.due_at, CASE WHEN t.ready_at > '-infinity' THEN t.ready_at END), t.thread_id FOR NO KEY UPDATE SKIP LOCKED)) AS d LOOP
        v_last := v_thread.last_sequence;
        FOR v_run IN SELECT r.run_id, r.held FROM {schema}.run r
                WHERE r.thread_id = v_thread.thread_id AND r.status = 0 AND r.delayed AND {schema}.run_opens_at(r.not_before, r.created_at) <= p_now
                ORDER BY {schema}.run_opens_at(r.not_before, r.created_at), r.sequence LOOP
            v_last := v_last + CASE WHEN v_run.held THEN 0 ELSE 1 END;
            UPDATE {schema}.run r SET delayed = false, held = false, sequence = CASE WHEN v_run.held THEN r.sequence ELSE v_last END
                WHERE r.thread_id = v_thread.thread_id AND r.run_id = v_run.run_id;
        END LOOP;
        PERFORM {schema}.run_note_only(v_thread.thread_id, p_now, v_last);
    END LOOP;
END $$;

-- For each claimed run a row, and after it a row for each input that is owed before it (o_for names the claimed run). The last row says how long until waiting alone
-- makes a difference, and which graphs others than p_graphs (null: all) have runs that could be claimed.
CREATE FUNCTION {schema}.run_claim_2(p_owner text, p_lease interval, p_limit int, p_graphs text[], p_clock timestamptz)
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
                WHERE r.thread_id = v_thread AND r.input_owed AND r.sequence < v_run.sequence ORDER BY r.sequence LOOP
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

CREATE OR REPLACE FUNCTION {schema}.run_claim(p_owner text, p_lease interval, p_limit int, p_clock timestamptz)
RETURNS TABLE (o_for text, o_next interval, o_run {schema}.run) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT c.o_for, c.o_next, c.o_run FROM {schema}.run_claim_2(p_owner, p_lease, p_limit, NULL, p_clock) AS c;
END $$;

-- After the end of a running run: where the thread waits for no answer, the runs that are held enter the queue in their old places.
CREATE FUNCTION {schema}.run_let_go(p_thread text, p_rest smallint, p_pause_reason smallint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF (CASE WHEN p_rest IS NULL THEN (SELECT t.pause_reason FROM {schema}.run_thread t WHERE t.thread_id = p_thread) ELSE p_pause_reason END) IS NULL THEN
        UPDATE {schema}.run r SET delayed = false, held = false, not_before = r.created_at
            WHERE r.thread_id = p_thread AND r.held AND r.status = 0;
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
    PERFORM {schema}.run_let_go(p_thread, p_rest, p_pause_reason);
    held := true;
    ready := {schema}.run_touch(p_thread, v_now, p_rest => p_rest, p_pause_reason => p_pause_reason, p_pause_ids => p_pause_ids);
END $$;

-- Puts a running run back in its place, or ends it as its signal says. A commit point (guard 2) stays.
CREATE FUNCTION {schema}.run_requeue_2(p_run {schema}.run, p_now timestamptz, p_reason smallint, p_count boolean, p_delay interval, p_delayed boolean, p_held boolean)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_run.signal <> 0 THEN
        PERFORM {schema}.run_end(p_run, 0, p_now, 5::smallint, (CASE p_run.signal WHEN 1 THEN 4 ELSE 3 END)::smallint);
        PERFORM {schema}.run_let_go(p_run.thread_id, NULL, NULL);
        RETURN;
    END IF;
    PERFORM {schema}.acquire(p_run.thread_id);
    UPDATE {schema}.run r SET status = 0, reason = p_reason, epoch = 0, owner = NULL, lease_until = NULL, guards = r.guards & 2,
            not_before = CASE WHEN p_delay > interval '0' THEN p_now + p_delay ELSE r.created_at END,
            delayed = p_delayed, held = p_delayed AND p_held, attempt = r.attempt - CASE WHEN p_count THEN 0 ELSE 1 END
        WHERE r.thread_id = p_run.thread_id AND r.run_id = p_run.run_id;
    PERFORM {schema}.run_tell(p_run.thread_id, p_run.run_id, p_now, 3, p_reason => p_reason);
END $$;

CREATE OR REPLACE FUNCTION {schema}.run_requeue(
    p_run {schema}.run, p_now timestamptz, p_reason smallint, p_count boolean, p_delay interval, p_delayed boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {schema}.run_requeue_2(p_run, p_now, p_reason, p_count, p_delay, p_delayed, false);
END $$;

CREATE FUNCTION {schema}.run_release_2(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, p_reason smallint, p_count boolean, p_delay interval,
    p_delayed boolean, p_held boolean, OUT held boolean, OUT ready boolean) LANGUAGE plpgsql AS $$
DECLARE
    v_run {schema}.run := {schema}.run_hold(p_thread, p_run, p_epoch);
    v_now timestamptz := coalesce(p_clock, clock_timestamp());
BEGIN
    held := v_run.run_id IS NOT NULL;
    ready := false;
    IF held THEN
        PERFORM {schema}.run_requeue_2(v_run, v_now, p_reason, p_count, p_delay, p_delayed, p_held);
        ready := {schema}.run_touch(p_thread, v_now);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION {schema}.run_acknowledge(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, OUT held boolean, OUT ready boolean)
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.run_thread t SET winds_run = NULL, winds_epoch = NULL, winds_until = NULL
        WHERE t.thread_id = p_thread AND t.winds_run = p_run AND t.winds_epoch = p_epoch;
    held := FOUND;
    ready := held AND {schema}.run_note_only(p_thread, coalesce(p_clock, clock_timestamp()));
END $$;

CREATE OR REPLACE FUNCTION {schema}.run_set_guards(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, p_guards int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_run {schema}.run := {schema}.run_hold(p_thread, p_run, p_epoch);
BEGIN
    IF v_run.run_id IS NULL OR p_guards <> 0 AND v_run.signal <> 0 THEN
        RETURN false;
    END IF;
    UPDATE {schema}.run r SET guards = p_guards WHERE r.thread_id = p_thread AND r.run_id = p_run;
    PERFORM {schema}.run_note_only(p_thread, coalesce(p_clock, clock_timestamp()));
    RETURN true;
END $$;

-- For each run that was taken a row. The last row says how long until the next lease or grace period ends.
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
            PERFORM {schema}.run_let_go(v_run.thread_id, v_rest, NULL);
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

CREATE OR REPLACE FUNCTION {schema}.run_delete_thread(p_thread text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_last bigint;
BEGIN
    SELECT t.last_event INTO v_last FROM {schema}.run_thread t WHERE t.thread_id = p_thread FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM {schema}.delete_thread(p_thread);
    UPDATE {schema}.thread f SET last_event = v_last WHERE f.thread_id = p_thread;
    DELETE FROM {schema}.run WHERE thread_id = p_thread;
    DELETE FROM {schema}.run_event WHERE thread_id = p_thread;
    DELETE FROM {schema}.run_fact WHERE thread_id = p_thread;
    DELETE FROM {schema}.run_name WHERE thread_id = p_thread;
    DELETE FROM {schema}.run_thread WHERE thread_id = p_thread;
    RETURN true;
END $$;

CREATE OR REPLACE FUNCTION {schema}.run_prune(p_older interval, p_limit int, p_clock timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    v_removed int;
BEGIN
    WITH old AS MATERIALIZED (
        SELECT r.thread_id, r.run_id FROM {schema}.run r
        WHERE r.finished_at <= coalesce(p_clock, clock_timestamp()) - p_older AND NOT r.input_owed AND r.tell_at IS NULL
        ORDER BY r.finished_at LIMIT p_limit FOR UPDATE SKIP LOCKED),
    events AS (
        DELETE FROM {schema}.run_event e USING old o WHERE e.thread_id = o.thread_id AND e.run_id = o.run_id),
    facts AS (
        DELETE FROM {schema}.run_fact f USING old o WHERE f.thread_id = o.thread_id AND f.run_id = o.run_id),
    names AS (
        DELETE FROM {schema}.run_name n USING old o WHERE n.thread_id = o.thread_id AND n.run_id = o.run_id)
    DELETE FROM {schema}.run r USING old o WHERE r.thread_id = o.thread_id AND r.run_id = o.run_id;
    GET DIAGNOSTICS v_removed = ROW_COUNT;
    RETURN v_removed;
END $$;

-- Functions that stay as they were: names are resolved in the system catalog only, whatever the search path of the caller. New functions get that when they are created.
ALTER FUNCTION {schema}.run_nothing_before SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_change SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_hold SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_end SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_release SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_create_thread SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_copy_thread SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_delete SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_append_events SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_mark_applied SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_tell SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_thread_begins SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_decide SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {schema}.run_append_events_at SET search_path = pg_catalog, pg_temp;
