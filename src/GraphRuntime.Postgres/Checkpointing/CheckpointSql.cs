namespace GraphRuntime.Postgres;

/// <summary>The statements of the checkpointer, once for each schema.</summary>
internal sealed class CheckpointSql(SchemaName schema)
{
    private const string Columns =
        "c.id, c.parent_id, c.created_at, c.step, c.source, c.paused, c.run_id, convert_to(c.metadata::text, 'UTF8'), c.body, c.results, "
        + "c.ref_channels, c.ref_versions, c.ref_lengths";

    /// <summary>The id asked for, or that of the newest checkpoint.</summary>
    private const string Newest = "coalesce($3::bigint, (SELECT l.head FROM {schema}.line l WHERE l.thread_id = $1 AND l.ns = $2))";

    private const string One = "(SELECT " + Newest + ") AS i (id) ";

    /// <summary>As above, unless the caller knows that one ($4).</summary>
    private const string OneUnknown = "(SELECT nullif(" + Newest + ", $4::bigint)) AS i (id) ";

    private const string Listed = "unnest($3::bigint[]) AS i (id) ";

    // LATERAL with OFFSET 0 makes the server look rows up by their whole key, one by one. Left to itself it reads all rows of a thread
    // while it has no statistics yet, or old ones.
    private const string References =
        "CROSS JOIN LATERAL (SELECT r.channel, r.version, r.length FROM {schema}.checkpoint c "
        + "CROSS JOIN LATERAL unnest(c.ref_channels, c.ref_versions, c.ref_lengths) AS r (channel, version, length) "
        + "WHERE c.thread_id = $1 AND c.ns = $2 AND c.id = i.id AND NOT c.hidden OFFSET 0) AS r ";

    private const string SelectValues = "SELECT v.channel, n.version, v.bytes FROM (SELECT r.version, array_agg(DISTINCT r.channel) AS channels FROM ";

    private const string Values =
        "WHERE r.length < 0 GROUP BY r.version) AS n "
        + "CROSS JOIN LATERAL (SELECT w.value_channels, w.value_bytes FROM {schema}.checkpoint w "
        + "WHERE w.thread_id = $1 AND w.ns = $2 AND w.id = n.version OFFSET 0) AS w "
        + "CROSS JOIN LATERAL unnest(w.value_channels, w.value_bytes) AS v (channel, bytes) "
        + "WHERE cardinality(n.channels) = cardinality(w.value_channels) OR v.channel = ANY (n.channels)";

    private const string SelectLogs = "SELECT n.channel, n.version, p.start, p.bytes FROM (SELECT r.channel, r.version, max(r.length) AS length FROM ";

    private const string Logs =
        "WHERE r.length > 0 GROUP BY r.channel, r.version) AS n "
        + "CROSS JOIN LATERAL (SELECT p.start, p.bytes FROM {schema}.log_piece p WHERE p.thread_id = $1 AND p.ns = $2 "
        + "AND p.channel = n.channel AND p.version = n.version AND p.start < n.length OFFSET 0) AS p";

    private const string SelectWrites = "SELECT i.id, p.task_id, p.kind, p.payload FROM ";

    private const string Writes =
        "CROSS JOIN LATERAL (SELECT p.task_id, p.kind, p.payload FROM {schema}.pending_write p "
        + "WHERE p.thread_id = $1 AND p.ns = $2 AND p.checkpoint_id = i.id OFFSET 0) AS p";

    public Statement Put { get; } = new(
        schema,
        "SELECT outcome, current FROM {schema}.put_checkpoints($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)");

    public Statement PutWrites { get; } = new(schema, "SELECT outcome, current FROM {schema}.put_writes($1, $2, $3, $4, $5, $6, $7, $8)");

    public Statement Acquire { get; } = new(schema, "SELECT {schema}.acquire($1)");

    public Statement DeleteThread { get; } = new(schema, "SELECT {schema}.delete_thread($1)");

    public Statement DeleteRuns { get; } = new(schema, "SELECT {schema}.delete_runs($1, $2)");

    public Statement CopyThread { get; } = new(schema, "SELECT {schema}.copy_thread($1, $2)");

    public Statement Prune { get; } = new(schema, "SELECT {schema}.prune_thread($1, $2, $3, $4)");

    /// <summary>Threads with more than one checkpoint in some namespace, a page at a time: nothing can be pruned in the others.</summary>
    public Statement ThreadsToPrune { get; } = new(
        schema,
        "SELECT DISTINCT g.thread_id FROM (SELECT c.thread_id FROM {schema}.checkpoint c WHERE c.thread_id > $1 AND NOT c.hidden "
        + "GROUP BY c.thread_id, c.ns HAVING count(*) > $2) g ORDER BY g.thread_id LIMIT 100");

    public Statement Namespaces { get; } = new(schema, "SELECT l.ns FROM {schema}.line l WHERE l.thread_id = $1 AND l.head <> 0");

    public Statement BeginSnapshot { get; } = new(schema, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

    public Statement EndSnapshot { get; } = new(schema, "COMMIT");

    /// <summary>Always one row. A child has a larger id than its parent, so only newer checkpoints are looked through for it.</summary>
    public Statement Read { get; } = new(
        schema,
        "SELECT " + Columns + ", (SELECT k.results FROM {schema}.checkpoint k WHERE k.thread_id = $1 AND k.ns = $2 AND k.id > c.id "
        + "AND k.parent_id = c.id AND k.source = 1 AND NOT k.hidden ORDER BY k.id LIMIT 1), "
        + "coalesce(t.epoch, 0), coalesce(l.head, 0), coalesce(l.last_id, 0) "
        + "FROM (SELECT 1) AS always LEFT JOIN {schema}.thread t ON t.thread_id = $1 "
        + "LEFT JOIN {schema}.line l ON l.thread_id = $1 AND l.ns = $2 "
        + "LEFT JOIN {schema}.checkpoint c ON c.thread_id = $1 AND c.ns = $2 AND NOT c.hidden AND c.id = " + Newest);

    public Statement ReadValues { get; } = new(schema, SelectValues + One + References + Values);

    public Statement ReadLogs { get; } = new(schema, SelectLogs + OneUnknown + References + Logs);

    public Statement ReadWrites { get; } = new(schema, SelectWrites + One + Writes);

    public Statement List { get; } = new(
        schema,
        "SELECT " + Columns + " FROM {schema}.checkpoint c WHERE c.thread_id = $1 AND c.ns = $2 AND NOT c.hidden AND c.id < $3 "
        + "AND ($4::smallint IS NULL OR c.source = $4) AND ($5::int IS NULL OR c.step = $5) AND ($6::text IS NULL OR c.run_id = $6) "
        + "AND ($7::text IS NULL OR c.metadata::jsonb @> $7::jsonb) ORDER BY c.id DESC LIMIT $8");

    public Statement ListValues { get; } = new(schema, SelectValues + Listed + References + Values);

    public Statement ListLogs { get; } = new(schema, SelectLogs + Listed + References + Logs);

    public Statement ListWrites { get; } = new(schema, SelectWrites + Listed + Writes);

    public Statement ListChildResults { get; } = new(
        schema,
        "SELECT DISTINCT ON (k.parent_id) k.parent_id, k.results FROM {schema}.checkpoint k WHERE k.thread_id = $1 AND k.ns = $2 "
        + "AND k.id > (SELECT min(i.id) FROM " + Listed + ") AND k.parent_id = ANY ($3::bigint[]) AND k.source = 1 AND NOT k.hidden ORDER BY k.parent_id, k.id");
}
