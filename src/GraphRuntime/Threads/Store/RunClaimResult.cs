namespace GraphRuntime.Threads;

/// <summary>What a claim gave.</summary>
/// <param name="Runs">The claimed runs, at most one a thread.</param>
/// <param name="NextIn">
/// How long until the next pending run that only has to wait (for its delay, or before another attempt) can be claimed; <see langword="null"/> if none waits.
/// Zero if one can be claimed now that was out of reach a moment ago.
/// </param>
public sealed record RunClaimResult(IReadOnlyList<ClaimedRun> Runs, TimeSpan? NextIn)
{
    /// <summary>The graphs, each once, of runs that could be claimed but are not of <see cref="RunClaim.Graphs"/>, where fewer runs than the limit were claimed.</summary>
    public IReadOnlyList<string> WaitingGraphs { get; init; } = [];
}
