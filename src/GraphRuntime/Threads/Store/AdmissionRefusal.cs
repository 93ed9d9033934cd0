namespace GraphRuntime.Threads;

/// <summary>Why a run is not admitted.</summary>
public enum AdmissionRefusal
{
    /// <summary>Other runs are in flight and the strategy allows none.</summary>
    Conflict,

    /// <summary>The queue of the thread is full.</summary>
    QueueFull,
}
