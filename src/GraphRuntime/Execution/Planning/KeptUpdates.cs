using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>
/// Partial results that nodes handed over for the case that their run is stopped. They are stored with the checkpoint that their tasks started from, under the epoch of
/// that run, and become a part of the state with the next input. A task that runs again replaces its own.
/// </summary>
internal static class KeptUpdates
{
    /// <summary>
    /// Adds what is kept of a superstep whose run was stopped. A node that had finished by then keeps its whole result. A time-out of a node, or a sibling that failed, does
    /// not stop the run.
    /// </summary>
    public static void Collect(LoopState loop, List<PendingWrite> writes)
    {
        if (!loop.Run.CancellationToken.IsCancellationRequested)
        {
            return;
        }

        foreach (var task in loop.Tasks)
        {
            if (task.Record?.Kept is { } kept && (task.State == TaskState.Done || task is { State: TaskState.Failed, Error: OperationCanceledException }))
            {
                writes.Add(Encode(loop, task.TaskId, task.State == TaskState.Done ? task.Update : kept));
            }
        }
    }

    /// <summary>Writes the partial results to the state, in the order of the tasks that were left.</summary>
    /// <param name="loop">The graph, as it was left.</param>
    /// <param name="taskIds">The tasks whose partial results are written.</param>
    /// <returns>The partial results.</returns>
    public static List<StateUpdate> Apply(LoopState loop, IEnumerable<string> taskIds)
    {
        var kept = new List<StateUpdate>();
        if (loop.Superstep.Pending is not { } pending)
        {
            return kept;
        }

        foreach (var id in taskIds)
        {
            if (pending.GetValueOrDefault(Id(id))?.Result is { } stored)
            {
                var task = CommandEdit.Read(loop, stored);
                StepApplier.Write(loop, task);
                loop.Channels.EndWrites();
                kept.Add(task.Update!);
            }
        }

        return kept;
    }

    private static PendingWrite Encode(LoopState loop, string taskId, StateUpdate? kept)
    {
        var partial = CommandEdit.Create(loop);
        partial.Update = kept;
        using var writer = new CheckpointWriter(loop.Run.Services.Codec, loop.Run.Services.MaxValueBytes);
        writer.BeginValue();
        TaskCodec.WriteResult(writer.Json, partial);
        return new PendingWrite(Id(taskId), PendingWriteKind.Result, writer.EndPiece());
    }

    private static string Id(string taskId) => StoredFormat.TaskIds.Kept + taskId;
}
