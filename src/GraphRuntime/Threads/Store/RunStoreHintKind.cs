namespace GraphRuntime.Threads;

/// <summary>What a hint of a run store is about.</summary>
public enum RunStoreHintKind
{
    /// <summary>A run may be ready to be claimed, or the wait for the next one became shorter.</summary>
    Ready,

    /// <summary>The status of a run, a signal to its owner, or a grace period changed; or a run is gone.</summary>
    Changed,

    /// <summary>A run has new events.</summary>
    Events,
}
