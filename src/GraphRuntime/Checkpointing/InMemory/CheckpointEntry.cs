namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>One checkpoint. Values are held by reference, so a value lives exactly as long as some checkpoint needs it.</summary>
internal sealed class CheckpointEntry(CheckpointRecord record, StoredChannel[] channels)
{
    private Dictionary<(string TaskId, PendingWriteKind Kind), (ReadOnlyMemory<byte> Payload, string? RunId)>? _writes;
    private PendingWrite[]? _sortedWrites;

    public CheckpointRecord Record { get; } = record;

    public StoredChannel[] Channels { get; } = channels;

    /// <summary>The checkpoint with the lowest id that a superstep made from this one.</summary>
    public CheckpointEntry? LoopChild { get; set; }

    /// <summary>True while the checkpoint waits for an answer or a resume: no superstep has been run from it.</summary>
    public bool Waits => LoopChild is null
        && (Record.Paused || (_writes is not null && _writes.Keys.Any(static key => key.Kind == PendingWriteKind.Interrupt)));

    public void Put(IReadOnlyList<PendingWrite> writes, string? runId)
    {
        _writes ??= [];
        _sortedWrites = null;
        foreach (var write in writes)
        {
            _writes[(write.TaskId, write.Kind)] = (write.Payload.ToArray(), runId);
        }
    }

    public int CountWrites(string runId) => _writes?.Values.Count(write => write.RunId == runId) ?? 0;

    public void RemoveWrites(HashSet<string> runIds)
    {
        if (_writes is null)
        {
            return;
        }

        _sortedWrites = null;
        foreach (var (key, write) in _writes)
        {
            if (write.RunId is not null && runIds.Contains(write.RunId))
            {
                _writes.Remove(key);
            }
        }
    }

    public StoredCheckpoint ToStored(bool includeValues) => new()
    {
        Record = Record,
        Channels = includeValues ? Channels : [],
        PendingWrites = SortedWrites(),
        ChildResults = LoopChild is null ? default : LoopChild.Record.Results,
    };

    /// <summary>A copy with its own pending writes; the values, which never change, are shared.</summary>
    public CheckpointEntry Copy() => new(Record, Channels)
    {
        _writes = _writes is null ? null : new(_writes),
    };

    private PendingWrite[] SortedWrites()
    {
        if (_writes is null)
        {
            return [];
        }

        if (_sortedWrites is null)
        {
            var sorted = _writes.Select(pair => new PendingWrite(pair.Key.TaskId, pair.Key.Kind, pair.Value.Payload)).ToArray();
            Array.Sort(sorted, ByTaskAndKind);
            _sortedWrites = sorted;
        }

        return _sortedWrites;
    }

    private static int ByTaskAndKind(PendingWrite left, PendingWrite right)
    {
        var byTask = string.CompareOrdinal(left.TaskId, right.TaskId);
        return byTask != 0 ? byTask : left.Kind.CompareTo(right.Kind);
    }
}
