namespace GraphRuntime.Threads;

/// <summary>Why a run is not admitted.</summary>
public enum AdmissionRefusal
{
    /// <summary>Other runs are in flight and the strategy allows none.</summary>
    Conflict,

    /// <summary>The queue of the thread is full.</summary>
    QueueFull,

    /// <summary>A run in flight does not allow what the strategy would do to it.</summary>
    Guarded,

    /// <summary>The thread waits at a breakpoint or for an answer, and takes no new input meanwhile.</summary>
    ThreadPaused,

    /// <summary>The input answers a question that is not open.</summary>
    NoSuchQuestion,

    /// <summary>No decision was made: somebody has to be asked first, or the policy failed.</summary>
    Undecided,

    /// <summary>The run that the input is for does not take it: it has ended, is being stopped, is delayed, or is of another graph.</summary>
    NotSteerable,
}
