using System.Data.Common;
using GraphRuntime.Postgres;
using GraphRuntime.Sqlite;
using Npgsql;

namespace TaskMaistro;

/// <summary>Where threads, runs and to-dos are kept: nowhere, in a SQLite file, or in a PostgreSQL database.</summary>
internal sealed record Storage(string? SqliteFile, string? PostgresConnection)
{
    private const string SqlitePrefix = "sqlite:";
    private const string PostgresPrefix = "postgres:";

    // A person waits: what keeps the store from working is told soon.
    private static readonly TimeSpan SqlitePatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PostgresPatience = TimeSpan.FromSeconds(3);

    public static Storage Default { get; } = new("taskmaistro.db", null);

    public static Storage Parse(string text) => text switch
    {
        "memory" => new Storage(null, null),
        _ when text.StartsWith(SqlitePrefix, StringComparison.Ordinal) && text.Length > SqlitePrefix.Length => new Storage(text[SqlitePrefix.Length..], null),
        _ when text.StartsWith(PostgresPrefix, StringComparison.Ordinal) => new Storage(null, Checked(text[PostgresPrefix.Length..])),
        _ => throw new UsageException($"'{text}' is not a store. Use memory, sqlite:FILE or postgres:CONNECTION."),
    };

    public void AddTo(GraphRuntimeBuilder builder)
    {
        if (SqliteFile is not null)
        {
            var connection = new DbConnectionStringBuilder { ["Data Source"] = SqliteFile }.ConnectionString;
            builder.AddSqlite(new SqliteStorageOptions { ConnectionString = connection, BusyTimeout = SqlitePatience });
        }
        else if (PostgresConnection is not null)
        {
            builder.AddPostgres(new PostgresStorageOptions { ConnectionString = PostgresConnection, RetryBudget = PostgresPatience });
        }
    }

    public override string ToString() => SqliteFile is not null ? $"SQLite file {Path.GetFileName(SqliteFile)}"
        : PostgresConnection is not null ? "PostgreSQL"
        : "memory";

    /// <summary>Finds mistakes at once. The text may have a password in it, so that it is never shown.</summary>
    private static string Checked(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection).Host is { Length: > 0 } ? connection : throw new ArgumentException("There is no host.", nameof(connection));
        }
        catch (Exception mistake) when (mistake is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new UsageException("What follows postgres: is not a connection string, such as \"Host=localhost;Username=postgres;Database=postgres\".");
        }
    }
}
