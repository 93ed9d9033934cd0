using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;

namespace GraphRuntime.Effects;

/// <summary>
/// Finds what an effect gave when its part of the history ran for the first time: beside a checkpoint of the same superstep that follows the point from which the
/// run is replayed, without a new input in between.
/// </summary>
internal static class EffectHistory
{
    /// <summary>The checkpoint that a replay begins with takes a step of its own.</summary>
    private const int ForkSteps = 1;

    public static async ValueTask<EffectRecord?> FindAsync(NodeContext task, string key, ReplayPoint replay)
    {
        var loop = task.Loop;
        if (loop.Parent is not null)
        {
            return null;
        }

        var id = $"{task.TaskId}|{key}";
        var parents = new Dictionary<long, (long Parent, CheckpointSource Source)>();
        var found = new List<(long Checkpoint, ReadOnlyMemory<byte> Payload)>();
        var all = loop.Checkpointer!.ListAsync(new CheckpointQuery { Address = loop.Address, IncludeValues = false }, loop.CancellationToken);
        await foreach (var stored in all.ConfigureAwait(false))
        {
            parents[stored.Record.Id] = (stored.Record.ParentId, stored.Record.Source);
            if (stored.Record.Step == loop.Step - 1 - ForkSteps)
            {
                found.AddRange(stored.PendingWrites.Where(write => write.Kind == PendingWriteKind.Effect && write.TaskId == id).Select(write => (stored.Record.Id, write.Payload)));
            }
        }

        return found.Where(entry => Follows(entry.Checkpoint, replay.RootCheckpointId, parents))
            .Select(entry => CheckpointLoader.ReadJson(loop, entry.Payload, EffectRecord.Read))
            .FirstOrDefault(static record => record.State != EffectState.None);
    }

    private static bool Follows(long checkpoint, long from, Dictionary<long, (long Parent, CheckpointSource Source)> parents)
    {
        while (checkpoint != from)
        {
            if (!parents.TryGetValue(checkpoint, out var above) || above.Source == CheckpointSource.Input)
            {
                return false;
            }

            checkpoint = above.Parent;
        }

        return true;
    }
}
