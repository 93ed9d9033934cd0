namespace GraphRuntime.Postgres;

/// <summary>The statements of the run store, once for each schema. A null in the place of a moment means the clock of the server.</summary>
internal sealed class RunSql(SchemaName schema)
{
    /// <summary>What <see cref="ThreadRow"/> reads.</summary>
    private const string ThreadColumns =
        "t.thread_id, t.version, t.status, t.rest_status, t.pause_reason, t.pause_ids, t.graph_name, convert_to(t.metadata::text, 'UTF8'), t.created_at, t.updated_at, t.context, t.last_event";

    /// <summary>What <see cref="RunRow"/> reads, but for the contents. A run that never started has no events to look for.</summary>
    private const string RunColumns =
        "r.thread_id, r.run_id, r.graph_name, r.sequence, r.status, r.reason, r.strategy, convert_to(r.metadata::text, 'UTF8'), r.idempotency_key, "
        + "r.delayed, r.not_before, r.created_at, r.started_at, r.finished_at, r.attempt, r.max_attempts, r.owner, r.epoch, r.lease_until, r.signal, "
        + "r.signal_deadline, r.guards, r.input_owed, r.error, r.interrupt_ids, CASE WHEN r.started_at IS NULL THEN 0 ELSE "
        + "coalesce((SELECT max(e.sequence) FROM {schema}.run_event e WHERE e.thread_id = r.thread_id AND e.run_id = r.run_id), 0) END, r.held, r.steers, r.steered_inputs, r.urgency, r.steers_path";

    private const string ChangeOutcomes = "SELECT c.outcome, c.ready, c.sequence, c.created_at, c.not_before, c.epoch, c.event ";

    /// <summary>All arguments of a change but the first one, which is the thread.</summary>
    private const string ChangeArguments = "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)";

    private const string Contents = ", r.input, r.config, r.output, r.interrupts";

    private const string OfThread = "FROM {schema}.run r WHERE r.thread_id = $1 AND ";

    private const string Named = "FROM {schema}.run_name n JOIN {schema}.run r ON r.thread_id = n.thread_id AND r.run_id = n.run_id WHERE n.thread_id = $1 AND ";

    /// <summary>
    /// Always at least one row: the thread with its runs in flight, in the order of a snapshot, and then the runs that a new one would repeat ($2 its id, $3 its
    /// key). $4: whether inputs are wanted.
    /// </summary>
    public Statement Snapshot { get; } = new(
        schema,
        "SELECT coalesce($5::timestamptz, clock_timestamp()), coalesce(f.epoch, 0), r.rank > 0, " + ThreadColumns + ", " + RunColumns
        + ", CASE WHEN $4 OR r.rank > 0 THEN r.input END, CASE WHEN r.rank > 0 THEN r.config END, CASE WHEN r.rank > 0 THEN r.output END, "
        + "CASE WHEN r.rank > 0 THEN r.interrupts END "
        + "FROM (SELECT 1) AS always LEFT JOIN {schema}.run_thread t ON t.thread_id = $1 LEFT JOIN {schema}.thread f ON f.thread_id = $1 LEFT JOIN LATERAL ("
        + "SELECT 0 AS rank, r.* " + OfThread + "r.status = 1 "
        + "UNION ALL SELECT 0, r.* " + OfThread + "r.status = 0 AND NOT r.delayed "
        + "UNION ALL SELECT 0, r.* " + OfThread + "r.status = 0 AND r.delayed "
        + "UNION ALL SELECT 1, r.* " + OfThread + "r.run_id = $2 "
        + "UNION ALL SELECT 2, r.* " + Named + "n.kind = 0 AND n.name = $2 "
        + "UNION ALL SELECT 3, r.* " + OfThread + "r.idempotency_key = $3 "
        + "UNION ALL SELECT 4, r.* " + Named + "n.kind = 1 AND n.name = $3) AS r ON t.thread_id IS NOT NULL "
        + "ORDER BY r.rank, r.status DESC, r.delayed, CASE WHEN r.delayed THEN {schema}.run_opens_at(r.not_before, r.created_at) END, CASE WHEN r.delayed THEN 0 ELSE -r.urgency END, r.sequence");

    public Statement Change { get; } = new(schema, ChangeOutcomes + "FROM {schema}.run_change_5($1, " + ChangeArguments + " AS c");

    /// <summary>The same for a change that rolls runs back and records them first.</summary>
    public Statement RecordAndChange { get; } = new(
        schema,
        ChangeOutcomes + "FROM {schema}.run_record_removed($1, $2, $4, true, $28, $29, $30, $31, $32, $33) AS recorded (thread) "
        + "CROSS JOIN LATERAL {schema}.run_change_5(recorded.thread, " + ChangeArguments + " AS c");

    public Statement CreateThread { get; } = new(schema, "SELECT {schema}.run_create_thread($1, $2, $3, $4)");

    public Statement GetThread { get; } = new(schema, "SELECT " + ThreadColumns + " FROM {schema}.run_thread t WHERE t.thread_id = $1");

    /// <summary>No row if the thread has changed since; repeating a change that was made does it again.</summary>
    public Statement UpdateThread { get; } = new(
        schema,
        "UPDATE {schema}.run_thread t SET metadata = $4::jsonb, version = nextval('{schema}.run_version'), last_call = $3, "
        + "updated_at = coalesce($5::timestamptz, clock_timestamp()) WHERE t.thread_id = $1 AND (t.version = $2 OR t.last_call = $3) RETURNING " + ThreadColumns);

    public Statement CopyThread { get; } = new(schema, "SELECT {schema}.run_copy_thread($1, $2, $3)");

    public Statement DeleteThread { get; } = new(schema, "SELECT {schema}.run_delete_thread($1)");

    public Statement SearchThreads { get; } = new(schema, SearchThreadsSql + " ORDER BY t.created_at, t.thread_id OFFSET $3 LIMIT $4");

    public Statement SearchThreadsNewestFirst { get; } = new(schema, SearchThreadsSql + " ORDER BY t.created_at DESC, t.thread_id DESC OFFSET $3 LIMIT $4");

    public Statement Claim { get; } = new(
        schema,
        "SELECT c.o_for, c.o_next, c.o_waiting, " + RunColumns + Contents + " FROM {schema}.run_claim_2($1, $2, $3, $4, $5) AS c CROSS JOIN LATERAL (SELECT (c.o_run).*) AS r");

    public Statement Renew { get; } = new(
        schema,
        "UPDATE {schema}.run r SET lease_until = coalesce($5::timestamptz, clock_timestamp()) + $4 "
        + "FROM unnest($1::text[], $2::text[], $3::bigint[]) AS l (thread_id, run_id, epoch) "
        + "WHERE r.thread_id = l.thread_id AND r.run_id = l.run_id AND r.status = 1 AND r.epoch = l.epoch RETURNING r.thread_id, r.run_id, r.epoch, r.signal, r.steered_inputs");

    public Statement Settle { get; } = new(schema, "SELECT held, ready FROM {schema}.run_settle($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");

    public Statement Acknowledge { get; } = new(schema, "SELECT held, ready FROM {schema}.run_acknowledge($1, $2, $3, $4)");

    /// <summary>Runs that have ended and whose end is to be told; the wait doubles with every time.</summary>
    public Statement TakeEnded { get; } = new(
        schema,
        "WITH clock AS (SELECT coalesce($3::timestamptz, clock_timestamp()) AS now), due AS (SELECT d.thread_id, d.run_id FROM {schema}.run d, clock c "
        + "WHERE d.tell_at <= c.now AND d.finished_at IS NOT NULL ORDER BY d.tell_at LIMIT $2 FOR NO KEY UPDATE OF d SKIP LOCKED), "
        + "taken AS (UPDATE {schema}.run u SET told = u.told + 1, tell_at = c.now + least($1::interval * power(2, least(u.told, 30)), interval '1 hour') "
        + "FROM due, clock c WHERE u.thread_id = due.thread_id AND u.run_id = due.run_id RETURNING u.*) "
        + "SELECT r.told, " + RunColumns + Contents + " FROM taken AS r");

    public Statement ConfirmEnd { get; } = new(
        schema, "UPDATE {schema}.run SET tell_at = NULL WHERE thread_id = $1 AND run_id = $2 AND tell_at IS NOT NULL RETURNING true");

    public Statement Release { get; } = new(schema, "SELECT held, ready FROM {schema}.run_release_2($1, $2, $3, $4, $5, $6, $7, $8, $9)");

    public Statement MarkApplied { get; } = new(schema, "SELECT {schema}.run_mark_applied($1, $2, $3, $4)");

    public Statement TakeSteered { get; } = new(
        schema,
        "SELECT c.o_holds, c.o_changed, c.o_ready, " + RunColumns + Contents + " FROM {schema}.run_take_steered_2($1, $2, $3, $4, $5, $6, $7) AS c CROSS JOIN LATERAL (SELECT (c.o_run).*) AS r");

    public Statement SetGuards { get; } = new(schema, "SELECT {schema}.run_set_guards($1, $2, $3, $4, $5)");

    public Statement Reap { get; } = new(
        schema,
        "SELECT c.o_next, " + RunColumns + Contents + " FROM {schema}.run_reap($1, $2, $3, $4) AS c CROSS JOIN LATERAL (SELECT (c.o_run).*) AS r");

    public Statement GetRun { get; } = new(schema, "SELECT " + RunColumns + Contents + " FROM {schema}.run r WHERE r.thread_id = $1 AND r.run_id = $2");

    public Statement ListRunsOfThread { get; } = new(schema, ListRunsSql + "AND r.thread_id = $7 ORDER BY r.sequence OFFSET $3 LIMIT $4");

    public Statement ListRunsOfThreadNewestFirst { get; } = new(schema, ListRunsSql + "AND r.thread_id = $7 ORDER BY r.sequence DESC OFFSET $3 LIMIT $4");

    public Statement ListRuns { get; } = new(schema, ListRunsSql + "ORDER BY r.created_at, r.thread_id, r.sequence OFFSET $3 LIMIT $4");

    public Statement ListRunsNewestFirst { get; } = new(
        schema, ListRunsSql + "ORDER BY r.created_at DESC, r.thread_id DESC, r.sequence DESC OFFSET $3 LIMIT $4");

    public Statement DeleteRun { get; } = new(schema, "SELECT gone, ready FROM {schema}.run_delete($1, $2, $3)");

    public Statement RecordAndDeleteRun { get; } = new(
        schema,
        "SELECT d.gone, d.ready FROM {schema}.run_record_removed($1, NULL, $3, false, $4, $5, $6, $7, $8, $9) AS recorded (thread) "
        + "CROSS JOIN LATERAL {schema}.run_delete(recorded.thread, $2, $3) AS d");

    public Statement ListRemovedRuns { get; } = new(
        schema,
        "SELECT o.run_id, o.graph_name, o.sequence, o.rolled_back, o.status, o.created_at, o.started_at, o.removed_at, o.expires_at, o.removed_by, o.caller, o.checkpoints, "
        + "o.writes, o.events, o.input FROM {schema}.run_removed o WHERE o.thread_id = $1 AND ($2::text IS NULL OR o.run_id = $2) "
        + "AND o.expires_at > coalesce($3::timestamptz, clock_timestamp()) ORDER BY o.removed_at DESC, o.sequence DESC OFFSET $4 LIMIT $5");

    /// <summary>Records of removed runs go at the end of their own retention.</summary>
    public Statement Prune { get; } = new(schema, "SELECT {schema}.run_prune($1, $2, $3) FROM {schema}.run_drop_expired_records($3)");

    /// <summary>Runs that another process prunes at the same moment are left to it.</summary>
    public Statement PruneEvents { get; } = new(
        schema,
        "WITH clock AS (SELECT coalesce($3::timestamptz, clock_timestamp()) AS now), old AS MATERIALIZED (SELECT r.thread_id, r.run_id FROM {schema}.run r, clock c "
        + "WHERE r.finished_at <= c.now - $1::interval AND ($2::interval IS NULL OR r.finished_at > c.now - $2::interval) AND NOT r.input_owed AND r.tell_at IS NULL "
        + "AND EXISTS (SELECT FROM {schema}.run_event e WHERE e.thread_id = r.thread_id AND e.run_id = r.run_id) "
        + "ORDER BY r.finished_at LIMIT $4 FOR NO KEY UPDATE OF r SKIP LOCKED), "
        + "gone AS (DELETE FROM {schema}.run_event e USING old o WHERE e.thread_id = o.thread_id AND e.run_id = o.run_id) SELECT count(*) FROM old");

    public Statement ListResting { get; } = new(schema, "SELECT " + ThreadColumns + RestingSql + "AND t.thread_id > $4 ORDER BY t.thread_id LIMIT $5");

    /// <summary>The row of the thread is locked before its runs go: what is admitted at the same moment comes before, and keeps the thread, or after.</summary>
    public Statement DeleteResting { get; } = new(
        schema, "WITH resting AS MATERIALIZED (SELECT t.thread_id" + RestingSql + "AND t.thread_id = $4 FOR UPDATE OF t) SELECT {schema}.run_delete_thread(r.thread_id) FROM resting r");

    public Statement AppendEvents { get; } = new(schema, "SELECT outcome, v_last FROM {schema}.run_append_events_at($1, $2, $3, $4, $5, $6, $7, $8)");

    /// <summary>The status and the events of one moment; a row without an event where there is none.</summary>
    public Statement ReadEvents { get; } = new(
        schema,
        "SELECT r.status, coalesce((SELECT max(m.sequence) FROM {schema}.run_event m WHERE m.thread_id = $1 AND m.run_id = $2), 0), e.sequence, e.kind, e.ns, e.data "
        + "FROM {schema}.run r LEFT JOIN LATERAL (SELECT w.*, coalesce(sum(octet_length(w.data)) OVER (ORDER BY w.sequence " + Before + ") AS bytes_before FROM ("
        + "SELECT v.sequence, v.kind, v.ns, v.data FROM {schema}.run_event v "
        + "WHERE v.thread_id = $1 AND v.run_id = $2 AND v.sequence > $3 ORDER BY v.sequence LIMIT $4) AS w) AS e ON e.bytes_before < $5 "
        + "WHERE r.thread_id = $1 AND r.run_id = $2 ORDER BY e.sequence");

    /// <summary>The last number of the thread with its events and facts; a row without either where there is none.</summary>
    public Statement ReadThreadEvents { get; } = new(
        schema,
        "SELECT t.last_event, e.number, e.run_id, e.at, e.sequence, e.kind, e.ns, e.data, e.fact, e.status, e.reason, e.strategy, e.attempt, e.text "
        + "FROM {schema}.run_thread t LEFT JOIN LATERAL (SELECT w.*, coalesce(sum(CASE WHEN w.fact IS NULL THEN octet_length(w.data) END) OVER (ORDER BY w.number " + Before + ") AS bytes_before "
        + "FROM (SELECT u.* FROM ("
        + "(SELECT v.number, v.run_id, v.at, v.sequence, v.kind, v.ns, v.data, NULL::smallint AS fact, NULL::smallint AS status, NULL::smallint AS reason, "
        + "NULL::smallint AS strategy, NULL::int AS attempt, NULL::text AS text FROM {schema}.run_event v WHERE v.thread_id = $1 AND v.number > $2 ORDER BY v.number LIMIT $3) "
        + "UNION ALL (SELECT f.number, f.run_id, f.at, 0, NULL, NULL, f.data, f.kind, f.status, f.reason, f.strategy, f.attempt, f.text "
        + "FROM {schema}.run_fact f WHERE f.thread_id = $1 AND f.number > $2 ORDER BY f.number LIMIT $3)) AS u ORDER BY u.number LIMIT $3) AS w) AS e ON e.bytes_before < $4 "
        + "WHERE t.thread_id = $1 ORDER BY e.number");

    /// <summary>As <see cref="ReadThreadEvents"/>, without the events.</summary>
    public Statement ReadFacts { get; } = new(
        schema,
        "SELECT t.last_event, e.number, e.run_id, e.at, 0, NULL, NULL, e.data, e.kind, e.status, e.reason, e.strategy, e.attempt, e.text "
        + "FROM {schema}.run_thread t LEFT JOIN LATERAL (SELECT f.* FROM {schema}.run_fact f WHERE f.thread_id = $1 AND f.number > $2 "
        + "AND ($4::text[] IS NULL OR f.run_id = ANY ($4)) ORDER BY f.number LIMIT $3) AS e ON true WHERE t.thread_id = $1 ORDER BY e.number");

    /// <summary>The channel is named like the schema.</summary>
    public Statement Notify { get; } = new(schema, "SELECT count(pg_notify($1, n.payload)) FROM unnest($2::text[]) AS n (payload)");

    public Statement Listen { get; } = new(schema, "LISTEN {schema}");

    public Statement StopListening { get; } = new(schema, "UNLISTEN {schema}");

    public Statement StillThere { get; } = new(schema, "SELECT 1");

    /// <summary>Ends a sum over the rows before the current one; 0 for the first.</summary>
    private const string Before = "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0";

    private const string RestingSql =
        " FROM {schema}.run_thread t WHERE t.status <> 1 AND t.updated_at <= coalesce($3::timestamptz, clock_timestamp()) - $1::interval "
        + "AND ($2::interval IS NULL OR t.updated_at > coalesce($3::timestamptz, clock_timestamp()) - $2::interval) "
        + "AND NOT EXISTS (SELECT FROM {schema}.run o WHERE o.thread_id = t.thread_id AND o.input_owed) "
        + "AND NOT EXISTS (SELECT FROM {schema}.run e WHERE e.thread_id = t.thread_id AND e.tell_at IS NOT NULL) ";

    private const string SearchThreadsSql =
        "SELECT " + ThreadColumns + " FROM {schema}.run_thread t WHERE ($1::smallint IS NULL OR t.status = $1) AND ($2::text IS NULL OR t.metadata @> $2::jsonb)";

    private const string ListRunsSql =
        "SELECT " + RunColumns + ", CASE WHEN $6 THEN r.input END, CASE WHEN $6 THEN r.config END, CASE WHEN $6 THEN r.output END, CASE WHEN $6 THEN r.interrupts END "
        + "FROM {schema}.run r WHERE ($1::smallint IS NULL OR r.status = $1) AND ($2::text IS NULL OR r.metadata @> $2::jsonb) AND ($5::text[] IS NULL OR r.run_id = ANY ($5)) ";
}
