using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>Runs a graph inside a task of another graph.</summary>
internal static class SubgraphRunner
{
    public static async ValueTask<(LoopResult Result, LoopState Loop)> RunAsync(NodeContext task, GraphDefinition subgraph, GraphInput input, bool recordsWrites)
    {
        var call = task.NextCall();
        var child = new LoopState(subgraph, task.Loop.Run, Name(task, subgraph, call), task)
        {
            Checkpointer = subgraph.Options.Persistence == SubgraphPersistence.None ? null : task.Loop.Checkpointer,
            RecordedWrites = recordsWrites ? new RecordedWrites(subgraph.Schema) : null,
        };
        RequireCheckpointer(child);
        await LoopStart.LoadAsync(child, null).ConfigureAwait(false);
        using var stepper = new SuperstepLoop(child, subgraph.InterruptBefore, subgraph.InterruptAfter);
        try
        {
            var result = await stepper.RunAsync(input, task.Loop.IsResuming && task.Attempt == 1, null).ConfigureAwait(false);
            if (result.End == LoopEnd.LeftForParent)
            {
                // Its last superstep is not stored; what was buffered there goes with the task that it leads to.
                child.Tasks.ForEach(left => task.AddStoreWrites(left.StoreWrites ?? []));
            }

            return (result, child);
        }
        catch (AnswerException e)
        {
            task.Refuse(e);
            throw;
        }
    }

    private static string Name(NodeContext task, GraphDefinition subgraph, int call) => subgraph.Options.Persistence == SubgraphPersistence.OwnMemory
        ? Namespaces.Stable(task, call)
        : Namespaces.Inherited(task, call);

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
