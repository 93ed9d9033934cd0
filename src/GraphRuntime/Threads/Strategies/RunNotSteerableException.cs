namespace GraphRuntime;

/// <summary>An input was for a run that does not take it: the run has ended, is being stopped, is delayed, hands its own input to another run, or is of another graph. Nothing was created.</summary>
public sealed class RunNotSteerableException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    public RunNotSteerableException(string threadId, string runId)
        : this(
            $"Run '{runId}' on thread '{threadId}' takes no input: it has ended, is being stopped, is delayed, or is of another graph. Create a run with the strategy Steer, which waits for its turn where no run takes the input.",
            threadId,
            runId)
    {
    }

    private RunNotSteerableException(string message, string threadId, string runId)
        : base(message)
    {
        ThreadId = threadId;
        RunId = runId;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The run; empty where the input was for a subgraph of whatever run is in flight (<see cref="RunOptions.SteersPath"/>).</summary>
    public string RunId { get; }

    internal static RunNotSteerableException NothingForSubgraph(string threadId, string path) => new(
        $"No run in flight on thread '{threadId}' takes an input for the subgraph '{path}': there is none, or it is being stopped, is delayed, is in a guarded region, or is of another graph. "
        + "Such an input is no run of its own: wait until a run is in flight, or give the input to the graph.",
        threadId,
        "");
}
