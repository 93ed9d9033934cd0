namespace GraphRuntime;

/// <summary>Something was to be done to a run that it does not allow at this moment: to interrupt it in a guarded region, or to roll it back behind its commit point. Nothing was changed.</summary>
public sealed class RunGuardedException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The guarded run.</param>
    /// <param name="guards">What it does not allow.</param>
    public RunGuardedException(string threadId, string runId, RunGuards guards)
        : base($"Run '{runId}' on thread '{threadId}' is guarded ({guards}). Wait for it (join), enqueue the new run, or choose what happens at a guard with GuardedStrategy.")
    {
        ThreadId = threadId;
        RunId = runId;
        Guards = guards;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The guarded run.</summary>
    public string RunId { get; }

    /// <summary>What it does not allow.</summary>
    public RunGuards Guards { get; }
}
