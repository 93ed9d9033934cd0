using GraphRuntime.Channels;
using GraphRuntime.Execution;

namespace GraphRuntime.Replay;

/// <summary>Makes the state after a superstep from the state before it and from what its tasks had written. Nothing of the graph is called but its reducers.</summary>
internal static class RecordedReplay
{
    /// <param name="loop">The graph, as it stands before the superstep.</param>
    /// <param name="step">The superstep.</param>
    public static ChannelSet Apply(LoopState loop, RecordedStep step)
    {
        foreach (var (_, result) in step.Results)
        {
            StepApplier.Write(loop, TaskOf(loop, result));
        }

        loop.Channels.EndStep();
        return loop.Channels;
    }

    /// <summary>A task that writes what a recorded one wrote.</summary>
    public static GraphTask TaskOf(LoopState loop, System.Text.Json.JsonElement result)
    {
        var task = CommandEdit.Create(loop);
        task.Update = new StoredUpdate(result, loop.Graph.Schema);
        return task;
    }
}
