namespace GraphRuntime.Execution;

/// <summary>Which inputs calls have that were stopped.</summary>
internal static class SteeredCalls
{
    /// <summary>Whether a call has applied an input, and has not ended or is not part of the state yet.</summary>
    /// <param name="loop">The newest state of the graph above.</param>
    /// <param name="path">The nodes that lead to the subgraph.</param>
    /// <param name="number">The sequence number of the input.</param>
    public static async ValueTask<bool> HasAsync(LoopState loop, string[] path, long number)
    {
        if (loop.Schedule.Input is not null || loop.Loaded.InputChild > 0)
        {
            return false;
        }

        StepPlanner.Plan(loop);
        StepPlanner.Reuse(loop);
        if (loop.Tasks.Find(task => task.NodeName == path[0]) is not { Node.Subgraph: { } subgraph } caller)
        {
            return false;
        }

        if (caller.IsFinished)
        {
            return caller.Steered.On(loop.Run.ThreadId).Contains(number);
        }

        var call = LoopState.OfCall(SubgraphCall.First(caller, subgraph));
        if (call.Checkpointer is null)
        {
            return false;
        }

        await CallLoader.LookAsync(call).ConfigureAwait(false);
        return call.Steered?.OfCalls.On(loop.Run.ThreadId).Contains(number) == true || (path.Length > 1 && await HasAsync(call, path[1..], number).ConfigureAwait(false));
    }
}
