using System.Text.Json;
using GraphRuntime.Graphs;

namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>
/// One thread. It is never removed once it exists, because its epoch outlives a deletion. Every member takes the lock, which is held for
/// memory work only.
/// </summary>
internal sealed class ThreadEntry(string threadId)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CheckpointLine> _lines = [];
    private long _epoch;

    /// <summary>The lock of the thread, for changes that must be atomic with it. Reentrant.</summary>
    public Lock Gate => _gate;

    public string ThreadId => threadId;

    public long Epoch
    {
        get
        {
            lock (_gate)
            {
                return _epoch;
            }
        }
    }

    /// <summary>The number of the last event of the thread's runs. Used under <see cref="Gate"/>.</summary>
    public long LastEvent { get; set; }

    public long Acquire()
    {
        lock (_gate)
        {
            return ++_epoch;
        }
    }

    public void Put(CheckpointCommit commit)
    {
        lock (_gate)
        {
            CheckEpoch(commit.Epoch);
            var line = GetOrAddLine(commit.Address.Namespace);
            if (CommitCheck.IsRepeat(line, commit))
            {
                return;
            }

            CommitCheck.Head(line, commit);
            line.Add(commit.Checkpoints);
        }
    }

    public void PutWrites(PendingWriteBatch batch)
    {
        lock (_gate)
        {
            CheckEpoch(batch.Epoch);
            var entry = _lines.GetValueOrDefault(batch.Address.Namespace)?.Find(batch.CheckpointId)
                ?? throw new CheckpointNotFoundException(threadId, batch.Address.Namespace, batch.CheckpointId);
            entry.Put(batch.Writes, batch.RunId);
        }
    }

    public CheckpointRead Read(string checkpointNamespace, long? checkpointId)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(checkpointNamespace, out var line))
            {
                return new CheckpointRead(_epoch, 0, 0, null);
            }

            var entry = checkpointId is { } id ? line.Find(id) : line.Newest;
            return new CheckpointRead(_epoch, line.Head, line.LastId, entry?.ToStored(includeValues: true));
        }
    }

    /// <summary>The newest checkpoints below an id that fit, at most a page of them.</summary>
    public List<StoredCheckpoint> Page(CheckpointQuery query, MetadataFilter metadata, long before, int size)
    {
        var page = new List<StoredCheckpoint>();
        lock (_gate)
        {
            if (!_lines.TryGetValue(query.Address.Namespace, out var line))
            {
                return page;
            }

            for (var i = line.CountBelow(before) - 1; i >= 0 && page.Count < size; i--)
            {
                var entry = line.Entries[i];
                if (Fits(entry.Record, query) && Fits(metadata, entry.Record, query.Address))
                {
                    page.Add(entry.ToStored(query.IncludeValues));
                }
            }
        }

        return page;
    }

    public IReadOnlyList<string> Namespaces()
    {
        lock (_gate)
        {
            return [.. _lines.Where(pair => pair.Value.Head != 0).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
        }
    }

    public void Delete()
    {
        lock (_gate)
        {
            foreach (var line in _lines.Values)
            {
                line.Clear();
            }

            _epoch++;
        }
    }

    /// <summary>How many checkpoints and pending writes a run has in all namespaces.</summary>
    public (int Checkpoints, int Writes) Count(string runId)
    {
        lock (_gate)
        {
            var (checkpoints, writes) = (0, 0);
            foreach (var line in _lines.Values)
            {
                foreach (var entry in line.Entries)
                {
                    checkpoints += entry.Record.RunId == runId ? 1 : 0;
                    writes += entry.CountWrites(runId);
                }
            }

            return (checkpoints, writes);
        }
    }

    public void DeleteRuns(HashSet<string> runIds)
    {
        lock (_gate)
        {
            foreach (var line in _lines.Values)
            {
                line.Remove(entry => entry.Record.RunId is { } runId && runIds.Contains(runId));
                foreach (var entry in line.Entries)
                {
                    entry.RemoveWrites(runIds);
                }
            }
        }
    }

    public long Prune(PruneOptions options)
    {
        lock (_gate)
        {
            return _lines.Values.Sum(line => (long)Prune(line, options));
        }
    }

    /// <summary>An independent copy of every namespace, under the name of another thread.</summary>
    public Dictionary<string, CheckpointLine> CopyLines(string targetThreadId)
    {
        lock (_gate)
        {
            return _lines.ToDictionary(pair => pair.Key, pair => pair.Value.Copy(targetThreadId));
        }
    }

    /// <summary>Takes over copied namespaces.</summary>
    public void Fill(Dictionary<string, CheckpointLine> copies)
    {
        lock (_gate)
        {
            if (_lines.Values.Any(line => line.Head != 0))
            {
                throw new ThreadExistsException(threadId);
            }

            foreach (var (name, copy) in copies)
            {
                copy.SkipIds(_lines.GetValueOrDefault(name)?.LastId ?? 0);
                _lines[name] = copy;
            }
        }
    }

    private static int Prune(CheckpointLine line, PruneOptions options)
    {
        var firstKept = Math.Max(0, line.Entries.Length - Math.Max(1, options.KeepLatest));
        if (firstKept == 0)
        {
            return 0;
        }

        var keepFrom = line.Entries[firstKept].Record.Id;
        return line.Remove(entry => entry.Record.Id < keepFrom
            && !(options.KeepPaused && entry.Waits)
            && !(entry.Record.CreatedAt >= options.OlderThan));
    }

    private static bool Fits(CheckpointRecord record, CheckpointQuery query) =>
        (query.Source is null || record.Source == query.Source)
        && (query.Step is null || record.Step == query.Step)
        && (query.RunId is null || record.RunId == query.RunId);

    private static bool Fits(MetadataFilter metadata, CheckpointRecord record, CheckpointAddress address)
    {
        try
        {
            return metadata.Fits(record.Metadata);
        }
        catch (JsonException exception)
        {
            throw new CheckpointCorruptedException(address.ThreadId, address.Namespace, record.Id, null, "the metadata is not JSON", exception);
        }
    }

    private void CheckEpoch(long epoch)
    {
        if (epoch != _epoch)
        {
            throw new StaleEpochException(threadId, epoch, _epoch);
        }
    }

    private CheckpointLine GetOrAddLine(string checkpointNamespace)
    {
        if (!_lines.TryGetValue(checkpointNamespace, out var line))
        {
            line = new CheckpointLine(new CheckpointAddress(threadId, checkpointNamespace));
            _lines.Add(checkpointNamespace, line);
        }

        return line;
    }
}
