using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>An input that is written into the state of a running graph. What runs next stays as it is.</summary>
internal static class SteeredEdit
{
    /// <summary>
    /// Whether a graph stands between two supersteps. It does not where a superstep was begun before the run was stopped, and left results, questions or effects: its tasks go
    /// on with the state that they have seen.
    /// </summary>
    public static bool IsBetweenSteps(LoopState loop) =>
        !loop.Superstep.IsBegun && loop.Schedule.Input is null
        && (loop.At.MovedFrom.Count == 0 || loop.Schedule.IsEmpty) && !loop.Run.Drain.IsCancellationRequested;

    /// <summary>Shows the checkpoint before the input, and notes that the next one has the input.</summary>
    public static async ValueTask BeginAsync(LoopState loop, SteeredInput input, string owner)
    {
        StepPlanner.Plan(loop);
        await LoopEvents.CheckpointAsync(loop).ConfigureAwait(false);
        loop.Steered = SteeredPosition.After(loop.Steered, owner, input.Number);
    }

    public static async ValueTask ApplyAsync(LoopState loop, StepCommitter committer, SteeredInput input, string owner)
    {
        await BeginAsync(loop, input, owner).ConfigureAwait(false);
        await WriteAsync(loop, committer, input.Update).ConfigureAwait(false);
        await LoopEvents.SteeredAsync(loop, input.Update).ConfigureAwait(false);
    }

    private static async ValueTask WriteAsync(LoopState loop, StepCommitter committer, StateUpdate update)
    {
        var edit = CommandEdit.Create(loop);
        edit.Update = MaskedUpdate.Of(loop.Graph, update);
        loop.Tasks.Clear();
        loop.Tasks.Add(edit);
        if (committer.HasUnsaved)
        {
            StepApplier.Try(loop);
        }

        StepApplier.Write(loop, edit);
        loop.RecordedWrites?.RecordAll(loop);
        var wroteOutput = loop.Run.Sink is not null && loop.Channels.HasWritten(loop.Graph.OutputChannels);

        // It is no superstep of the run, and does not count as one.
        loop.Stop++;
        await committer.CommitAsync(CheckpointSource.Update, isPaused: false, loop.CancellationToken).ConfigureAwait(false);
        if (wroteOutput)
        {
            await LoopEvents.ValuesAsync(loop).ConfigureAwait(false);
        }
    }
}
