using GraphRuntime.Threads;

namespace GraphRuntime.Studio.Tests;

/// <summary>A run store that counts what the studio reads.</summary>
internal sealed class CountingRunStore(IRunStore inner) : DelegatingRunStore(inner)
{
    private int _runs;
    private int _lists;
    private int _events;

    /// <summary>Reads of one run.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>Reads of lists: of runs, facts and threads.</summary>
    public int Lists => Volatile.Read(ref _lists);

    /// <summary>Reads of events.</summary>
    public int Events => Volatile.Read(ref _events);

    public void Clear() => (_runs, _lists, _events) = (0, 0, 0);

    public override ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        return base.GetRunAsync(threadId, runId, cancellationToken);
    }

    public override ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lists);
        return base.ListRunsAsync(query, cancellationToken);
    }

    public override ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lists);
        return base.ReadFactsAsync(query, cancellationToken);
    }

    public override ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lists);
        return base.SearchThreadsAsync(query, cancellationToken);
    }

    public override ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _events);
        return base.ReadThreadEventsAsync(threadId, after, limit, cancellationToken);
    }
}
