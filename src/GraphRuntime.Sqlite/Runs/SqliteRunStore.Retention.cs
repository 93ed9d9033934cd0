using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <content>What retention looks for and removes.</content>
internal sealed partial class SqliteRunStore
{
    public ValueTask<IReadOnlyList<StoredThread>> ListRestingThreadsAsync(RestingThreadQuery query, CancellationToken cancellationToken)
    {
        RetentionChecks.Check(query);
        return Read<(RestingThreadQuery Query, DateTimeOffset Now), IReadOnlyList<StoredThread>>(
            static (session, asked) => RestingThreads.List(session, asked.Query, asked.Now), (query, Moments.Now(_time)), cancellationToken);
    }

    public ValueTask<bool> DeleteRestingThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        ArgumentOutOfRangeException.ThrowIfLessThan(unchangedFor, TimeSpan.Zero);
        return RunAsync(transaction => RestingThreads.IsAtRest(transaction, threadId, unchangedFor) && ThreadMoves.Delete(transaction, threadId), cancellationToken);
    }

    public ValueTask<int> PruneEventsAsync(EventPruning pruning, CancellationToken cancellationToken)
    {
        RetentionChecks.Check(pruning);
        return RunAsync(transaction => PruneEvents(transaction, pruning), cancellationToken);
    }

    private static int PruneEvents(RunTransaction transaction, EventPruning pruning)
    {
        var runs = EventTable.Old(transaction.Session, Moments.Before(transaction.Now, pruning.OlderThan), Moments.BeforeOrNull(transaction.Now, pruning.NotOlderThan), pruning.Limit);
        runs.ForEach(run => EventTable.Drop(transaction.Session, run));
        return runs.Count;
    }
}
