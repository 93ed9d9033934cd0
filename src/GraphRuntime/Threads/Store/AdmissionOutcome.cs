namespace GraphRuntime.Threads;

/// <summary>What an admission led to.</summary>
public enum AdmissionOutcome
{
    /// <summary>The run is stored, and the displacements are done.</summary>
    Admitted,

    /// <summary>A run with the same id or idempotency key was there; nothing was changed.</summary>
    Duplicate,

    /// <summary>The decision refused the run; nothing was changed.</summary>
    Refused,

    /// <summary>The thread does not exist and was not to be created; nothing was changed.</summary>
    ThreadMissing,
}
