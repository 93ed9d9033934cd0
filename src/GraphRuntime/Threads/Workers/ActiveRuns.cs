using System.Collections.Concurrent;

namespace GraphRuntime.Threads;

/// <summary>The runs that this process executes, and how many more it takes.</summary>
internal sealed class ActiveRuns(int most)
{
    private readonly ConcurrentDictionary<RunLease, RunExecution> _byLease = new();
    private readonly ConcurrentDictionary<string, RunExecution> _byThread = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _reserved;
    private bool _closed;

    public int Count => _byLease.Count;

    /// <summary>In an order that does not depend on hash codes, so that a simulation can be repeated in another process.</summary>
    public IEnumerable<RunExecution> InOrder => _byLease.Values.OrderBy(static run => run.Lease.ThreadId, StringComparer.Ordinal);

    public RunExecution? OfThread(string threadId) => _byThread.GetValueOrDefault(threadId);

    /// <summary>Takes room before runs are asked for, so that nobody else takes it meanwhile.</summary>
    /// <returns>How much of it there was, up to the limit; none once no run is added any more.</returns>
    public int TakeRoom(int limit)
    {
        lock (_gate)
        {
            var taken = _closed ? 0 : Math.Clamp(most - _byLease.Count - _reserved, 0, limit);
            _reserved += taken;
            return taken;
        }
    }

    /// <summary>Gives back what was taken, once what came of it was added.</summary>
    public void ReturnRoom(int count)
    {
        lock (_gate)
        {
            _reserved -= count;
        }
    }

    /// <summary>From now on no run is added.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    /// <summary>Adds a run, and stops an earlier one of the thread that is still here.</summary>
    /// <param name="lease">Its lease.</param>
    /// <param name="create">Makes the execution; gets the earlier run.</param>
    /// <returns>The execution; <see langword="null"/> if no run is added any more, or a later run of the thread was, so that the lease is lost.</returns>
    public RunExecution? Add(RunLease lease, Func<RunExecution?, RunExecution> create)
    {
        RunExecution? predecessor;
        RunExecution execution;
        lock (_gate)
        {
            predecessor = OfThread(lease.ThreadId);
            if (_closed || predecessor?.Lease.Epoch > lease.Epoch)
            {
                return null;
            }

            execution = create(predecessor);
            _byLease[lease] = execution;
            _byThread[lease.ThreadId] = execution;
        }

        predecessor?.Stop(StopReason.LeaseLost);
        return execution;
    }

    public void Remove(RunExecution execution)
    {
        _byLease.TryRemove(execution.Lease, out _);
        _byThread.TryRemove(KeyValuePair.Create(execution.Lease.ThreadId, execution));
    }
}
