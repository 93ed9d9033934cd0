namespace GraphRuntime;

/// <summary>A run was named that does not exist: it never did, or it was rolled back or deleted.</summary>
public sealed class RunNotFoundException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    public RunNotFoundException(string threadId, string runId)
        : base($"Thread '{threadId}' has no run '{runId}'. It was never created, or it was rolled back or deleted; CoordinatorOptions.RemovedRuns keeps a record of removed runs.")
    {
        ThreadId = threadId;
        RunId = runId;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The run.</summary>
    public string RunId { get; }
}
