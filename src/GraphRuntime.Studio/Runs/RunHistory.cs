namespace GraphRuntime.Studio;

/// <summary>How the runs of a thread met, from what is stored about them.</summary>
internal sealed class RunHistory
{
    private readonly IReadOnlyList<LifecycleFact> _facts;
    private readonly ILookup<string, LifecycleFact> _ofRun;
    private readonly Lazy<Dictionary<string, string>> _displacers;

    public RunHistory(IReadOnlyList<LifecycleFact> facts)
    {
        _facts = facts;
        _ofRun = facts.ToLookup(static fact => fact.RunId, StringComparer.Ordinal);
        _displacers = new(FindDisplacers);
    }

    /// <summary>The facts of a run, oldest first.</summary>
    public IEnumerable<LifecycleFact> Of(string runId) => _ofRun[runId];

    /// <summary>Runs whose records are gone, newest first.</summary>
    public IEnumerable<string> Removed() => _ofRun.Where(static run => run.Last().Event is "rolled_back" or "deleted").OrderByDescending(static run => run.First().Number).Select(static run => run.Key);

    /// <summary>Runs that were in flight when a run was admitted, oldest first. Those that it displaced were, whatever their last event says.</summary>
    public IReadOnlyList<string> InFlightAtAdmission(string runId)
    {
        if (Of(runId).FirstOrDefault(static fact => fact.Event == "admitted") is not { } admitted)
        {
            return [];
        }

        var inFlight = new List<string>();
        foreach (var fact in _facts.TakeWhile(fact => fact.Number < admitted.Number))
        {
            if (fact.Event == "admitted")
            {
                inFlight.Add(fact.RunId);
            }
            else if (fact.Event is "ended" or "rolled_back" or "deleted" && DisplacerOf(fact.RunId) != runId)
            {
                inFlight.Remove(fact.RunId);
            }
        }

        return inFlight;
    }

    /// <summary>The run that took the place of a run.</summary>
    public string? DisplacerOf(string runId) => _displacers.Value.GetValueOrDefault(runId);

    /// <summary>A run is displaced in the transaction that admits another one, so that the two events are next to each other.</summary>
    private Dictionary<string, string> FindDisplacers()
    {
        var admissions = _facts.Where(static fact => fact is { Event: "admitted", Strategy: "interrupt" or "rollback" }).ToList();
        var displacers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var displaced in _facts.Where(static fact => fact is { Event: "displaced", Reason: "displaced" } or { Event: "ended", Reason: "displaced" } or { Event: "rolled_back" }))
        {
            var by = displacers.ContainsKey(displaced.RunId) ? null : admissions.Where(admitted => IsLater(admitted, displaced.RunId)).MinBy(admitted => Math.Abs(admitted.Number - displaced.Number));
            if (by is not null)
            {
                displacers[displaced.RunId] = by.RunId;
            }
        }

        return displacers;
    }

    private bool IsLater(LifecycleFact admitted, string runId) => admitted.RunId != runId && (Of(runId).FirstOrDefault() is not { } first || admitted.Number > first.Number);
}
