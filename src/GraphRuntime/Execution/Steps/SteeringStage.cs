using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// The stage between two supersteps in which a run applies the inputs that came while it was running. Each is a checkpoint of its own. What runs next stays as it is; where
/// nothing is left to run, the graph begins again with the input.
/// </summary>
internal sealed class SteeringStage(LoopState loop, StepCommitter committer, ISteering steering, Func<ValueTask> applyInputAsync)
{
    /// <summary>
    /// Whether the loop stands between two supersteps. It does not where a superstep was begun before the run was stopped, and left results, questions or effects: its tasks go
    /// on with the state that they have seen.
    /// </summary>
    private bool IsBetweenSteps =>
        !loop.Superstep.IsBegun && loop.Schedule.Input is null
        && (loop.At.MovedFrom.Count == 0 || loop.Schedule.IsEmpty) && !loop.Run.Drain.IsCancellationRequested;

    public ValueTask RunAsync() => IsBetweenSteps ? TakeAsync() : ValueTask.CompletedTask;

    private async ValueTask TakeAsync()
    {
        foreach (var input in await steering.TakeAsync(loop.Schedule.IsEmpty).ConfigureAwait(false))
        {
            if (loop.Steered?.Covers(loop.Run.RunId, input.Number) != true)
            {
                await ApplyAsync(input).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask ApplyAsync(SteeredInput input)
    {
        StepPlanner.Plan(loop);
        await LoopEvents.CheckpointAsync(loop).ConfigureAwait(false);
        loop.Steered = new SteeredPosition(loop.Run.RunId, input.Number);
        if (loop.Schedule.IsEmpty)
        {
            // As a run that begins with this input would count.
            loop.Stop = loop.Step + loop.Run.Config.RecursionLimit + 1;
            loop.Schedule.Input = input.Update;
            committer.CollectInput();
            await applyInputAsync().ConfigureAwait(false);
        }
        else
        {
            await EditAsync(input.Update).ConfigureAwait(false);
        }

        await LoopEvents.SteeredAsync(loop, input.Update).ConfigureAwait(false);
    }

    /// <summary>Writes an input into the state and leaves what runs next.</summary>
    private async ValueTask EditAsync(StateUpdate update)
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
