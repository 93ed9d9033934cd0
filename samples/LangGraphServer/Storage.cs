using GraphRuntime.Postgres;
using GraphRuntime.Sqlite;

namespace LangGraphServer;

/// <summary>Chooses the storage by its connection string.</summary>
internal static class Storage
{
    public static GraphRuntimeBuilder AddStorage(this GraphRuntimeBuilder runtime, string? connection) => connection switch
    {
        null or "" => runtime,
        _ when connection.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) => runtime.AddPostgres(connection),
        _ => runtime.AddSqlite(connection),
    };
}
