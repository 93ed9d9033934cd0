using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>Reads what the nodes of a subgraph wrote in earlier executions of a call.</summary>
internal static class RecordedWritesReader
{
    /// <summary>Reads what nodes and edits wrote since the input of the call, along the way that led to the loaded checkpoint.</summary>
    public static async ValueTask LoadAsync(LoopState loop, RecordedWrites writes)
    {
        var steps = new List<(StoredCheckpoint Step, StoredCheckpoint Before)>();
        StoredCheckpoint? later = null;
        for (var id = loop.CheckpointId; id > 0;)
        {
            var read = await loop.Checkpointer!.ReadAsync(loop.Address, id, loop.CancellationToken).ConfigureAwait(false);
            var stored = read.Checkpoint ?? throw new CheckpointNotFoundException(loop.Address.ThreadId, loop.Namespace, id);

            if (later is not null)
            {
                steps.Add((later, stored));
            }

            if (stored.Record.Source == CheckpointSource.Input || HasInputOnly(loop, stored) || TryReadAll(loop, stored, writes))
            {
                break;
            }

            later = stored;
            id = stored.Record.ParentId;
        }

        for (var i = steps.Count - 1; i >= 0; i--)
        {
            foreach (var (taskId, written) in ResultReader.ReadOwn(loop, steps[i].Step, steps[i].Before))
            {
                if (taskId != Graph.Start || steps[i].Step.Record.Source == CheckpointSource.Update)
                {
                    writes.Add(written);
                }
            }
        }
    }

    /// <summary>Whether a checkpoint was made by applying the input.</summary>
    private static bool HasInputOnly(LoopState loop, StoredCheckpoint stored) => stored.Record is { Source: CheckpointSource.Loop, Results.IsEmpty: false }
        && ResultReader.ReadTasks(loop, stored) is [Graph.Start];

    /// <summary>Reads the writes since the input from a checkpoint that has them all, or beside which they are kept.</summary>
    private static bool TryReadAll(LoopState loop, StoredCheckpoint stored, RecordedWrites writes)
    {
        var kept = stored.PendingWrites.Where(static write => write.TaskId == StoredFormat.TaskIds.AllWrites).Select(static write => write.Payload).FirstOrDefault(stored.Record.Body);
        var all = CheckpointLoader.ReadJson<JsonElement[]?>(
            loop.Run.Services,
            loop.Address,
            stored.Record.Id,
            kept,
            static json => json.TryGetProperty(StoredFormat.Checkpoint.AllWrites, out var all) ? [.. all.EnumerateArray().Select(TaskCodec.CheckResult)] : null);
        if (all is not null)
        {
            var migration = CheckpointLoader.MigrationOf(loop, stored);
            Array.ForEach(all, update => writes.Add(migration?.Result(update) ?? update));
        }

        return all is not null;
    }
}
