using GraphRuntime.PostgresFixture;
using Npgsql;

namespace GraphRuntime.Samples.Tests;

/// <summary>A database of one test on the shared server.</summary>
internal sealed class OwnDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _server;
    private readonly string _name = PostgresSchema.NewName();

    private OwnDatabase(string server)
    {
        _server = NpgsqlDataSource.Create(server);
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = _name }.ConnectionString;
    }

    public string ConnectionString { get; }

    public static async Task<OwnDatabase> CreateAsync()
    {
        var database = new OwnDatabase((await PostgresServer.SharedAsync()).ConnectionString);
        await database.ExecuteAsync($"CREATE DATABASE {database._name}");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        await _server.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
