using GraphRuntime.Threads;

namespace GraphRuntime.Studio.Tests;

/// <summary>A run store that counts what the studio reads.</summary>
internal sealed class CountingRunStore(IRunStore inner) : DelegatingRunStore(inner)
{
    private int _runs;
    private int _lists;
    private int _events;
    private int _listeners;

    /// <summary>Reads of one run.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>Reads of lists: of runs, facts and threads.</summary>
    public int Lists => Volatile.Read(ref _lists);

    /// <summary>Reads of events.</summary>
    public int Events => Volatile.Read(ref _events);

    /// <summary>How many listen for changes.</summary>
    public int Listeners => Volatile.Read(ref _listeners);

    /// <summary>One for each listener that has gone.</summary>
    public SemaphoreSlim Left { get; } = new(0);

    /// <summary>Whether lists of threads cannot be read.</summary>
    public bool Down { get; set; }

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
        if (Down)
        {
            throw new StorageException(StorageProblem.Unavailable, "The store is down.");
        }

        return base.SearchThreadsAsync(query, cancellationToken);
    }

    public override ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _events);
        return base.ReadThreadEventsAsync(threadId, after, limit, cancellationToken);
    }

    public override IDisposable Subscribe(Action<RunStoreHint> listener)
    {
        Interlocked.Increment(ref _listeners);
        return new Listener(this, base.Subscribe(listener));
    }

    /// <summary>A subscription that is counted.</summary>
    private sealed class Listener(CountingRunStore store, IDisposable subscription) : IDisposable
    {
        public void Dispose()
        {
            subscription.Dispose();
            Interlocked.Decrement(ref store._listeners);
            store.Left.Release();
        }
    }
}
