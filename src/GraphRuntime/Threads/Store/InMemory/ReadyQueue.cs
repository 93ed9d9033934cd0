using System.Diagnostics.CodeAnalysis;

namespace GraphRuntime.Threads.InMemory;

/// <summary>
/// The threads whose first run can be claimed, longest first, and those that wait for a moment. Its lock is the innermost: it is taken under the lock of a thread,
/// never the other way round.
/// </summary>
internal sealed class ReadyQueue
{
    private readonly Lock _gate = new();
    private readonly LinkedList<MemoryThread> _ready = [];
    private readonly SortedSet<MemoryThread> _waiting = new(Comparer<MemoryThread>.Create(CompareMoments));

    /// <summary>Brings the position of a thread in line with its header. Called under the lock of the thread.</summary>
    public void Update(MemoryThread thread)
    {
        var (position, header) = (thread.Position, thread.Header);
        if (!position.IsQueued && !header.IsReady && position.WakesAt == header.WakesAt)
        {
            return;
        }

        lock (_gate)
        {
            position.Graph = header.NextGraph;
            if (header.IsReady != position.IsQueued)
            {
                Queue(thread, header.IsReady);
            }

            if (position.WakesAt != header.WakesAt)
            {
                Wait(thread, header.WakesAt);
            }
        }
    }

    /// <summary>Removes a thread that is gone.</summary>
    public void Remove(MemoryThread thread)
    {
        lock (_gate)
        {
            if (thread.Position.IsQueued)
            {
                Queue(thread, isReady: false);
            }

            Wait(thread, null);
        }
    }

    /// <summary>Takes the first thread whose first run fits the claim. It is in the queue again only after the next update.</summary>
    public bool TryTake(RunClaim claim, [NotNullWhen(true)] out MemoryThread? thread)
    {
        lock (_gate)
        {
            for (var node = _ready.First; node is not null; node = node.Next)
            {
                if (claim.Takes(node.Value.Position.Graph!))
                {
                    thread = node.Value;
                    Queue(thread, isReady: false);
                    return true;
                }
            }

            thread = null;
            return false;
        }
    }

    /// <summary>The graphs of the threads that are left over, each once.</summary>
    public IReadOnlyList<string> Graphs()
    {
        lock (_gate)
        {
            return _ready.Count == 0 ? [] : [.. _ready.Select(static thread => thread.Position.Graph!).Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>Takes the next thread whose moment has come.</summary>
    public bool TryTakeDue(DateTimeOffset now, [NotNullWhen(true)] out MemoryThread? thread)
    {
        lock (_gate)
        {
            thread = _waiting.Min;
            if (thread is null || thread.Position.WakesAt > now)
            {
                thread = null;
                return false;
            }

            Wait(thread, null);
            return true;
        }
    }

    public DateTimeOffset? NextMoment()
    {
        lock (_gate)
        {
            return _waiting.Min?.Position.WakesAt;
        }
    }

    private static int CompareMoments(MemoryThread one, MemoryThread other)
    {
        var byMoment = Nullable.Compare(one.Position.WakesAt, other.Position.WakesAt);
        return byMoment != 0 ? byMoment : string.CompareOrdinal(one.ThreadId, other.ThreadId);
    }

    private void Queue(MemoryThread thread, bool isReady)
    {
        if (isReady)
        {
            _ready.AddLast(thread.Position.Node ??= new LinkedListNode<MemoryThread>(thread));
        }
        else
        {
            _ready.Remove(thread.Position.Node!);
        }

        thread.Position.IsQueued = isReady;
    }

    private void Wait(MemoryThread thread, DateTimeOffset? moment)
    {
        if (thread.Position.WakesAt is not null)
        {
            _waiting.Remove(thread);
        }

        thread.Position.WakesAt = moment;
        if (moment is not null)
        {
            _waiting.Add(thread);
        }
    }

    /// <summary>Where a thread stands. Changed under the lock of the queue only.</summary>
    internal sealed class Position
    {
        public LinkedListNode<MemoryThread>? Node { get; set; }

        public bool IsQueued { get; set; }

        public DateTimeOffset? WakesAt { get; set; }

        /// <summary>The graph of the run that is claimed next.</summary>
        public string? Graph { get; set; }
    }
}
