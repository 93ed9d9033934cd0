-- The row, and whether this call made it; also if it did so before and the answer was lost.
CREATE FUNCTION {schema}.run_create_thread(p_thread text, p_metadata text, p_call uuid, p_clock timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := coalesce(p_clock, clock_timestamp());
BEGIN
    PERFORM {schema}.be_durable();
    INSERT INTO {schema}.run_thread (thread_id, version, last_call, metadata, created_at, updated_at)
        VALUES (p_thread, nextval('{schema}.run_version'), p_call, p_metadata::jsonb, v_now, v_now) ON CONFLICT DO NOTHING;
    RETURN FOUND OR EXISTS (SELECT 1 FROM {schema}.run_thread t WHERE t.thread_id = p_thread AND t.last_call = p_call);
END $$;

CREATE FUNCTION {schema}.run_delete_thread(p_thread text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM {schema}.run_thread t WHERE t.thread_id = p_thread FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM {schema}.delete_thread(p_thread);
    DELETE FROM {schema}.run WHERE thread_id = p_thread;
    DELETE FROM {schema}.run_event WHERE thread_id = p_thread;
    DELETE FROM {schema}.run_thread WHERE thread_id = p_thread;
    RETURN true;
END $$;

-- Outcomes: 0 copied, 4 no such source, 5 the target exists.
CREATE FUNCTION {schema}.run_copy_thread(p_source text, p_target text, p_clock timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    v_now    timestamptz := coalesce(p_clock, clock_timestamp());
    v_source {schema}.run_thread;
BEGIN
    SELECT t.* INTO v_source FROM {schema}.run_thread t WHERE t.thread_id = p_source FOR SHARE;
    IF NOT FOUND THEN
        RETURN 4;
    END IF;
    INSERT INTO {schema}.run_thread (thread_id, version, status, rest_status, pause_reason, pause_ids, graph_name, metadata, created_at, updated_at)
        VALUES (p_target, nextval('{schema}.run_version'), v_source.rest_status, v_source.rest_status, v_source.pause_reason, v_source.pause_ids,
            v_source.graph_name, v_source.metadata, v_now, v_now)
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

CREATE FUNCTION {schema}.run_delete(p_thread text, p_run text, p_clock timestamptz, OUT gone boolean, OUT ready boolean) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM {schema}.run_thread t WHERE t.thread_id = p_thread FOR NO KEY UPDATE;
    gone := EXISTS (SELECT 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.run_id = p_run);
    ready := false;
    IF gone THEN
        PERFORM {schema}.run_erase(p_thread, ARRAY[p_run]);
        ready := {schema}.run_touch(p_thread, coalesce(p_clock, clock_timestamp()));
    END IF;
END $$;

CREATE FUNCTION {schema}.run_prune(p_older interval, p_limit int, p_clock timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    v_removed int;
BEGIN
    WITH old AS MATERIALIZED (
        SELECT r.thread_id, r.run_id FROM {schema}.run r
        WHERE r.finished_at <= coalesce(p_clock, clock_timestamp()) - p_older AND NOT r.input_owed AND r.tell_at IS NULL
        ORDER BY r.finished_at LIMIT p_limit FOR UPDATE SKIP LOCKED),
    events AS (
        DELETE FROM {schema}.run_event e USING old o WHERE e.thread_id = o.thread_id AND e.run_id = o.run_id)
    DELETE FROM {schema}.run r USING old o WHERE r.thread_id = o.thread_id AND r.run_id = o.run_id;
    GET DIAGNOSTICS v_removed = ROW_COUNT;
    RETURN v_removed;
END $$;

-- Outcomes: 0 stored (or stored before), 1 the lease does not hold, 2 a gap after event v_last. The row of the run is held, so that
-- the run does not end in between.
CREATE FUNCTION {schema}.run_append_events(p_thread text, p_run text, p_epoch bigint, p_sequences bigint[], p_kinds text[], p_namespaces text[], p_data bytea[],
    OUT outcome int, OUT v_last bigint) LANGUAGE plpgsql AS $$
DECLARE
    v_new bigint[];
BEGIN
    PERFORM 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.run_id = p_run AND r.status = 1 AND r.epoch = p_epoch FOR SHARE;
    IF NOT FOUND THEN
        outcome := 1;
        RETURN;
    END IF;
    SELECT coalesce(max(e.sequence), 0) INTO v_last FROM {schema}.run_event e WHERE e.thread_id = p_thread AND e.run_id = p_run;
    v_new := ARRAY(SELECT n.sequence FROM unnest(p_sequences) WITH ORDINALITY AS n (sequence, place) WHERE n.sequence > v_last ORDER BY n.place);
    IF v_new <> ARRAY(SELECT generate_series(v_last + 1, v_last + cardinality(v_new))) THEN
        outcome := 2;
        RETURN;
    END IF;
    INSERT INTO {schema}.run_event (thread_id, run_id, sequence, kind, ns, data)
        SELECT p_thread, p_run, n.sequence, n.kind, n.ns, n.data FROM unnest(p_sequences, p_kinds, p_namespaces, p_data) AS n (sequence, kind, ns, data)
        WHERE n.sequence > v_last
        ON CONFLICT DO NOTHING;
    outcome := 0;
END $$;

CREATE FUNCTION {schema}.run_mark_applied(p_thread text, p_run text, p_epoch bigint, p_owed text[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM {schema}.run r WHERE r.thread_id = p_thread AND r.run_id = p_run AND r.status = 1 AND r.epoch = p_epoch FOR SHARE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE {schema}.run r SET input_owed = false WHERE r.thread_id = p_thread AND r.run_id = ANY (p_owed) AND r.input_owed;
    RETURN true;
END $$;
