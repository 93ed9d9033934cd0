namespace GraphRuntime.Execution;

/// <summary>The edit that a command makes as the input of a run, or beside an answer.</summary>
internal static class CommandEdit
{
    public static NodeContext Create(LoopState loop) => new(loop, loop.Graph.Start, -1, null);

    /// <summary>Applies an edit that came with an answer in an earlier run and is not part of a checkpoint yet.</summary>
    public static void ApplyStored(LoopState loop)
    {
        if (loop.Pending is not null && loop.Pending.TryGetValue("", out var run) && run.Result is { } stored)
        {
            var task = Create(loop);
            TaskCodec.ReadResult(task, CheckpointLoader.ReadJson(loop, stored, TaskCodec.CheckResult));
            Apply(loop, task);
        }
    }

    public static void Apply(LoopState loop, NodeContext edit)
    {
        StepApplier.Write(loop, edit);
        loop.Channels.EndWrites();
        if (edit.Destinations.HasSends)
        {
            loop.Schedule.Sends.Clear();
        }

        StepApplier.Follow(loop, in edit.Destinations);
    }
}
