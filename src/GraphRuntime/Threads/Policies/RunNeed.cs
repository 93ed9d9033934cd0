namespace GraphRuntime;

/// <summary>What matters when a second message comes; see <see cref="RunPolicy.Recommend"/>.</summary>
public enum RunNeed
{
    /// <summary>Every request must be processed.</summary>
    EveryRequestProcessed = 0,

    /// <summary>The new request is more important.</summary>
    NewRequestFirst = 1,

    /// <summary>The first request must not be interrupted.</summary>
    FirstMustNotStop = 2,

    /// <summary>A fast response is needed.</summary>
    FastResponse = 3,

    /// <summary>Operations have side effects.</summary>
    SideEffects = 4,

    /// <summary>The user clearly cancelled the first request.</summary>
    FirstWasCancelled = 5,

    /// <summary>All history must be kept.</summary>
    KeepAllHistory = 6,

    /// <summary>The history should be as clean as possible.</summary>
    CleanestHistory = 7,
}
