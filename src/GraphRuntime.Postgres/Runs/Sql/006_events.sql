-- The events of a thread are numbered, and what happens to runs is told among them. A number is given by whoever holds the row of the thread (run_thread), so
-- that numbers become visible in their order. A thread that is deleted leaves its last number with its epoch. Events stored before this script have no number.
ALTER TABLE {schema}.thread ADD COLUMN last_event bigint NOT NULL DEFAULT 0;
ALTER TABLE {schema}.run_thread ADD COLUMN last_event bigint NOT NULL DEFAULT 0;
ALTER TABLE {schema}.run_event ADD COLUMN number bigint, ADD COLUMN at timestamptz;
CREATE UNIQUE INDEX run_event_number ON {schema}.run_event (thread_id, number) WHERE number IS NOT NULL;

-- What happened to a run. It stays when the run is rolled back or deleted.
CREATE TABLE {schema}.run_fact (
    thread_id text COLLATE "C" NOT NULL,
    number    bigint NOT NULL,
    run_id    text COLLATE "C" NOT NULL,
    at        timestamptz NOT NULL,
    kind      smallint NOT NULL,
    status    smallint NOT NULL DEFAULT 0,
    reason    smallint NOT NULL DEFAULT 0,
    strategy  smallint NOT NULL DEFAULT 0,
    attempt   int NOT NULL DEFAULT 0,
    text      text,
    data      bytea NOT NULL DEFAULT '',
    PRIMARY KEY (thread_id, number)
);

-- Kinds: 1 admitted, 2 started, 3 released, 4 displaced, 5 ended, 6 asked, 7 answered, 8 discarded, 9 rolled back, 10 deleted.
CREATE FUNCTION {schema}.run_tell(p_thread text, p_run text, p_now timestamptz, p_kind int, p_status int DEFAULT 0, p_reason int DEFAULT 0,
    p_strategy int DEFAULT 0, p_attempt int DEFAULT 0, p_text text DEFAULT NULL, p_data bytea DEFAULT '') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_number bigint;
BEGIN
    UPDATE {schema}.run_thread t SET last_event = t.last_event + 1 WHERE t.thread_id = p_thread RETURNING t.last_event INTO v_number;
    INSERT INTO {schema}.run_fact (thread_id, number, run_id, at, kind, status, reason, strategy, attempt, text, data)
        VALUES (p_thread, v_number, p_run, p_now, p_kind, p_status, p_reason, p_strategy, p_attempt, p_text, p_data);
    RETURN v_number;
END $$;

-- A new row of a thread goes on with the numbers of the thread that was deleted before.
CREATE FUNCTION {schema}.run_thread_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.last_event := coalesce((SELECT f.last_event FROM {schema}.thread f WHERE f.thread_id = NEW.thread_id), 0);
    RETURN NEW;
END $$;

CREATE TRIGGER run_thread_begins BEFORE INSERT ON {schema}.run_thread FOR EACH ROW EXECUTE FUNCTION {schema}.run_thread_begins();

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
    DELETE FROM {schema}.run_thread WHERE thread_id = p_thread;
    RETURN true;
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

-- Carries out what was decided on the thread as it was at p_expected (0: there was none), unless it has changed since: the row is
-- never locked while a client decides. With p_owner, a new run that nothing stands before is claimed at once; its epoch tells.
-- Outcomes: 0 done (or done before by the same call), 1 the thread has changed.
CREATE OR REPLACE FUNCTION {schema}.run_change(
    p_thread text, p_expected bigint, p_call uuid, p_clock timestamptz,
    p_displaced text[], p_kinds smallint[], p_graces interval[],
    p_run text, p_graph text, p_strategy smallint, p_metadata text, p_key text, p_delay interval, p_max_attempts int, p_input bytea, p_config bytea,
    p_tell boolean, p_owner text, p_lease interval,
    OUT outcome int, OUT ready boolean, OUT sequence bigint, OUT created_at timestamptz, OUT not_before timestamptz, OUT epoch bigint)
LANGUAGE plpgsql AS $$
BEGIN
    SELECT c.outcome, c.ready, c.sequence, c.created_at, c.not_before, c.epoch INTO outcome, ready, sequence, created_at, not_before, epoch
        FROM {schema}.run_decide(p_thread, p_expected, p_call, p_clock, p_displaced, p_kinds, p_graces, p_run, p_graph, p_strategy, p_metadata, p_key,
            p_delay, p_max_attempts, p_input, p_config, p_tell, p_owner, p_lease, NULL, '{}', '{}') AS c;
END $$;

-- What run_change did before, and more: the context that the thread keeps (null leaves it), and what is told beside the admission, of which event tells the number.
CREATE FUNCTION {schema}.run_decide(
    p_thread text, p_expected bigint, p_call uuid, p_clock timestamptz,
    p_displaced text[], p_kinds smallint[], p_graces interval[],
    p_run text, p_graph text, p_strategy smallint, p_metadata text, p_key text, p_delay interval, p_max_attempts int, p_input bytea, p_config bytea,
    p_tell boolean, p_owner text, p_lease interval, p_context bytea, p_fact_kinds smallint[], p_fact_data bytea[],
    OUT outcome int, OUT ready boolean, OUT sequence bigint, OUT created_at timestamptz, OUT not_before timestamptz, OUT epoch bigint, OUT event bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_thread record;
    v_fact   record;
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
        event := {schema}.run_tell(p_thread, p_run, created_at, 1, p_strategy => p_strategy, p_text => p_graph);
        FOR v_fact IN SELECT f.kind, f.data FROM unnest(p_fact_kinds, p_fact_data) WITH ORDINALITY AS f (kind, data, place) ORDER BY f.place LOOP
            PERFORM {schema}.run_tell(p_thread, p_run, created_at, v_fact.kind, p_data => v_fact.data);
        END LOOP;
        IF epoch IS NOT NULL THEN
            PERFORM {schema}.run_tell(p_thread, p_run, created_at, 2, p_attempt => 1);
        END IF;
    END IF;
    ready := {schema}.run_touch(p_thread, created_at, p_call, sequence, p_graph);
    IF p_context IS NOT NULL THEN
        UPDATE {schema}.run_thread t SET context = p_context WHERE t.thread_id = p_thread;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION {schema}.run_claim(p_owner text, p_lease interval, p_limit int, p_clock timestamptz)
RETURNS TABLE (o_for text, o_next interval, o_run {schema}.run) LANGUAGE plpgsql AS $$
DECLARE
    v_now     timestamptz := coalesce(p_clock, clock_timestamp());
    v_threads text[];
    v_thread  text;
    v_run     {schema}.run;
BEGIN
    PERFORM {schema}.be_durable();
    IF EXISTS (SELECT 1 FROM {schema}.run_thread t WHERE t.due_at <= v_now) THEN
        PERFORM {schema}.run_enter_due(v_now);
    END IF;
    v_threads := ARRAY(SELECT t.thread_id FROM {schema}.run_thread t WHERE t.ready_at <= v_now
        ORDER BY t.ready_at, t.ready_no LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED);
    -- Whoever holds a thread that is ready already does not announce it once more when he lets it go: skipping it would leave it until somebody looks again.
    IF cardinality(v_threads) = 0 THEN
        v_threads := ARRAY(SELECT t.thread_id FROM {schema}.run_thread t WHERE t.ready_at <= v_now
            ORDER BY t.ready_at, t.ready_no LIMIT 1 FOR NO KEY UPDATE);
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
    -- What is left of the past was locked, or is beyond the limit: soon.
    o_next := (SELECT greatest(next.moment - v_now, interval '0') FROM (SELECT least(
            (SELECT min(t.ready_at) FROM {schema}.run_thread t),
            (SELECT min(t.due_at) FROM {schema}.run_thread t)) AS moment) AS next
        WHERE next.moment IS NOT NULL);
    RETURN NEXT;
END $$;

-- Ends the running run of a thread. The epoch moves on, so that what still runs of it can write nothing.
CREATE OR REPLACE FUNCTION {schema}.run_end(p_run {schema}.run, p_epoch bigint, p_now timestamptz, p_status smallint, p_reason smallint,
    p_error text DEFAULT NULL, p_output bytea DEFAULT '', p_interrupt_ids text[] DEFAULT '{}', p_interrupts bytea DEFAULT '') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {schema}.acquire(p_run.thread_id);
    UPDATE {schema}.run r SET status = p_status, reason = p_reason, error = p_error, output = p_output, interrupt_ids = p_interrupt_ids, interrupts = p_interrupts,
            finished_at = p_now, owner = NULL, lease_until = NULL, epoch = p_epoch, signal = 0, signal_deadline = NULL, guards = 0,
            input_owed = p_reason = 4
        WHERE r.thread_id = p_run.thread_id AND r.run_id = p_run.run_id;
    PERFORM {schema}.run_tell(p_run.thread_id, p_run.run_id, p_now, 5, p_status, p_reason, p_text => p_error);
    IF p_reason = 2 THEN
        PERFORM {schema}.run_tell(p_run.thread_id, p_run.run_id, p_now, 6, p_data => p_interrupts);
    END IF;
END $$;

-- Puts a running run back in its place, or ends it as its signal says. A commit point (guard 2) stays.
CREATE OR REPLACE FUNCTION {schema}.run_requeue(p_run {schema}.run, p_now timestamptz, p_reason smallint, p_count boolean, p_delay interval, p_delayed boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_run.signal <> 0 THEN
        PERFORM {schema}.run_end(p_run, 0, p_now, 5::smallint, (CASE p_run.signal WHEN 1 THEN 4 ELSE 3 END)::smallint);
        RETURN;
    END IF;
    PERFORM {schema}.acquire(p_run.thread_id);
    UPDATE {schema}.run r SET status = 0, reason = p_reason, not_before = p_now + p_delay, epoch = 0, owner = NULL, lease_until = NULL, guards = r.guards & 2,
            delayed = p_delayed, attempt = r.attempt - CASE WHEN p_count THEN 0 ELSE 1 END
        WHERE r.thread_id = p_run.thread_id AND r.run_id = p_run.run_id;
    PERFORM {schema}.run_tell(p_run.thread_id, p_run.run_id, p_now, 3, p_reason => p_reason);
END $$;

CREATE OR REPLACE FUNCTION {schema}.run_delete(p_thread text, p_run text, p_clock timestamptz, OUT gone boolean, OUT ready boolean) LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz;
BEGIN
    PERFORM 1 FROM {schema}.run_thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    v_now := coalesce(p_clock, clock_timestamp());
    gone := EXISTS (SELECT 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.run_id = p_run);
    ready := false;
    IF gone THEN
        PERFORM {schema}.run_erase(p_thread, ARRAY[p_run]);
        PERFORM {schema}.run_tell(p_thread, p_run, v_now, 10);
        ready := {schema}.run_touch(p_thread, v_now);
    END IF;
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
        DELETE FROM {schema}.run_fact f USING old o WHERE f.thread_id = o.thread_id AND f.run_id = o.run_id)
    DELETE FROM {schema}.run r USING old o WHERE r.thread_id = o.thread_id AND r.run_id = o.run_id;
    GET DIAGNOSTICS v_removed = ROW_COUNT;
    RETURN v_removed;
END $$;

-- Outcomes: 0 stored (or stored before), 1 the lease does not hold, 2 a gap after event v_last. The row of the thread is held, so that
-- the run does not end in between, and numbers become visible in their order.
CREATE OR REPLACE FUNCTION {schema}.run_append_events(p_thread text, p_run text, p_epoch bigint, p_sequences bigint[], p_kinds text[], p_namespaces text[], p_data bytea[],
    OUT outcome int, OUT v_last bigint) LANGUAGE plpgsql AS $$
BEGIN
    SELECT o.outcome, o.v_last INTO outcome, v_last
        FROM {schema}.run_append_events_at(p_thread, p_run, p_epoch, p_sequences, p_kinds, p_namespaces, p_data, NULL) AS o;
END $$;

CREATE FUNCTION {schema}.run_append_events_at(p_thread text, p_run text, p_epoch bigint, p_sequences bigint[], p_kinds text[], p_namespaces text[], p_data bytea[],
    p_clock timestamptz, OUT outcome int, OUT v_last bigint) LANGUAGE plpgsql AS $$
DECLARE
    v_new    bigint[];
    v_number bigint;
BEGIN
    PERFORM 1 FROM {schema}.run_thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.run_id = p_run AND r.status = 1 AND r.epoch = p_epoch) THEN
        outcome := 1;
        RETURN;
    END IF;
    SELECT coalesce(max(e.sequence), 0) INTO v_last FROM {schema}.run_event e WHERE e.thread_id = p_thread AND e.run_id = p_run;
    v_new := ARRAY(SELECT n.sequence FROM unnest(p_sequences) WITH ORDINALITY AS n (sequence, place) WHERE n.sequence > v_last ORDER BY n.place);
    IF v_new <> ARRAY(SELECT generate_series(v_last + 1, v_last + cardinality(v_new))) THEN
        outcome := 2;
        RETURN;
    END IF;
    IF cardinality(v_new) > 0 THEN
        UPDATE {schema}.run_thread t SET last_event = t.last_event + cardinality(v_new) WHERE t.thread_id = p_thread
            RETURNING t.last_event - cardinality(v_new) INTO v_number;
        INSERT INTO {schema}.run_event (thread_id, run_id, sequence, kind, ns, data, number, at)
            SELECT p_thread, p_run, n.sequence, n.kind, n.ns, n.data, v_number + n.sequence - v_last, coalesce(p_clock, clock_timestamp())
            FROM unnest(p_sequences, p_kinds, p_namespaces, p_data) AS n (sequence, kind, ns, data)
            WHERE n.sequence > v_last;
    END IF;
    outcome := 0;
END $$;
