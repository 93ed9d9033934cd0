using Npgsql;

namespace GraphRuntime.Postgres.Tests;

/// <summary>A row of a thread that another transaction holds until the test lets it go.</summary>
internal sealed class HeldRow : IAsyncDisposable
{
    private readonly PostgresSchema _schema;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldRow(PostgresSchema schema, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_schema, _connection, _transaction) = (schema, connection, transaction);

    /// <summary>Runs a statement whose only parameter is the thread, and does not commit.</summary>
    public static async Task<HeldRow> TakeAsync(PostgresSchema schema, string statement, string threadId)
    {
        var connection = await schema.DataSource.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement is a constant of a test.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = threadId });
        await command.ExecuteNonQueryAsync();
        return new HeldRow(schema, connection, transaction);
    }

    /// <summary>Completes when a call of a function of the schema waits for a lock.</summary>
    public async Task IsWaitedForAsync(Task call, string function)
    {
        while ((long)(await _schema.ExecuteAsync($"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%{{schema}}%{function}%'"))! == 0)
        {
            call.IsCompleted.Should().BeFalse("it waits for the row that is held");
        }
    }

    public Task CommitAsync() => _transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
