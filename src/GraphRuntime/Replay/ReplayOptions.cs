namespace GraphRuntime;

/// <summary>Which part of a history is replayed, and what nodes are given.</summary>
public sealed record ReplayOptions
{
    /// <summary>The checkpoint to begin at.</summary>
    /// <value>The default is <see langword="null"/>: the first one on the path.</value>
    public long? From { get; init; }

    /// <summary>
    /// What a verified node runs with: <see cref="RunConfig.Context"/>, <see cref="RunConfig.MaxConcurrency"/>, <see cref="RunConfig.RecursionLimit"/> and
    /// <see cref="RunConfig.RepeatEffects"/> count.
    /// </summary>
    /// <value>
    /// The default is a configuration of defaults. The values of a run are not part of a history, so give those that its nodes need. Neither is its recursion limit: a subgraph that
    /// stores nothing (<see cref="SubgraphPersistence.None"/>) is run to its end, so give the limit of the run where that was larger than the default.
    /// </value>
    public RunConfig Config { get; init; } = RunConfig.Default;
}
