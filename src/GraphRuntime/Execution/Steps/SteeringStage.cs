namespace GraphRuntime.Execution;

/// <summary>
/// The stage between two supersteps in which a run applies the inputs that came while it was running. Each is a checkpoint of its own. What runs next stays as it is; where
/// nothing is left to run, the graph begins again with the input.
/// </summary>
internal sealed class SteeringStage(LoopState loop, StepCommitter committer, ISteering steering, Func<ValueTask> applyInputAsync)
{
    public ValueTask RunAsync() => SteeredEdit.IsBetweenSteps(loop) ? TakeAsync() : ValueTask.CompletedTask;

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
        if (!loop.Schedule.IsEmpty)
        {
            await SteeredEdit.ApplyAsync(loop, committer, input, loop.Run.RunId).ConfigureAwait(false);
            return;
        }

        await SteeredEdit.BeginAsync(loop, input, loop.Run.RunId).ConfigureAwait(false);

        // As a run that begins with this input would count.
        loop.Stop = loop.Step + loop.Run.Config.RecursionLimit + 1;
        loop.Schedule.Input = input.Update;
        committer.CollectInput();
        await applyInputAsync().ConfigureAwait(false);
        await LoopEvents.SteeredAsync(loop, input.Update).ConfigureAwait(false);
    }
}
