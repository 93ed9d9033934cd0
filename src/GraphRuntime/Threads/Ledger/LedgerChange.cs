namespace GraphRuntime.Threads.Ledger;

/// <summary>What a transition changes. The store writes all of it, or nothing, in one step.</summary>
/// <param name="Header">The header as it is now.</param>
/// <param name="Before">The header as it was.</param>
/// <param name="Saved">Changed runs, in the order of the change; the contents of a run (input, configuration) change only with <paramref name="Added"/>.</param>
/// <param name="Added">The new run, which is not among <paramref name="Saved"/>.</param>
/// <param name="Erased">Runs whose records and events are removed.</param>
/// <param name="RolledBack">Of the erased runs, those whose checkpoints are removed too.</param>
/// <param name="InheritsKeys">Whether the ids and keys of the erased runs lead to the new run from now on.</param>
internal sealed record LedgerChange(
    ThreadHeader Header,
    ThreadHeader Before,
    IReadOnlyList<StoredRun> Saved,
    StoredRun? Added,
    IReadOnlyList<StoredRun> Erased,
    IReadOnlyList<string> RolledBack,
    bool InheritsKeys)
{
    /// <summary>The moment of the transition.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Of the erased runs, those whose removal is recorded, in the order of their erasure.</summary>
    public required IReadOnlyList<RunRemoval> Recorded { get; init; }

    /// <summary>What is told about runs, under the numbers after the last event of <see cref="Before"/>.</summary>
    public required IReadOnlyList<(string RunId, RunFact Fact)> Facts { get; init; }

    /// <summary>Whether it is worth telling those who claim: a run can be claimed, or sooner than was known.</summary>
    public bool IsWorthClaiming =>
        (Header.IsReady && !Before.IsReady) || (Header.WakesAt is { } wakes && !(Before.WakesAt <= wakes));
}
