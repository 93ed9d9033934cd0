using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <content>What follows the end of a run.</content>
internal sealed partial class SqliteRunStore
{
    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) =>
        RunAsync(transaction => Endings.Acknowledge(transaction, lease), cancellationToken);

    public ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return RunAsync<IReadOnlyList<EndedRun>>(transaction => Endings.Take(transaction, patience, limit), cancellationToken);
    }

    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        RunInput.Check(threadId, runId);
        return RunAsync(transaction => RunTable.Confirm(transaction.Session, threadId, runId), cancellationToken);
    }
}
