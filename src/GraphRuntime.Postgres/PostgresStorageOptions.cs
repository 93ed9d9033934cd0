using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>How the PostgreSQL stores reach their database. Exactly one of <see cref="ConnectionString"/> and <see cref="DataSource"/> is set.</summary>
public sealed record PostgresStorageOptions
{
    /// <summary>The connection string. It never appears in a message or a log of this library.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>A data source of the host, which keeps it and disposes it. Arrays must be enabled on it, as they are by default.</summary>
    /// <remarks>
    /// Set <c>No Reset On Close=true</c> in its connection string where nothing else that uses it leaves settings behind on a connection: a reset before
    /// each call is a transaction of its own. A <see cref="ConnectionString"/> gets this by itself.
    /// </remarks>
    public NpgsqlDataSource? DataSource { get; init; }

    /// <summary>The schema that holds the tables: lower-case letters, digits and underscores, at most 63, no digit first.</summary>
    /// <value>The default is <c>graphruntime</c>.</value>
    public string Schema { get; init; } = "graphruntime";

    /// <summary>
    /// Whether the first call creates the schema or brings it up to date. Where it is off, a missing or old schema is an error, and
    /// <see cref="PostgresDatabase.MigrateAsync"/> has to be called by a role that may create tables.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool MigrateOnFirstUse { get; init; } = true;

    /// <summary>
    /// How long a call goes on trying while the database cannot be reached or is busy. Keep it well below the lease of a run, so that
    /// no write of a run is tried after the run was taken over. An attempt on a dead connection is given up up to three seconds later.
    /// Zero tries once.
    /// </summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether statements are prepared once on each connection. Switch it off behind a pooler that does not support that.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool PrepareStatements { get; init; } = true;

    /// <summary>The clock for retries.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Names the schema. The connection string, which may have a password, is left out.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{nameof(PostgresStorageOptions)} {{ {nameof(Schema)} = {Schema} }}";
}
