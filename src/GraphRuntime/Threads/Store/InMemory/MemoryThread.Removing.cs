using GraphRuntime.Checkpointing;
using GraphRuntime.Checkpointing.InMemory;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Threads.InMemory;

/// <content>Runs and events that are removed.</content>
internal sealed partial class MemoryThread
{
    /// <summary>Removes the record and the events of a run; its ids and keys may pass to another run.</summary>
    public void Remove(MemoryRun run, MemoryRun? heir)
    {
        TakeOut(run.Stored);
        _runs.Remove(run.Stored.RunId);
        foreach (var id in run.Ids)
        {
            _inheritedIds.Remove(id);
            if (heir is not null)
            {
                _inheritedIds[id] = heir;
                (heir.InheritedIds ??= []).Add(id);
            }
        }

        foreach (var key in run.Keys)
        {
            _keys.Remove(key);
            if (heir is not null)
            {
                _keys[key] = heir;
                (heir.InheritedKeys ??= []).Add(key);
            }
        }
    }

    /// <summary>Removes runs that ended before a moment, and everything about them but their checkpoints; what was told of runs that were rolled back goes with them.</summary>
    public void Prune(IReadOnlyCollection<MemoryRun> old, DateTimeOffset until)
    {
        foreach (var run in old)
        {
            Remove(run, heir: null);
            Events.Remove(run.Stored.RunId);
        }

        if (old.Count > 0)
        {
            Events.RemoveErased(id => _runs.ContainsKey(id) || _inheritedIds.ContainsKey(id), until);
        }
    }

    /// <summary>Removes the events of runs that ended within a time, and says how many runs had any.</summary>
    public int PruneEvents(DateTimeOffset from, DateTimeOffset until, int limit)
    {
        var old = Runs.Where(run => run.Events.Count > 0 && run.IsPrunable && run.Stored.FinishedAt <= until && run.Stored.FinishedAt > from).Take(limit).ToList();
        foreach (var run in old)
        {
            run.Events.Clear();
            run.Events.Capacity = 0;
            Events.RemoveEvents(run.Stored.RunId);
            Replace(run, run.Stored with { LastEvent = 0 });
        }

        return old.Count;
    }

    public void Delete()
    {
        Gone = true;
        _checkpoints.Delete();
    }

    private RemovedCounts CountsOf(RunRemoval removal)
    {
        var (checkpoints, writes) = removal.Kind == RunEndKind.RolledBack ? _checkpoints.Count(removal.Run.RunId) : (0, 0);
        return new RemovedCounts(checkpoints, writes, _runs[removal.Run.RunId].Events.Count);
    }
}
