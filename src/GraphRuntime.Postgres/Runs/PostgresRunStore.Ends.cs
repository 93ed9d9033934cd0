using Npgsql;

namespace GraphRuntime.Postgres;

/// <content>What follows the end of a run.</content>
public sealed partial class PostgresRunStore
{
    /// <inheritdoc/>
    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) =>
        HeldAsync(lease, _sql.Acknowledge, Clock, static (p, clock) => p.Moment(clock), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await _database.RowsAsync(
            _sql.TakeEnded,
            (patience, limit, Clock),
            static (p, s) => p.Span(s.patience).Int(s.limit).Moment(s.Clock),
            static row => new EndedRun(RunRow.Read(row, 1), row.GetInt32(0)),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        RunInput.Check(threadId, runId);
        return await _database.ScalarAsync(
            _sql.ConfirmEnd, (threadId, runId), static (p, s) => p.Text(s.threadId).Text(s.runId), PostgresCall.Short, cancellationToken).ConfigureAwait(false) is true;
    }
}
