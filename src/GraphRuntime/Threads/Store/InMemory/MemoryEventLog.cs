using GraphRuntime.Checkpointing;
using GraphRuntime.Checkpointing.InMemory;

namespace GraphRuntime.Threads.InMemory;

/// <summary>The events of a thread by number. The last number stands with the checkpoints of the thread, because it outlives a deletion as the epoch does.</summary>
internal sealed class MemoryEventLog(ThreadEntry checkpoints)
{
    private readonly List<StoredThreadEvent> _events = [];

    /// <summary>The facts among the events: few, so that a reader of facts does not look through the rest.</summary>
    private readonly List<StoredThreadEvent> _facts = [];

    public long LastNumber => checkpoints.LastEvent;

    public void Add(string runId, RunFact fact, DateTimeOffset now)
    {
        var stored = Next(runId, now) with { Fact = fact };
        _events.Add(stored);
        _facts.Add(stored);
    }

    public void Add(string runId, RunEvent one, DateTimeOffset now) => _events.Add(Next(runId, now) with { Event = one });

    public StoredThreadEventPage Page(long after, int limit)
    {
        var later = _events.Skip(IndexAfter(_events, after));
        return new StoredThreadEventPage(RunEventPage.Fit(later, limit), LastNumber);
    }

    public StoredThreadEventPage Facts(RunFactQuery query)
    {
        var facts = _facts.Skip(IndexAfter(_facts, query.After)).Where(one => query.RunIds?.Contains(one.RunId) ?? true).Take(query.Limit);
        return new StoredThreadEventPage([.. facts], LastNumber);
    }

    /// <summary>Removes the events of a run; what was told about it stays.</summary>
    public void RemoveEvents(string runId) => _events.RemoveAll(one => one.Event is not null && one.RunId == runId);

    /// <summary>Removes everything about a run.</summary>
    public void Remove(string runId)
    {
        RemoveAll(one => one.RunId == runId);
    }

    /// <summary>Removes what was told until a moment about runs that were rolled back.</summary>
    public void RemoveErased(Func<string, bool> exists, DateTimeOffset until)
    {
        RemoveAll(one => one.At <= until && !exists(one.RunId));
    }

    private void RemoveAll(Predicate<StoredThreadEvent> match)
    {
        _events.RemoveAll(match);
        _facts.RemoveAll(match);
        if (_events.Count == 0)
        {
            (_events.Capacity, _facts.Capacity) = (0, 0);
        }
    }

    /// <summary>The index of the first event with a larger number; numbers rise.</summary>
    private static int IndexAfter(List<StoredThreadEvent> events, long number)
    {
        var (from, to) = (0, events.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = events[middle].Number > number ? (from, middle) : (middle + 1, to);
        }

        return from;
    }

    private StoredThreadEvent Next(string runId, DateTimeOffset now) => new(++checkpoints.LastEvent, runId, StoredTime.Whole(now));
}
