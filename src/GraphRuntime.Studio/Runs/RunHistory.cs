namespace GraphRuntime.Studio;

/// <summary>The facts of a thread by run.</summary>
internal sealed class RunHistory(IReadOnlyList<LifecycleFact> facts)
{
    private readonly ILookup<string, LifecycleFact> _ofRun = facts.ToLookup(static fact => fact.RunId, StringComparer.Ordinal);

    /// <summary>The facts of a run, oldest first.</summary>
    public IEnumerable<LifecycleFact> Of(string runId) => _ofRun[runId];

    /// <summary>Runs whose records are gone, newest first.</summary>
    public IEnumerable<string> Removed() => _ofRun.Where(static run => run.Last().Event is "rolled_back" or "deleted").OrderByDescending(static run => run.First().Number).Select(static run => run.Key);
}
