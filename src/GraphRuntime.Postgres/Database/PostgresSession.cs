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

    /// <summary>Runs a statement that answers with one row, and reads on to its end.</summary>
    public async ValueTask<T> RowAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        var reader = await ReadAsync(command, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var answer = row(reader);

            // The row is no answer yet: a statement that is cancelled after it is rolled back. Its end says so, but not to a caller that disposes the reader.
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
            }

            return answer;
        }
    }

    /// <summary>Runs a statement with one column of text.</summary>
    public ValueTask<List<string>> TextsAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        RowsAsync(command, static reader => reader.GetString(0), cancellationToken);

    /// <summary>Runs a statement and reads its rows.</summary>
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
        }

        return rows;
    }

    private Task PrepareAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        prepare ? command.PrepareAsync(cancellationToken) : Task.CompletedTask;
}
