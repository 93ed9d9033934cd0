using GraphRuntime.Streaming;

namespace GraphRuntime.Execution;

/// <summary>What a loop reports to the readers of its run. Every method is free where nobody reads.</summary>
internal static class LoopEvents
{
    public static ValueTask ValuesAsync(LoopState loop) => loop.Run.HasReader(StreamModes.Values, loop.Namespace)
        ? loop.Run.Sink!.EmitAsync(new ValuesEvent
        {
            Namespace = loop.Namespace,
            State = loop.ReadOutput(),
            Json = loop.Run.Sink.NeedsJson ? EventJson.State(loop.Channels.All, loop.Graph.OutputChannels) : default,
        })
        : ValueTask.CompletedTask;

    public static async ValueTask CheckpointAsync(LoopState loop)
    {
        if (loop.Checkpointer is null || !loop.Run.HasReader(StreamModes.Checkpoints | StreamModes.Debug, loop.Namespace))
        {
            return;
        }

        var snapshot = SnapshotBuilder.FromLoop(loop);
        await EmitAsync(loop, StreamModes.Checkpoints, loop.Step - 1, new CheckpointEvent { Namespace = loop.Namespace, Snapshot = snapshot }).ConfigureAwait(false);
    }

    public static async ValueTask TasksStartedAsync(LoopState loop)
    {
        if (!loop.Run.HasReader(StreamModes.Tasks | StreamModes.Debug, loop.Namespace))
        {
            return;
        }

        foreach (var task in loop.Tasks)
        {
            var started = new TaskStartedEvent { Namespace = loop.Namespace, Node = task.NodeName, TaskId = task.TaskId, Step = loop.Step, Input = task.Input };
            await EmitAsync(loop, StreamModes.Tasks, loop.Step, started).ConfigureAwait(false);
        }
    }

    public static ValueTask TaskFinishedAsync(LoopState loop, GraphTask task) => loop.Run.Sink is null ? ValueTask.CompletedTask : ReportAsync(loop, task);

    /// <summary>Reports the tasks whose results were kept from an earlier attempt: sends by their index, then nodes by their place in the graph.</summary>
    public static async ValueTask TasksReusedAsync(LoopState loop)
    {
        foreach (var task in loop.Tasks.OrderBy(static t => t.SendIndex < 0 ? 1 : 0).ThenBy(static t => t.SendIndex < 0 ? t.Node.Position : t.SendIndex))
        {
            if (task.State == TaskState.Reused)
            {
                await TaskFinishedAsync(loop, task).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reports an input that was steered into the run, as a write of the entry of the graph.</summary>
    public static ValueTask SteeredAsync(LoopState loop, StateUpdate update) => loop.Run.HasReader(StreamModes.Updates, loop.Namespace)
        ? loop.Run.Sink!.EmitAsync(new UpdatesEvent(View(loop, update)) { Namespace = loop.Namespace, Node = Graph.Start, TaskId = Graph.Start })
        : ValueTask.CompletedTask;

    /// <summary>Reports that the run paused at a static breakpoint.</summary>
    public static ValueTask BreakpointAsync(LoopState loop) => loop.Run.HasReader(StreamModes.Values | StreamModes.Updates, loop.Namespace)
        ? loop.Run.Sink!.EmitAsync(new InterruptEvent { Namespace = loop.Namespace, Interrupts = [] })
        : ValueTask.CompletedTask;

    private static async ValueTask ReportAsync(LoopState loop, GraphTask task)
    {
        if (task.State == TaskState.Paused)
        {
            if (task.Interrupts is null)
            {
                return;
            }

            if (loop.Run.HasReader(StreamModes.Values | StreamModes.Updates, loop.Namespace))
            {
                await loop.Run.Sink!.EmitAsync(new InterruptEvent { Namespace = loop.Namespace, Interrupts = task.Interrupts }).ConfigureAwait(false);
            }
        }
        else if (task.IsFinished && task.ParentCommand is null && loop.Run.HasReader(StreamModes.Updates, loop.Namespace))
        {
            await loop.Run.Sink!.EmitAsync(new UpdatesEvent(View(loop, task.Update))
            {
                Namespace = loop.Namespace,
                Node = task.NodeName,
                TaskId = task.TaskId,
                IsFromErrorHandler = task.HandledError is not null,
                IsCached = task.State == TaskState.Reused || task.IsFromCache,
            }).ConfigureAwait(false);
        }

        if (task.State != TaskState.Reused && loop.Run.HasReader(StreamModes.Tasks | StreamModes.Debug, loop.Namespace))
        {
            var finished = new TaskFinishedEvent(View(loop, task.IsFinished ? task.Update : null))
            {
                Namespace = loop.Namespace,
                Node = task.NodeName,
                TaskId = task.TaskId,
                Step = loop.Step,
                Interrupts = task.State == TaskState.Paused ? task.Interrupts! : [],
                Error = task.Error,
            };
            await EmitAsync(loop, StreamModes.Tasks, loop.Step, finished).ConfigureAwait(false);
        }
    }

    private static WriteView View(LoopState loop, StateUpdate? update) => new(update, loop.Channels.All, null);

    private static async ValueTask EmitAsync(LoopState loop, StreamModes mode, int step, GraphEvent graphEvent)
    {
        if (loop.Run.HasReader(mode, loop.Namespace))
        {
            await loop.Run.Sink!.EmitAsync(graphEvent).ConfigureAwait(false);
        }

        if (loop.Run.HasReader(StreamModes.Debug, loop.Namespace))
        {
            await loop.Run.Sink!.EmitAsync(new DebugEvent { Namespace = loop.Namespace, Step = step, Event = graphEvent }).ConfigureAwait(false);
        }
    }
}
