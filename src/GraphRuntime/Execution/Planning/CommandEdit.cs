using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>The edit that a command makes as the input of a run, or beside an answer.</summary>
internal static class CommandEdit
{
    public static GraphTask Create(LoopState loop) => new(loop, loop.Graph.Start, -1, null);

    /// <summary>An edit that writes what a task had left, in the version of the graph.</summary>
    public static GraphTask Read(LoopState loop, ReadOnlyMemory<byte> stored)
    {
        var task = Create(loop);
        TaskCodec.ReadResult(task, CheckpointLoader.ReadResult(loop, stored));
        return task;
    }

    /// <summary>Applies the edits that came with answers in earlier runs and are not part of a checkpoint yet.</summary>
    public static void ApplyStored(LoopState loop)
    {
        foreach (var stored in Stored(loop))
        {
            Apply(loop, Read(loop, stored));
            loop.Superstep.HasEdits = true;
        }
    }

    /// <summary>True where a run that is repeated stored its edit before it was stopped.</summary>
    public static bool WasStoredBy(LoopState loop, RunContext run) =>
        run.IsRepeated && Stored(loop).Any(stored => CheckpointLoader.ReadJson(loop, stored, json => TaskCodec.IsEditOf(json, run.RunId)));

    /// <summary>The edit as it is kept beside the checkpoint until a superstep makes it a part of the next one.</summary>
    public static PendingWrite Encode(LoopState loop, GraphTask edit)
    {
        using var writer = new CheckpointWriter(loop.Run.Services.Codec, loop.Run.Services.MaxValueBytes);
        writer.BeginValue();
        TaskCodec.WriteResult(writer.Json, edit, loop.Run.RunId);
        return new PendingWrite(Id(Stored(loop).Count()), PendingWriteKind.Result, writer.EndPiece());
    }

    /// <summary>Stores the edit, if there is one, whose answer was taken. History shows it with the checkpoint that it was made at.</summary>
    public static ValueTask StoreAsync(LoopState loop, StepCommitter committer)
    {
        if (loop.Superstep.Edit is not { } edit)
        {
            return ValueTask.CompletedTask;
        }

        loop.Superstep.Edit = null;
        return committer.PutWritesAsync([edit], loop.CancellationToken);
    }

    public static void Apply(LoopState loop, GraphTask edit)
    {
        StepApplier.Write(loop, edit);
        loop.Channels.EndWrites();
        if (edit.Destinations.HasSends)
        {
            loop.Schedule.Sends.Clear();
        }

        StepApplier.Follow(loop, in edit.Destinations);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Stored(LoopState loop)
    {
        for (var i = 0; loop.Superstep.Pending is not null && loop.Superstep.Pending.TryGetValue(Id(i), out var run) && run.Result is { } stored; i++)
        {
            yield return stored;
        }
    }

    /// <summary>Names an edit like a task that no node has: every answer that still leaves a question open may bring one.</summary>
    private static string Id(int edit) => edit == 0 ? "" : $"#{edit}";
}
