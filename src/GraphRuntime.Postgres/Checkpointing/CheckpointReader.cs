using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>Reads one checkpoint: several statements in one snapshot, one round trip.</summary>
internal sealed class CheckpointReader(PostgresDatabase database, CheckpointSql sql)
{
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken) =>
        database.RunAsync(
            (Self: this, Address: address, Id: checkpointId, KnownId: knownId),
            static (session, state, token) => state.Self.ReadAsync(session, state.Address, state.Id, state.KnownId, token),
            PostgresCall.Short,
            cancellationToken);

    private async ValueTask<CheckpointRead> ReadAsync(PostgresSession session, CheckpointAddress address, long? id, long knownId, CancellationToken cancellationToken)
    {
        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(sql.BeginSnapshot.InBatch());
            foreach (var statement in (ReadOnlySpan<Statement>)[sql.Read, sql.ReadValues, sql.ReadLogs, sql.ReadWrites])
            {
                var command = statement.InBatch();
                command.Parameters.Text(address.ThreadId).Text(address.Namespace).Nullable(id, NpgsqlDbType.Bigint);
                if (statement == sql.ReadLogs)
                {
                    command.Parameters.Number(knownId);
                }

                batch.BatchCommands.Add(command);
            }

            batch.BatchCommands.Add(sql.EndSnapshot.InBatch());
            var reader = await session.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await ReadAsync(reader, address, knownId, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask<CheckpointRead> ReadAsync(NpgsqlDataReader reader, CheckpointAddress address, long knownId, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var position = new CheckpointRead(
            reader.GetInt64(CheckpointRow.Width + 1), reader.GetInt64(CheckpointRow.Width + 2), reader.GetInt64(CheckpointRow.Width + 3), null);
        if (await reader.IsDBNullAsync(0, cancellationToken).ConfigureAwait(false))
        {
            return position;
        }

        var record = CheckpointRow.Read(reader);
        var childResults = reader.Bytes(CheckpointRow.Width);
        var contents = new CheckpointContents(address, knownId);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await contents.ReadValuesAsync(reader, cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await contents.ReadLogsAsync(reader, cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await contents.ReadWritesAsync(reader, cancellationToken).ConfigureAwait(false);
        return position with { Checkpoint = contents.Complete(record, childResults, includeValues: true) };
    }
}
