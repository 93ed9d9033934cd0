using GraphRuntime.Graphs;
using GraphRuntime.Replay;

namespace GraphRuntime.Execution;

/// <summary>Runs a graph inside a task of another graph.</summary>
internal static class SubgraphRunner
{
    public static async ValueTask<(LoopResult Result, LoopState Loop)> RunAsync(TaskAttempt caller, GraphDefinition subgraph, GraphInput input, bool recordsWrites, string? memoryKey)
    {
        var task = caller.Task;
        var call = SubgraphCall.Next(caller, subgraph, memoryKey ?? SubgraphCall.MemoryKey(task, subgraph));
        var child = LoopState.OfCall(call);
        child.RecordedWrites = recordsWrites ? new RecordedWrites(subgraph.Schema) : null;
        RequireCheckpointer(child);
        var goesOn = await CallLoader.LoadAsync(child).ConfigureAwait(false);
        if (goesOn)
        {
            caller.MarkPersonal();
        }

        if (task.Loop.Run.Watch is { } watch && child.Checkpointer is not null)
        {
            await CallVerifier.VerifyAsync(watch, child, goesOn).ConfigureAwait(false);
        }

        var (before, after) = BreakpointPaths.Of(child);
        using var stepper = new SuperstepLoop(child, before, after);
        try
        {
            var result = await stepper.RunAsync(input, goesOn, null).ConfigureAwait(false);
            if (result.End == LoopEnd.LeftForParent)
            {
                // Its last superstep is not stored; what was buffered there goes with the task that it leads to.
                child.Tasks.ForEach(left => caller.Buffer(left.StoreWrites ?? []));
            }

            if (result.End == LoopEnd.Completed)
            {
                caller.NoteSteered(child.Steered?.OfCalls ?? SteeredNumbers.None);
            }

            return (result, child);
        }
        catch (AnswerException e) when (!caller.IsEnded)
        {
            caller.Refuse(e);
            throw;
        }
    }

    private static void RequireCheckpointer(LoopState child)
    {
        if (child.Checkpointer is null && child.Graph.HasBreakpoints)
        {
            throw new MissingCheckpointerException(
                child.Graph.Name,
                $"it has breakpoints and runs as a subgraph of '{child.Parent!.Loop.Graph.Name}', which has nowhere to store the pause",
                "Compile the outer graph with a checkpointer and give the run a thread id.");
        }
    }
}
