using System.Runtime.InteropServices;
using GraphRuntime.Channels;

namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>
/// The checkpoints of one namespace, oldest first. Every commit replaces the head under a larger id, and removals take the head back to the
/// newest that remains; so the head is always the last entry.
/// </summary>
internal sealed class CheckpointLine(CheckpointAddress address)
{
    private readonly List<CheckpointEntry> _entries = [];
    private readonly Dictionary<(string Channel, long Version), AppendLog> _logs = [];

    public CheckpointAddress Address { get; } = address;

    public long LastId { get; private set; }

    public long Head => _entries.Count == 0 ? 0 : _entries[^1].Record.Id;

    public ReadOnlySpan<CheckpointEntry> Entries => CollectionsMarshal.AsSpan(_entries);

    public CheckpointEntry? Newest => _entries.Count == 0 ? null : _entries[^1];

    public CheckpointEntry? Find(long id)
    {
        var index = CountBelow(id);
        return index < _entries.Count && _entries[index].Record.Id == id ? _entries[index] : null;
    }

    /// <summary>The number of checkpoints with a smaller id, which is the index of the first that has not.</summary>
    public int CountBelow(long id)
    {
        var (low, high) = (0, _entries.Count);
        if (high > 0 && _entries[high - 1].Record.Id < id)
        {
            return high;
        }

        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_entries[middle].Record.Id < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Adds all checkpoints of a commit, or none.</summary>
    public void Add(IReadOnlyList<NewCheckpoint> checkpoints)
    {
        var before = _entries.Count;
        try
        {
            for (var i = 0; i < checkpoints.Count; i++)
            {
                _entries.Add(new EntryBuilder(this, checkpoints[i]).Build());
            }
        }
        catch
        {
            _entries.RemoveRange(before, _entries.Count - before);
            TrimLogs();
            throw;
        }

        for (var i = before; i < _entries.Count; i++)
        {
            LinkToParent(_entries[i]);
        }

        LastId = _entries[^1].Record.Id;
    }

    public int Remove(Predicate<CheckpointEntry> gone)
    {
        var removed = _entries.RemoveAll(gone);
        if (removed > 0)
        {
            TrimLogs();
            LinkAll();
        }

        return removed;
    }

    /// <summary>Removes everything; ids that were used stay used.</summary>
    public void Clear()
    {
        _entries.Clear();
        _entries.TrimExcess();
        _logs.Clear();
    }

    public AppendLog? Log(string channel, long version) => _logs.GetValueOrDefault((channel, version));

    public AppendLog BeginLog(string channel, long version) => _logs[(channel, version)] = new AppendLog();

    /// <summary>Cuts every log at the furthest byte that a checkpoint refers to, and drops logs that none refers to.</summary>
    public void TrimLogs()
    {
        if (_logs.Count == 0)
        {
            return;
        }

        var used = new Dictionary<(string, long), long>();
        foreach (var reference in _entries.SelectMany(entry => entry.Record.Channels).Where(reference => reference.IsLog))
        {
            ref var length = ref CollectionsMarshal.GetValueRefOrAddDefault(used, (reference.Channel, reference.Version), out _);
            length = Math.Max(length, reference.Length);
        }

        foreach (var (key, log) in _logs)
        {
            if (used.TryGetValue(key, out var length))
            {
                log.Cut((int)length);
            }
            else
            {
                _logs.Remove(key);
            }
        }
    }

    /// <summary>An independent copy under the name of another thread; bytes, which never change, are shared.</summary>
    public CheckpointLine Copy(string threadId)
    {
        var copy = new CheckpointLine(Address with { ThreadId = threadId }) { LastId = LastId };
        copy._entries.AddRange(_entries.Select(entry => entry.Copy()));
        foreach (var (key, log) in _logs)
        {
            copy._logs[key] = log.Copy();
        }

        copy.LinkAll();
        return copy;
    }

    /// <summary>Ids up to this one were used before in the namespace.</summary>
    public void SkipIds(long lastId) => LastId = Math.Max(LastId, lastId);

    private void LinkAll()
    {
        foreach (var entry in _entries)
        {
            entry.LoopChild = null;
        }

        foreach (var entry in _entries)
        {
            LinkToParent(entry);
        }
    }

    private void LinkToParent(CheckpointEntry entry)
    {
        if (entry.Record is { Source: CheckpointSource.Loop, ParentId: > 0 } && Find(entry.Record.ParentId) is { LoopChild: null } parent)
        {
            parent.LoopChild = entry;
        }
    }
}
