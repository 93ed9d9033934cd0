using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Threads.Model;

/// <content>What retention looks for and removes.</content>
internal sealed partial class RunStoreModel
{
    public int PruneEvents(EventPruning pruning)
    {
        var old = _threads.Values
            .SelectMany(thread => thread.Runs.Values, (thread, run) => (Thread: thread, Run: run))
            .Where(one => one.Run.Events.Count > 0 && one.Run.Stored.FinishedAt <= Now - pruning.OlderThan && !one.Run.Stored.InputOwed && one.Run.TellAt is null)
            .Where(one => pruning.NotOlderThan is not { } time || one.Run.Stored.FinishedAt > Now - time)
            .Take(pruning.Limit).ToList();
        foreach (var (thread, run) in old)
        {
            run.Events.Clear();
            run.Stored = run.Stored with { LastEvent = 0 };
            thread.Log.RemoveAll(one => one.Event is not null && one.RunId == run.Stored.RunId);
        }

        return old.Count;
    }

    public IReadOnlyList<StoredThread> ListResting(RestingThreadQuery query) =>
    [
        .. _threads.Values.Where(thread => Rests(thread, query.UnchangedFor) && string.CompareOrdinal(thread.Header.ThreadId, query.After) > 0)
            .Select(thread => thread.Header.ToStored())
            .Where(thread => query.ChangedWithin is not { } time || thread.UpdatedAt > Now - time)
            .OrderBy(thread => thread.ThreadId, StringComparer.Ordinal)
            .Take(query.Limit),
    ];

    public async Task<bool> DeleteRestingAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken) =>
        Find(threadId) is { } thread && Rests(thread, unchangedFor) && await DeleteAsync(threadId, cancellationToken).ConfigureAwait(false);

    private bool Rests(ModelRunThread thread, TimeSpan unchangedFor) =>
        thread.Header.UpdatedAt <= Now - unchangedFor
        && thread.Stored.All(static run => run.Status is not (RunStatus.Pending or RunStatus.Running) && !run.InputOwed)
        && thread.Runs.Values.All(static run => run.TellAt is null);
}
