using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <content>Runs and events are read, and old runs removed.</content>
public sealed partial class PostgresRunStore
{
    /// <inheritdoc/>
    public async ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        RunInput.Check(threadId, runId);
        var rows = await _database.RowsAsync(
            _sql.GetRun, (threadId, runId), static (p, s) => p.Text(s.threadId).Text(s.runId), static row => RunRow.Read(row, 0), PostgresCall.Short, cancellationToken)
            .ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query.Offset, query.Limit);
        var statement = (query.ThreadId, query.NewestFirst) switch
        {
            (null, false) => _sql.ListRuns,
            (null, true) => _sql.ListRunsNewestFirst,
            (_, false) => _sql.ListRunsOfThread,
            (_, true) => _sql.ListRunsOfThreadNewestFirst,
        };
        if (query.ThreadId is { } threadId)
        {
            StoredText.Check(threadId, "thread id");
        }

        return await _database.RowsAsync(
            statement,
            (query, Filter: MetadataFilter.ToJson(query.Metadata)),
            static (p, s) =>
            {
                p.Nullable((short?)s.query.Status, NpgsqlDbType.Smallint).Text(s.Filter).Number(s.query.Offset).Number(s.query.Limit)
                    .Nullable(s.query.RunIds?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text).Nullable(s.query.WithContents, NpgsqlDbType.Boolean);
                if (s.query.ThreadId is { } threadId)
                {
                    p.Text(threadId);
                }
            },
            static row => RunRow.Read(row, 0),
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) =>
        (int)(await _database.ScalarAsync(
            _sql.Prune, (olderThan, limit, Clock), static (p, s) => p.Span(s.olderThan).Int(s.limit).Moment(s.Clock), PostgresCall.Long, cancellationToken)
            .ConfigureAwait(false))!;

    /// <inheritdoc/>
    public async ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        RunInput.Check(lease);
        RunInput.Check(events);
        var rows = await _database.RowsAsync(
            _sql.AppendEvents, (lease, events, Clock), static (p, s) => AddEvents(p, s.lease, s.events).Moment(s.Clock),
            static row => (Outcome: row.GetInt32(0), Last: row.IsDBNull(1) ? 0 : row.GetInt64(1)), PostgresCall.Short, cancellationToken).ConfigureAwait(false);
        var (outcome, last) = rows[0];
        if (outcome == 2)
        {
            throw new ArgumentException(
                $"Run '{lease.RunId}': the events do not follow event {last} one by one. Append events in order and without gaps.", nameof(events));
        }

        _hints.Publish(lease.ThreadId, events: outcome == 0);
        return outcome == 0;
    }

    /// <inheritdoc/>
    public async ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken)
    {
        RunInput.Check(threadId, runId);
        var rows = await _database.RowsAsync(
            _sql.ReadEvents,
            (threadId, runId, after, limit),
            static (p, s) => p.Text(s.threadId).Text(s.runId).Number(s.after).Number(s.limit).Number(RunEventPage.MaxBytes),
            static row => (Status: (RunStatus)row.GetInt16(0), Last: row.GetInt64(1), Event: row.IsDBNull(2) ? default(RunEvent?) : ReadEvent(row)),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : new RunEventPage([.. rows.Where(row => row.Event is not null).Select(row => row.Event!.Value)], rows[0].Status, rows[0].Last);
    }

    private static NpgsqlParameterCollection AddEvents(NpgsqlParameterCollection parameters, RunLease lease, IReadOnlyList<RunEvent> events) =>
        parameters.Text(lease.ThreadId).Text(lease.RunId).Number(lease.Epoch)
            .Many([.. events.Select(one => one.Sequence)], NpgsqlDbType.Bigint)
            .Many([.. events.Select(one => one.Kind)], NpgsqlDbType.Text)
            .Many([.. events.Select(one => one.Namespace)], NpgsqlDbType.Text)
            .Many([.. events.Select(one => one.Data)], NpgsqlDbType.Bytea);

    private static RunEvent ReadEvent(NpgsqlDataReader row) => new(row.GetInt64(2), row.GetString(3), row.GetString(4), row.Bytes(5));

    /// <inheritdoc/>
    public async ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var rows = await _database.RowsAsync(
            _sql.ReadThreadEvents,
            (threadId, after, limit),
            static (p, s) => p.Text(s.threadId).Number(s.after).Number(s.limit).Number(RunEventPage.MaxBytes),
            ReadThreadEvent,
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        return ThreadPage(rows);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        StoredText.Check(query.ThreadId, "thread id");
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit);
        var rows = await _database.RowsAsync(
            _sql.ReadFacts,
            query,
            static (p, s) => p.Text(s.ThreadId).Number(s.After).Number(s.Limit).Nullable(s.RunIds?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            ReadThreadEvent,
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        return ThreadPage(rows);
    }

    private static (long Last, StoredThreadEvent? Event) ReadThreadEvent(NpgsqlDataReader row) => (row.GetInt64(0), row.IsDBNull(1) ? null : ThreadEventRow.Read(row));

    private static StoredThreadEventPage? ThreadPage(List<(long Last, StoredThreadEvent? Event)> rows) =>
        rows.Count == 0 ? null : new StoredThreadEventPage([.. rows.Select(static row => row.Event).OfType<StoredThreadEvent>()], rows[0].Last);

    private static void Check(int offset, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
    }
}
