namespace GraphRuntime.Postgres;

/// <summary>The statements of the store, once for each schema.</summary>
internal sealed class StoreSql(SchemaName schema)
{
    private const string Columns = "i.ns, i.key, i.created_at, i.updated_at, i.ttl, i.expires_at, ";

    private const string Live = "(i.expires_at IS NULL OR i.expires_at > $3)";

    private const string Below = " FROM {schema}.item i WHERE i.ns >= $1 AND i.ns < $2 AND " + Live;

    public Statement Write { get; } = new(schema, "SELECT outcome, current FROM {schema}.write_items($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");

    public Statement Read { get; } = new(
        schema,
        "SELECT " + Columns + "i.value, k.n FROM unnest($1::bytea[], $2::text[]) WITH ORDINALITY AS k (ns, key, n) "
        + "JOIN {schema}.item i ON i.ns = k.ns AND i.key = k.key WHERE " + Live);

    public Statement Page { get; } = new(schema, "SELECT " + Columns + "i.value" + Below + " ORDER BY i.ns, i.key LIMIT $4 OFFSET $5");

    /// <summary>Candidates behind a place; their values and vectors only where they are asked for.</summary>
    public Statement Candidates { get; } = new(
        schema,
        "SELECT " + Columns + "CASE WHEN $6 THEN i.value END, CASE WHEN $7 THEN i.vectors END" + Below
        + " AND (i.ns, i.key) > ($4, $5) ORDER BY i.ns, i.key LIMIT $8");

    public Statement Namespaces { get; } = new(schema, "SELECT DISTINCT i.ns" + Below + " ORDER BY i.ns");

    public Statement Refresh { get; } = new(
        schema,
        "UPDATE {schema}.item i SET expires_at = k.ends FROM unnest($1::bytea[], $2::text[], $3::bigint[], $4::bigint[]) AS k (ns, key, ttl, ends) "
        + "WHERE i.ns = k.ns AND i.key = k.key AND i.ttl = k.ttl AND i.expires_at < k.ends");

    public Statement RemoveExpired { get; } = new(schema, "SELECT {schema}.remove_expired_items($1, $2)");
}
