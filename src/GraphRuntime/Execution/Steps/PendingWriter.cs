using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Collects what the tasks of an incomplete superstep leave in the store.</summary>
internal static class PendingWriter
{
    /// <summary>
    /// Collects what is not stored yet. An input with answers is taken as a whole: while one of them may be refused, neither its edit, nor what ran on
    /// the edited state, nor the tasks that took another of the answers are stored.
    /// </summary>
    public static List<PendingWrite> Collect(LoopState loop, List<GraphTask> tasks)
    {
        var writes = new List<PendingWrite>();
        var isUnsettled = Answers.AreUnsettled(loop);
        if (loop.Superstep.Edit is { } edit)
        {
            if (isUnsettled)
            {
                return writes;
            }

            writes.Add(edit);
            loop.Superstep.Edit = null;
        }

        foreach (var task in tasks)
        {
            if (task.IsSaved || task.Refusal is not null || task.Node.Index == GraphNode.StartIndex || (isUnsettled && task.HasNewAnswers))
            {
                continue;
            }

            task.IsSaved = true;
            try
            {
                Collect(loop, task, writes);
            }
            catch (GraphRuntimeException e) when (e is InvalidUpdateException or StateSerializationException)
            {
                // It cannot be kept, so the task runs again; what its siblings left is kept.
                task.StorageError = StorageRefusal.In(task, e);
            }
        }

        return writes;
    }

    private static void Collect(LoopState loop, GraphTask task, List<PendingWrite> writes)
    {
        if ((task.HasNewAnswers || (loop.Superstep.CarriesPending && task.Answers is not null)) && (!task.IsFinished || task.ParentCommand is not null))
        {
            Add(loop, task, PendingWriteKind.Resume, writes, static (json, t) => QuestionCodec.WriteAnswers(json, t.Answers!));
        }

        switch (task.State)
        {
            case TaskState.Done or TaskState.Reused when task.ParentCommand is null:
                Add(loop, task, PendingWriteKind.Result, writes, static (json, t) => TaskCodec.WriteResult(json, t));
                break;
            case TaskState.Paused:
                CollectPause(loop, task, writes);
                break;
            case TaskState.Failed when !IsOfThread(task.Error!):
                Add(loop, task, PendingWriteKind.Error, writes, static (json, t) => TaskCodec.WriteError(json, t));
                break;
            default:
                break;
        }
    }

    private static void CollectPause(LoopState loop, GraphTask task, List<PendingWrite> writes)
    {
        if (task.Interrupts is not null)
        {
            Add(loop, task, PendingWriteKind.Interrupt, writes, static (json, t) => QuestionCodec.WriteInterrupts(json, t.Interrupts!, t.RunId));
        }

        if (task.HandledError is not null)
        {
            Add(loop, task, PendingWriteKind.Error, writes, static (json, t) => TaskCodec.WriteError(json, t));
        }
    }

    /// <summary>Errors that say nothing about the task: it was cancelled, or what is stored of its subgraph cannot be read.</summary>
    private static bool IsOfThread(Exception error) => error is OperationCanceledException or CheckpointException or StateVersionException or SchemaChangedException;

    private static void Add(LoopState loop, GraphTask task, PendingWriteKind kind, List<PendingWrite> writes, Action<System.Text.Json.Utf8JsonWriter, GraphTask> encode)
    {
        using var writer = new CheckpointWriter(loop.Run.Services.Codec, loop.Run.Services.MaxValueBytes);
        writer.BeginValue();
        try
        {
            encode(writer.Json, task);
        }
        catch (Exception e) when (JsonFailures.IsWriteFailure(e))
        {
            throw InvalidUpdateException.NotStorable(null, e);
        }

        writes.Add(new PendingWrite(task.TaskId, kind, writer.EndPiece()));
    }
}
