using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <content>What retention looks for and removes.</content>
public sealed partial class PostgresRunStore
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredThread>> ListRestingThreadsAsync(RestingThreadQuery query, CancellationToken cancellationToken)
    {
        RetentionChecks.Check(query);
        return await _database.RowsAsync(
            _sql.ListResting,
            (query, Clock),
            static (p, s) => p.Span(s.query.UnchangedFor).Nullable(s.query.ChangedWithin, NpgsqlDbType.Interval).Moment(s.Clock).Text(s.query.After).Int(s.query.Limit),
            static row => ThreadRow.Read(row, 0)!.Value.Thread,
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteRestingThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        ArgumentOutOfRangeException.ThrowIfLessThan(unchangedFor, TimeSpan.Zero);
        var found = await _database.ScalarAsync(
            _sql.DeleteResting,
            (threadId, unchangedFor, Clock),
            static (p, s) => p.Span(s.unchangedFor).Nullable(null, NpgsqlDbType.Interval).Moment(s.Clock).Text(s.threadId),
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false) is true;
        _hints.Publish(threadId, changed: found);
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<int> PruneEventsAsync(EventPruning pruning, CancellationToken cancellationToken)
    {
        RetentionChecks.Check(pruning);
        return (int)(long)(await _database.ScalarAsync(
            _sql.PruneEvents,
            (pruning, Clock),
            static (p, s) => p.Span(s.pruning.OlderThan).Nullable(s.pruning.NotOlderThan, NpgsqlDbType.Interval).Moment(s.Clock).Int(s.pruning.Limit),
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false))!;
    }
}
