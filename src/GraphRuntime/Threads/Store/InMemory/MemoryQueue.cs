namespace GraphRuntime.Threads.InMemory;

/// <summary>The pending runs of a thread: those that stand in line, by sequence, and those whose moment has not come.</summary>
internal sealed class MemoryQueue
{
    private readonly List<MemoryRun> _line = [];
    private readonly List<MemoryRun> _delayed = [];

    public int Count => _line.Count + _delayed.Count;

    public MemoryRun? First => _line.Count == 0 ? null : _line[0];

    /// <summary>The line, then the delayed ones by their moments.</summary>
    public IEnumerable<MemoryRun> InOrder => _delayed.Count == 0 ? _line : _line.Concat(ByMoment(_delayed));

    public DateTimeOffset? NextDue => _delayed.Count == 0 ? null : _delayed.Min(static run => run.Stored.NotBefore);

    public void Add(MemoryRun run)
    {
        if (run.Stored.Delayed)
        {
            _delayed.Add(run);
            return;
        }

        // Nearly always the end; a run that was given back has its old place.
        var place = _line.Count;
        while (place > 0 && _line[place - 1].Stored.Sequence > run.Stored.Sequence)
        {
            place--;
        }

        _line.Insert(place, run);
    }

    public void Remove(MemoryRun run)
    {
        if (!_line.Remove(run))
        {
            _delayed.Remove(run);
        }
    }

    /// <summary>Takes the delayed runs whose moment has come.</summary>
    public IReadOnlyList<MemoryRun> TakeDue(DateTimeOffset now)
    {
        if (_delayed.Count == 0)
        {
            return [];
        }

        List<MemoryRun> due = [.. ByMoment(_delayed.Where(run => run.Stored.NotBefore <= now))];
        _delayed.RemoveAll(due.Contains);
        return due;
    }

    private static IEnumerable<MemoryRun> ByMoment(IEnumerable<MemoryRun> runs) => runs.OrderBy(static run => run.Stored.NotBefore).ThenBy(static run => run.Stored.Sequence);
}
