namespace GraphRuntime.Threads.InMemory;

/// <summary>The records of the removed runs of one thread, in the order of their removal. Used under the lock of the thread.</summary>
internal sealed class RemovedRunLog
{
    private readonly List<RemovedRun> _records = [];

    public void Add(RemovedRun record)
    {
        DropExpired(record.RemovedAt);
        _records.Add(record);
        _records.Sort(static (one, other) => (one.RemovedAt, one.Sequence).CompareTo((other.RemovedAt, other.Sequence)));
        if (_records.Count > RemovalRecording.MostOfThread)
        {
            _records.RemoveAt(0);
        }
    }

    public void DropExpired(DateTimeOffset now) => _records.RemoveAll(record => record.ExpiresAt <= now);

    public IReadOnlyList<RemovedRun> List(RemovedRunQuery query, DateTimeOffset now) =>
    [
        .. _records.AsEnumerable().Reverse()
            .Where(record => record.ExpiresAt > now && (query.RunId is null || record.RunId == query.RunId))
            .Skip(query.Offset).Take(query.Limit),
    ];
}
