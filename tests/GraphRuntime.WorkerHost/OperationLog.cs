using GraphRuntime.Postgres;
using Npgsql;

namespace GraphRuntime.WorkerHost;

/// <summary>
/// What the nodes of all processes did, in one order, which the database gives. It goes its own way, past everything that could refuse a write of a run that
/// must not run.
/// </summary>
public sealed class OperationLog : IAsyncDisposable
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly string _connectionString;
    private readonly string _process;
    private readonly string _insert;

    public OperationLog(string connectionString, string schema, string process)
    {
        _connectionString = connectionString;
        _dataSource = NpgsqlDataSource.Create(connectionString);
        _process = process;
        _insert = new NpgsqlCommandBuilder().QuoteIdentifier(schema) + ".operation";
    }

    /// <summary>Makes the table.</summary>
    public async Task CreateAsync() => await ExecuteAsync(
        $"CREATE TABLE {_insert} (id bigserial PRIMARY KEY, process text NOT NULL, thread_id text NOT NULL, run_id text NOT NULL, node text NOT NULL, is_end boolean NOT NULL)");

    public async Task WriteAsync(string threadId, string runId, string node, bool isEnd) => await ExecuteAsync(
        $"INSERT INTO {_insert} (process, thread_id, run_id, node, is_end) VALUES ($1, $2, $3, $4, $5)", _process, threadId, runId, node, isEnd);

    public async Task<IReadOnlyList<Operation>> ReadAsync()
    {
        var operations = new List<Operation>();
        await using var command = _dataSource.CreateCommand($"SELECT process, thread_id, run_id, node, is_end FROM {_insert} ORDER BY id");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            operations.Add(new Operation(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetBoolean(4)));
        }

        return operations;
    }

    /// <summary>Closes the gate until what is returned is disposed.</summary>
    public async Task<IAsyncDisposable> CloseGateAsync()
    {
        // The lock belongs to the connection, which is not pooled: it ends with it.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(hashtext($1))", connection) { Parameters = { new() { Value = _insert } } };
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Waits until the gate is open.</summary>
    public async Task PassGateAsync(CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("SELECT pg_advisory_xact_lock_shared(hashtext($1))");
        command.Parameters.Add(new NpgsqlParameter { Value = _insert });
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _dataSource.DisposeAsync();

    private async Task ExecuteAsync(string sql, params object[] arguments)
    {
        await using var command = _dataSource.CreateCommand(sql);
        foreach (var argument in arguments)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        }

        await command.ExecuteNonQueryAsync();
    }
}
