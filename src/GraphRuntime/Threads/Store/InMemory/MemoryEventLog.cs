using GraphRuntime.Checkpointing;
using GraphRuntime.Checkpointing.InMemory;

namespace GraphRuntime.Threads.InMemory;

/// <summary>The events of a thread by number. The last number stands with the checkpoints of the thread, because it outlives a deletion as the epoch does.</summary>
internal sealed class MemoryEventLog(ThreadEntry checkpoints)
{
    private readonly List<StoredThreadEvent> _events = [];

    public long LastNumber => checkpoints.LastEvent;

    public void Add(string runId, RunFact fact, DateTimeOffset now) => _events.Add(Next(runId, now) with { Fact = fact });

    public void Add(string runId, RunEvent one, DateTimeOffset now) => _events.Add(Next(runId, now) with { Event = one });

    public StoredThreadEventPage Page(long after, int limit)
    {
        var first = _events.FindIndex(one => one.Number > after);
        return new StoredThreadEventPage(first < 0 ? [] : _events.GetRange(first, Math.Min(limit, _events.Count - first)), LastNumber);
    }

    /// <summary>Removes the events of a run; what was told about it stays.</summary>
    public void RemoveEvents(string runId) => _events.RemoveAll(one => one.Event is not null && one.RunId == runId);

    /// <summary>Removes everything about a run.</summary>
    public void Remove(string runId) => _events.RemoveAll(one => one.RunId == runId);

    private StoredThreadEvent Next(string runId, DateTimeOffset now) => new(++checkpoints.LastEvent, runId, StoredTime.Whole(now));
}
