namespace GraphRuntime;

/// <summary>An input was for a run that does not take it: the run has ended, is being stopped, is delayed, hands its own input to another run, or is of another graph. Nothing was created.</summary>
public sealed class RunNotSteerableException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    public RunNotSteerableException(string threadId, string runId)
        : base($"Run '{runId}' on thread '{threadId}' takes no input: it has ended, is being stopped, is delayed, or is of another graph. Create a run with the strategy Steer, which waits for its turn where no run takes the input.")
    {
        ThreadId = threadId;
        RunId = runId;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The run.</summary>
    public string RunId { get; }
}
