namespace GraphRuntime.Threads.Tests;

/// <summary>Ways for a run store to be wrong, each of a kind that was found in a store once.</summary>
public enum RunStoreDefect
{
    None,

    /// <summary>The id of a run is looked for in all threads.</summary>
    RunIdsOfAllThreads,

    /// <summary>The thread counts as updated when a guard is set.</summary>
    GuardUpdatesThread,

    /// <summary>A pending run that is cancelled keeps its guards.</summary>
    CancelledKeepsGuards,

    /// <summary>A run without a delay waits until the clock shows the moment of its admission.</summary>
    WaitsForClock,

    /// <summary>A held run gets a new sequence when it is let go.</summary>
    HeldGetsNewSequence,

    /// <summary>The key of a merged run goes with it.</summary>
    KeyOfMergedRunIsForgotten,

    /// <summary>A claim takes runs of graphs that were not asked for.</summary>
    ClaimsOtherGraphs,

    /// <summary>Those who watch a thread are not told that a run of it has ended.</summary>
    NoHintOfEnd,
}
