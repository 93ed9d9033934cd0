namespace GraphRuntime.Threads;

/// <summary>A thread of a simulation: what is in flight at a moment, given how long runs take.</summary>
internal sealed class SimulatedThread
{
    private readonly List<SimulatedRun> _runs = [];
    private long _arrived;

    /// <summary>Lets time pass: runs end, and the next one begins at that moment.</summary>
    public void PassTo(DateTimeOffset now)
    {
        while (_runs.Count > 0)
        {
            var first = _runs[0];
            first.StartedAt ??= first.NotBefore;
            if (first.StartedAt > now)
            {
                first.StartedAt = null;
                return;
            }

            var end = first.StartedAt.Value + first.Left;
            if (end > now)
            {
                return;
            }

            _runs.RemoveAt(0);
            if (_runs.Count > 0 && _runs[0].NotBefore < end)
            {
                _runs[0].NotBefore = end;
            }
        }
    }

    public ThreadSnapshot Snapshot(RecordedArrival arrival) => new()
    {
        Thread = new StoredThread
        {
            ThreadId = arrival.ThreadId,
            Status = _runs.Count > 0 ? ThreadStatus.Busy : ThreadStatus.Idle,
            Rest = ThreadRest.Idle,
            CreatedAt = arrival.At,
            UpdatedAt = arrival.At,
        },
        Now = arrival.At,
        Epoch = _arrived,
        Runs = [.. _runs.Select(static run => run.InFlight())],
    };

    public void Add(RecordedArrival arrival, TimeSpan delay)
    {
        _runs.Add(new SimulatedRun(arrival, _arrived++) { NotBefore = arrival.At + delay });
        PassTo(arrival.At);
    }

    /// <summary>A run goes before the others; the one that is running stops, and goes on later with what it has left to do.</summary>
    public void AddFirst(RecordedArrival arrival, int urgency)
    {
        _runs[0].Stop(arrival.At);
        _runs.Insert(0, new SimulatedRun(arrival, _arrived++) { NotBefore = arrival.At, Urgency = urgency });
        PassTo(arrival.At);
    }

    public IReadOnlyList<RecordedArrival> Remove(IEnumerable<RunDisplacement> displaced)
    {
        var ids = displaced.Select(static one => one.RunId).ToHashSet(StringComparer.Ordinal);
        RecordedArrival[] gone = [.. _runs.Where(run => ids.Contains(run.RunId)).Select(static run => run.Arrival)];
        _runs.RemoveAll(run => ids.Contains(run.RunId));
        return gone;
    }
}
