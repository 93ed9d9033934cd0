using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>A connection for one attempt of one call. Commands are given up at the end of the time that the call has left.</summary>
/// <param name="connection">The connection.</param>
/// <param name="prepare">Whether statements are parsed by the server once a connection.</param>
/// <param name="timeoutSeconds">The longest that a command may take; 0 leaves what the connection string says.</param>
internal sealed class PostgresSession(NpgsqlConnection connection, bool prepare, int timeoutSeconds)
{
    public NpgsqlConnection Connection => connection;

    public NpgsqlCommand Command(Statement statement)
    {
        var command = statement.On(connection);
        if (timeoutSeconds > 0)
        {
            command.CommandTimeout = timeoutSeconds;
        }

        return command;
    }

    public NpgsqlBatch Batch()
    {
        var batch = new NpgsqlBatch(connection);
        if (timeoutSeconds > 0)
        {
            batch.Timeout = timeoutSeconds;
        }

        return batch;
    }

    public async Task<NpgsqlDataReader> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await PrepareAsync(command, cancellationToken).ConfigureAwait(false);
        return await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<NpgsqlDataReader> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        if (prepare)
        {
            await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        return await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a statement that answers with one value.</summary>
    public async ValueTask<object?> ScalarAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await PrepareAsync(command, cancellationToken).ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a statement with one column of text.</summary>
    public ValueTask<List<string>> TextsAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        RowsAsync(command, static reader => reader.GetString(0), cancellationToken);

    /// <summary>Runs a statement and reads its rows, and on to the end of its transaction.</summary>
    public async ValueTask<List<T>> RowsAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        var reader = await ReadAsync(command, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(row(reader));
            }

            // The rows are no answer yet: a statement that is cancelled behind them, or while it commits, is rolled back. This reads what says so; a reader that is disposed hides it.
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }
        }

        return rows;
    }

    private Task PrepareAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        prepare ? command.PrepareAsync(cancellationToken) : Task.CompletedTask;
}
