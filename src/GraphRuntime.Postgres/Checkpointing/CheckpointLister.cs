using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>Lists checkpoints a page at a time; each page is a snapshot of its own, and no connection is held between two.</summary>
internal sealed class CheckpointLister(PostgresDatabase database, CheckpointSql sql)
{
    private const int PageSize = 100;

    public async IAsyncEnumerable<StoredCheckpoint> ListAsync(
        CheckpointQuery query, string? metadata, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (left, before) = (query.Limit ?? int.MaxValue, query.Before ?? long.MaxValue);
        while (left > 0)
        {
            var size = Math.Min(left, PageSize);
            var page = await database.RunAsync(
                (Self: this, Query: query, Metadata: metadata, Before: before, Size: size),
                static (session, s, token) => s.Self.PageAsync(session, s.Query, s.Metadata, s.Before, s.Size, token),
                PostgresCall.Long,
                cancellationToken).ConfigureAwait(false);
            foreach (var checkpoint in page)
            {
                yield return checkpoint;
            }

            if (page.Count < size)
            {
                break;
            }

            left -= size;
            before = page[^1].Record.Id;
        }
    }

    private async ValueTask<List<StoredCheckpoint>> PageAsync(
        PostgresSession session, CheckpointQuery query, string? metadata, long before, int size, CancellationToken cancellationToken)
    {
        var transaction = await session.Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var records = await RecordsAsync(session, query, metadata, before, size, cancellationToken).ConfigureAwait(false);
            var page = records.Count == 0 ? [] : await CompleteAsync(session, query, records, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return page;
        }
    }

    private async Task<List<CheckpointRecord>> RecordsAsync(
        PostgresSession session, CheckpointQuery query, string? metadata, long before, int size, CancellationToken cancellationToken)
    {
        var records = new List<CheckpointRecord>();
        var command = session.Command(sql.List);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Text(query.Address.ThreadId).Text(query.Address.Namespace).Number(before)
                .Nullable((short?)query.Source, NpgsqlDbType.Smallint).Nullable(query.Step, NpgsqlDbType.Integer)
                .Text(query.RunId).Text(metadata).Number(size);
            var reader = await session.ReadAsync(command, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    records.Add(CheckpointRow.Read(reader));
                }
            }
        }

        return records;
    }

    private async Task<List<StoredCheckpoint>> CompleteAsync(
        PostgresSession session, CheckpointQuery query, List<CheckpointRecord> records, CancellationToken cancellationToken)
    {
        var contents = new CheckpointContents(query.Address, knownId: 0);
        var childResults = new Dictionary<long, ReadOnlyMemory<byte>>();
        var batch = session.Batch();
        await using (batch.ConfigureAwait(false))
        {
            var ids = records.ConvertAll(static record => record.Id).ToArray();
            Statement[] statements = query.IncludeValues
                ? [sql.ListChildResults, sql.ListWrites, sql.ListValues, sql.ListLogs]
                : [sql.ListChildResults, sql.ListWrites];
            foreach (var statement in statements)
            {
                var command = statement.InBatch();
                command.Parameters.Text(query.Address.ThreadId).Text(query.Address.Namespace).Many(ids, NpgsqlDbType.Bigint);
                batch.BatchCommands.Add(command);
            }

            var reader = await session.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    childResults[reader.GetInt64(0)] = reader.Bytes(1);
                }

                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                await contents.ReadWritesAsync(reader, cancellationToken).ConfigureAwait(false);
                if (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
                {
                    await contents.ReadValuesAsync(reader, cancellationToken).ConfigureAwait(false);
                    await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    await contents.ReadLogsAsync(reader, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return records.ConvertAll(record => contents.Complete(record, childResults.GetValueOrDefault(record.Id), query.IncludeValues));
    }
}
