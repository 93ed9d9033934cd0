using System.Diagnostics.CodeAnalysis;

namespace GraphRuntime.Threads.InMemory;

/// <summary>
/// The threads whose first run can be claimed, longest first, and those that wait for a moment. Its lock is the innermost: it is taken under the lock of a
/// thread, never the other way round.
/// </summary>
internal sealed class ReadyLine
{
    private readonly Lock _gate = new();
    private readonly Queue<MemoryThread> _ready = new();
    private readonly PriorityQueue<MemoryThread, DateTimeOffset> _waiting = new();

    /// <summary>Notes a thread that changed. Called under its lock. True if it is worth asking for runs.</summary>
    public bool Note(MemoryThread thread, DateTimeOffset now)
    {
        if (thread.IsReady(now))
        {
            return Append(thread);
        }

        if (thread.NextMoment() is not { } moment || thread.WaitsFor <= moment)
        {
            return false;
        }

        thread.WaitsFor = moment;
        lock (_gate)
        {
            _waiting.Enqueue(thread, moment);
        }

        return true;
    }

    public bool TryTake([NotNullWhen(true)] out MemoryThread? thread)
    {
        lock (_gate)
        {
            return _ready.TryDequeue(out thread);
        }
    }

    /// <summary>The next thread whose moment has come.</summary>
    public bool TryTakeDue(DateTimeOffset now, [NotNullWhen(true)] out MemoryThread? thread)
    {
        lock (_gate)
        {
            if (_waiting.TryPeek(out thread, out var moment) && moment <= now)
            {
                _waiting.Dequeue();
                return true;
            }

            thread = null;
            return false;
        }
    }

    public TimeSpan? NextIn(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _waiting.TryPeek(out _, out var moment) ? TimeSpan.FromTicks(Math.Max(0, (moment - now).Ticks)) : null;
        }
    }

    private bool Append(MemoryThread thread)
    {
        if (thread.InLine)
        {
            return false;
        }

        thread.InLine = true;
        lock (_gate)
        {
            _ready.Enqueue(thread);
        }

        return true;
    }
}
