namespace GraphRuntime.Threads.Ledger;

/// <summary>
/// The runs of one thread as a transition has them so far: the stored ones, and on top of them what the transition changed or erased. No member gives a run as it was
/// stored once the transition has changed or erased it: what was decided about it would be decided again, from what it was. A list of stored runs leaves such runs out;
/// a single run is given as it is now.
/// </summary>
/// <param name="stored">The runs before the transition.</param>
internal sealed class RunDraft(ILedgerRuns stored)
{
    private readonly Dictionary<string, StoredRun> _changed = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly HashSet<string> _erasedIds = new(StringComparer.Ordinal);
    private readonly List<StoredRun> _erased = [];

    /// <summary>The changed runs, in the order in which they were changed first.</summary>
    public IEnumerable<StoredRun> Changed => _order.Select(id => _changed[id]);

    public IReadOnlyList<StoredRun> Erased => _erased;

    public StoredRun? Running => stored.Running is { } run && IsUntouched(run)
        ? run
        : _changed.Values.FirstOrDefault(static one => one.Status == RunStatus.Running);

    public bool AnyOwed => stored.OwedRunIds.Any(IsUntouched) || _changed.Values.Any(static run => run.InputOwed);

    /// <summary>The held runs that the transition has not changed, by sequence.</summary>
    public IReadOnlyList<StoredRun> Held => [.. stored.Held.Where(IsUntouched)];

    /// <summary>The delayed runs that the transition has not changed whose moment has come, by that moment.</summary>
    public IReadOnlyList<StoredRun> Due(DateTimeOffset now) => [.. stored.Delayed.TakeWhile(run => RunTransitions.OpensAt(run) <= now).Where(IsUntouched)];

    /// <summary>The runs that the transition has not changed whose inputs are for a run, or have gone into it, by sequence.</summary>
    public IReadOnlyList<StoredRun> SteeredInto(string runId) => [.. stored.SteeredInto(runId).Where(IsUntouched)];

    public StoredRun? Find(string runId) => _erasedIds.Contains(runId) ? null : _changed.GetValueOrDefault(runId) ?? stored.Find(runId);

    public StoredRun? FirstQueued() => First(stored.Queued, static run => !run.Delayed, RunTransitions.InQueue);

    public StoredRun? FirstDelayed() => First(stored.Delayed, static run => run.Delayed, RunTransitions.InDelay);

    public void Save(StoredRun run)
    {
        if (!_changed.ContainsKey(run.RunId))
        {
            _order.Add(run.RunId);
        }

        _changed[run.RunId] = run;
    }

    public void Erase(StoredRun run)
    {
        if (_changed.Remove(run.RunId))
        {
            _order.Remove(run.RunId);
        }

        _erased.Add(run);
        _erasedIds.Add(run.RunId);
    }

    private bool IsUntouched(StoredRun run) => IsUntouched(run.RunId);

    private bool IsUntouched(string runId) => !_changed.ContainsKey(runId) && !_erasedIds.Contains(runId);

    /// <summary>The first pending run of a kind. The stored ones come sorted, so only their first untouched one is compared with the changed ones.</summary>
    private StoredRun? First(IEnumerable<StoredRun> sorted, Func<StoredRun, bool> belongs, Comparer<StoredRun> order)
    {
        var first = sorted.FirstOrDefault(IsUntouched);
        foreach (var run in _changed.Values)
        {
            if (run.Status == RunStatus.Pending && belongs(run) && (first is null || order.Compare(run, first) < 0))
            {
                first = run;
            }
        }

        return first;
    }
}
