namespace GraphRuntime;

/// <summary>One checkpoint of a replay.</summary>
public sealed record ReplayStep
{
    internal ReplayStep(StateSnapshot snapshot, bool isReplayed, ReplayDivergence? divergence) =>
        (Snapshot, IsReplayed, Divergence) = (snapshot, isReplayed, divergence);

    /// <summary>
    /// The checkpoint, with the state that the replay came to. For the root graph it is a <see cref="StateSnapshot{TState}"/>.
    /// </summary>
    public StateSnapshot Snapshot { get; }

    /// <summary>
    /// Whether a superstep was replayed. It is <see langword="false"/> for the checkpoint that the replay began at, and for inputs, edits and forks: they came from
    /// outside, and their state is the stored one.
    /// </summary>
    public bool IsReplayed { get; }

    /// <summary>Where the replay and the history differ, or <see langword="null"/> where they agree. A replay ends with the first difference.</summary>
    public ReplayDivergence? Divergence { get; }
}
