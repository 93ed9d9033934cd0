namespace GraphRuntime.Execution;

/// <summary>Events that the code of an attempt emits.</summary>
internal static class AttemptEvents
{
    /// <summary>Emits an event, and before the first one of a repeated attempt that it is one.</summary>
    public static ValueTask EmitAsync(this TaskAttempt attempt, EventSink sink, GraphEvent graphEvent) =>
        IsRepeated(attempt) && attempt.TryAnnounce() ? EmitAsync(sink, Announcement(attempt), graphEvent) : sink.EmitAsync(graphEvent);

    /// <summary>Says which pieces belong together that the node emits without an id; another one than that of earlier attempts.</summary>
    public static string MessageId(this TaskAttempt attempt)
    {
        var (task, run) = (attempt.Task, attempt.Task.Loop.Run);
        return !IsRepeated(attempt) ? task.TaskId
            : run.RepeatsStep ? $"{task.TaskId}@{run.Restart}.{attempt.Number}" : $"{task.TaskId}@{attempt.Number}";
    }

    /// <summary>Whether an earlier attempt may have emitted something in this superstep.</summary>
    private static bool IsRepeated(TaskAttempt attempt) => !attempt.IsHandler && (attempt.Number > 1 || attempt.Task.Loop.Run.RepeatsStep);

    private static async ValueTask EmitAsync(EventSink sink, GraphEvent first, GraphEvent second)
    {
        await sink.EmitAsync(first).ConfigureAwait(false);
        await sink.EmitAsync(second).ConfigureAwait(false);
    }

    private static AttemptEvent Announcement(TaskAttempt attempt) => new()
    {
        Namespace = attempt.Task.Loop.Namespace,
        Node = attempt.Task.NodeName,
        TaskId = attempt.Task.TaskId,
        Step = attempt.Task.Loop.Step,
        Attempt = attempt.Number,
        RunAttempt = attempt.Task.Loop.Run.Attempt,
    };
}
