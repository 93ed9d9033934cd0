using GraphRuntime.Stores;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>
/// Keeps long-term memory in PostgreSQL, for any number of processes. A batch of writes is one statement; where it carries a token, the row
/// of the thread is locked in it, so that a run that lost its thread cannot write a moment later.
/// </summary>
/// <remarks>
/// Times to live are measured by the clock of the process that writes and reads; keep the clocks of your machines together. Filters and
/// similarity are computed in the process: give queries a prefix that is as narrow as it can be.
/// </remarks>
public sealed class PostgresStore : IStore
{
    private const long RemovedAtOnce = 500;

    private readonly PostgresDatabase _database;
    private readonly TimeProvider _time;
    private readonly StoreSql _sql;

    /// <summary>Creates a store on a database that others share and its creator disposes.</summary>
    /// <param name="database">The database.</param>
    /// <param name="time">The clock of times to live; the default is that of the machine.</param>
    public PostgresStore(PostgresDatabase database, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        _time = time ?? TimeProvider.System;
        _sql = new StoreSql(database.Schema);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        var items = await _database.RunAsync(
            (Sql: _sql, read.Keys, Now: _time.GetUtcNow()),
            static (session, s, token) => StoreReader.ReadAsync(session, s.Sql, s.Keys, s.Now, token),
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false);
        if (read.RefreshTimeToLive)
        {
            await RefreshAsync(items, cancellationToken).ConfigureAwait(false);
        }

        return items;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Token is { } given)
        {
            StoredText.Check(given.ThreadId, "thread id");
        }

        var rows = await _database.RowsAsync(
            _sql.Write,
            new StoreArrays(batch, _time.GetUtcNow()),
            static (p, arrays) => arrays.AddTo(p),
            static reader => (Outcome: (PutOutcome)reader.GetInt32(0), Current: reader.GetInt64(1)),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        var (outcome, current) = rows[0];
        if (outcome == PutOutcome.StaleEpoch)
        {
            throw new StaleEpochException(batch.Token!.Value.ThreadId, batch.Token.Value.Epoch, current);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        _ = new StoreSelection(query);
        var items = await _database.RunAsync(
            new StoreSearch(_sql, query, _time.GetUtcNow()),
            static (session, search, token) => search.RunAsync(session, token),
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false);
        if (query.RefreshTimeToLive)
        {
            await RefreshAsync(items, cancellationToken).ConfigureAwait(false);
        }

        return items;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        var all = await _database.RowsAsync(
            _sql.Namespaces,
            StoreRange.Below(query.Prefix, _time.GetUtcNow()),
            static (p, range) => range.AddTo(p),
            StoreRow.Namespace,
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false);
        return query.Select(all);
    }

    /// <inheritdoc/>
    public async ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().UtcTicks;
        var removed = 0L;
        for (var last = RemovedAtOnce; last == RemovedAtOnce; removed += last)
        {
            last = (long)(await _database.ScalarAsync(
                _sql.RemoveExpired, now, static (p, moment) => p.Number(moment).Number(RemovedAtOnce), PostgresCall.Short, cancellationToken).ConfigureAwait(false))!;
        }

        return removed;
    }

    /// <summary>Lets the time to live of items begin anew, in the database and in the answer.</summary>
    private async ValueTask RefreshAsync(StoreItem?[] items, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var refreshed = new List<StoreItem>();
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i] is { TimeToLive: { } timeToLive, ExpiresAt: not null } item && StoreItem.End(now, timeToLive) is { } end)
            {
                items[i] = item with { ExpiresAt = end };
                refreshed.Add(items[i]!);
            }
        }

        if (refreshed.Count > 0)
        {
            await _database.ScalarAsync(
                _sql.Refresh,
                refreshed,
                static (p, some) => p
                    .Many([.. some.Select(static item => item.Key.Namespace.Encoded.ToArray())], NpgsqlDbType.Bytea)
                    .Many([.. some.Select(static item => item.Key.Key)], NpgsqlDbType.Text)
                    .Many([.. some.Select(static item => item.TimeToLive!.Value.Ticks)], NpgsqlDbType.Bigint)
                    .Many([.. some.Select(static item => item.ExpiresAt!.Value.UtcTicks)], NpgsqlDbType.Bigint),
                PostgresCall.Short,
                cancellationToken).ConfigureAwait(false);
        }
    }
}
