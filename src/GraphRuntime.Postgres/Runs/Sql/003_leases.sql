-- Delayed runs whose moment has come enter the queues of their threads.
CREATE FUNCTION {schema}.run_enter_due(p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_thread record;
    v_run    text;
    v_last   bigint;
BEGIN
    FOR v_thread IN SELECT d.* FROM unnest(ARRAY(
            SELECT t FROM {schema}.run_thread t WHERE t.due_at <= p_now ORDER BY t.due_at LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED)) AS d LOOP
        v_last := v_thread.last_sequence;
        FOR v_run IN SELECT r.run_id FROM {schema}.run r
                WHERE r.thread_id = v_thread.thread_id AND r.status = 0 AND r.delayed AND r.not_before <= p_now
                ORDER BY r.not_before, r.sequence LOOP
            v_last := v_last + 1;
            UPDATE {schema}.run r SET delayed = false, sequence = v_last WHERE r.thread_id = v_thread.thread_id AND r.run_id = v_run;
        END LOOP;
        PERFORM {schema}.run_touch(v_thread.thread_id, p_now, p_last_sequence => v_last);
    END LOOP;
END $$;

-- For each claimed run a row, and after it a row for each input that is owed before it (o_for names the claimed run). The last row says
-- how long until waiting alone makes a difference.
CREATE FUNCTION {schema}.run_claim(p_owner text, p_lease interval, p_limit int, p_clock timestamptz)
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

-- The run of a lease that holds, locked together with its thread; otherwise null.
CREATE FUNCTION {schema}.run_hold(p_thread text, p_run text, p_epoch bigint) RETURNS {schema}.run LANGUAGE plpgsql AS $$
DECLARE
    v_run {schema}.run;
BEGIN
    PERFORM 1 FROM {schema}.run_thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    SELECT r.* INTO v_run FROM {schema}.run r
        WHERE r.thread_id = p_thread AND r.run_id = p_run AND r.status = 1 AND r.epoch = p_epoch FOR NO KEY UPDATE;
    RETURN v_run;
END $$;

-- Ends the running run of a thread. The epoch moves on, so that what still runs of it can write nothing.
CREATE FUNCTION {schema}.run_end(p_run {schema}.run, p_epoch bigint, p_now timestamptz, p_status smallint, p_reason smallint,
    p_error text DEFAULT NULL, p_output bytea DEFAULT '', p_interrupt_ids text[] DEFAULT '{}', p_interrupts bytea DEFAULT '') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {schema}.acquire(p_run.thread_id);
    UPDATE {schema}.run r SET status = p_status, reason = p_reason, error = p_error, output = p_output, interrupt_ids = p_interrupt_ids, interrupts = p_interrupts,
            finished_at = p_now, owner = NULL, lease_until = NULL, epoch = p_epoch, signal = 0, signal_deadline = NULL, guards = 0,
            input_owed = p_reason = 4
        WHERE r.thread_id = p_run.thread_id AND r.run_id = p_run.run_id;
END $$;

-- Puts a running run back in its place, or ends it as its signal says. A commit point (guard 2) stays.
CREATE FUNCTION {schema}.run_requeue(p_run {schema}.run, p_now timestamptz, p_reason smallint, p_count boolean, p_delay interval, p_delayed boolean DEFAULT false)
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
END $$;

CREATE FUNCTION {schema}.run_settle(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, p_status smallint, p_reason smallint,
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
    held := true;
    ready := {schema}.run_touch(p_thread, v_now, p_rest => p_rest, p_pause_reason => p_pause_reason, p_pause_ids => p_pause_ids);
END $$;

-- Nothing executes any more under a lease that was erased.
CREATE FUNCTION {schema}.run_acknowledge(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, OUT held boolean, OUT ready boolean) LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.run_thread t SET winds_run = NULL, winds_epoch = NULL, winds_until = NULL
        WHERE t.thread_id = p_thread AND t.winds_run = p_run AND t.winds_epoch = p_epoch;
    held := FOUND;
    ready := held AND {schema}.run_touch(p_thread, coalesce(p_clock, clock_timestamp()));
END $$;

CREATE FUNCTION {schema}.run_release(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, p_reason smallint, p_count boolean, p_delay interval,
    p_delayed boolean, OUT held boolean, OUT ready boolean) LANGUAGE plpgsql AS $$
DECLARE
    v_run {schema}.run := {schema}.run_hold(p_thread, p_run, p_epoch);
    v_now timestamptz := coalesce(p_clock, clock_timestamp());
BEGIN
    held := v_run.run_id IS NOT NULL;
    ready := false;
    IF held THEN
        PERFORM {schema}.run_requeue(v_run, v_now, p_reason, p_count, p_delay, p_delayed);
        ready := {schema}.run_touch(p_thread, v_now);
    END IF;
END $$;

CREATE FUNCTION {schema}.run_set_guards(p_thread text, p_run text, p_epoch bigint, p_clock timestamptz, p_guards int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_run {schema}.run := {schema}.run_hold(p_thread, p_run, p_epoch);
BEGIN
    IF v_run.run_id IS NULL OR p_guards <> 0 AND v_run.signal <> 0 THEN
        RETURN false;
    END IF;
    UPDATE {schema}.run r SET guards = p_guards WHERE r.thread_id = p_thread AND r.run_id = p_run;
    PERFORM {schema}.run_touch(p_thread, coalesce(p_clock, clock_timestamp()));
    RETURN true;
END $$;

-- For each run that was taken a row. The last row says how long until the next lease or grace period ends.
CREATE FUNCTION {schema}.run_reap(p_limit int, p_backoff interval, p_max_backoff interval, p_clock timestamptz)
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
        ELSE
            PERFORM {schema}.run_requeue(v_run, v_now, 7::smallint, true,
                least(p_backoff * power(2, least(v_run.attempt - 1, 30)), p_max_backoff));
        END IF;
        PERFORM {schema}.run_touch(v_run.thread_id, v_now, p_rest => v_rest);
        SELECT r.* INTO o_run FROM {schema}.run r WHERE r.thread_id = v_run.thread_id AND r.run_id = v_run.run_id;
        RETURN NEXT;
    END LOOP;
    o_run := NULL;
    SELECT min(greatest(least(r.lease_until, r.signal_deadline) - v_now, interval '0')) INTO o_next FROM {schema}.run r WHERE r.status = 1;
    RETURN NEXT;
END $$;
