namespace GraphRuntime.Storage.Tests.PlantedDefects;

/// <summary>What a store might plausibly get wrong.</summary>
public enum Defect
{
    None,
    IgnoresEpochOfCommits,
    IgnoresEpochOfWrites,
    IgnoresExpectedHead,
    RefusesRepeatedCommit,
    ForgetsWhoMadeWrites,
    DropsWritesOfOlderCheckpoints,
    ReturnsWritesInReverse,
    DropsChildResults,
    CutsTimeToMilliseconds,
    ListsTheNamedCheckpointOfBefore,
    IgnoresLimit,
    IgnoresMetadataFilter,
    ReturnsNamespacesInReverse,
    DeletesRunsInRootNamespaceOnly,
    KeepsEpochWhenThreadIsDeleted,
    CopiesOverExistingThread,
    PrunesPaused,
    PrunesOneTooFew,
    PrunesByAgeAlone,
    GivesTheSameEpochTwice,
}
