using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;

namespace GraphRuntime.Effects;

/// <summary>
/// Finds what an effect gave when it was done before: in the part of the history that a replay or an edit of the state has left. Two effects are the same if the
/// same task does them under the same key for the same time since the way parted.
/// </summary>
internal sealed class EffectHistory(GraphTask task)
{
    public async ValueTask<EffectRecord?> FindAsync(string key)
    {
        string[] ids = [.. EffectKey.Forms(task.Loop.Run.Services.Codec, key).Select(form => $"{task.TaskId}|{form}")];
        foreach (var way in await WaysAsync(task.Loop).ConfigureAwait(false))
        {
            var found = way.Find(checkpoint => Payload(checkpoint, ids) is not null)
                .Select(checkpoint => CheckpointLoader.ReadJson(task.Loop, Payload(checkpoint, ids)!.Value, EffectRecord.Read))
                .FirstOrDefault(static record => record.State != EffectState.None);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static ReadOnlyMemory<byte>? Payload(StoredCheckpoint checkpoint, string[] ids)
    {
        foreach (var write in checkpoint.PendingWrites)
        {
            if (write.Kind == PendingWriteKind.Effect && ids.Contains(write.TaskId))
            {
                return write.Payload;
            }
        }

        return null;
    }

    /// <summary>The ways that were gone before and may have led to the same work.</summary>
    private static async ValueTask<List<EffectWay>> WaysAsync(LoopState loop)
    {
        var ways = new List<EffectWay>();
        var own = await EffectTurn.LoadAsync(loop, loop.Address, all: false).ConfigureAwait(false);
        if (own.PartedAt is { } parted)
        {
            ways.Add(new EffectWay(own, own, parted));
        }

        if (loop.Parent is null)
        {
            return ways;
        }

        if (loop.Graph.Options.Persistence == SubgraphPersistence.OwnMemory)
        {
            await AddOfMemoryAsync(loop, own, ways).ConfigureAwait(false);
        }
        else
        {
            await AddOfNamesakesAsync(loop, own, ways).ConfigureAwait(false);
        }

        return ways;
    }

    /// <summary>A subgraph that begins anew at every call was then called in a namespace that names another checkpoint.</summary>
    private static async ValueTask AddOfNamesakesAsync(LoopState loop, EffectTurn own, List<EffectWay> ways)
    {
        foreach (var way in await WaysAsync(loop.Parent!.Loop).ConfigureAwait(false))
        {
            var called = new Dictionary<long, EffectTurn>();
            foreach (var id in way.All.Select(static checkpoint => checkpoint.Record.Id))
            {
                var address = loop.Address with { Namespace = Namespaces.At(loop.Namespace, way.Then.Address.Namespace, id) };
                var turn = await EffectTurn.LoadAsync(loop, address, all: true).ConfigureAwait(false);
                if (turn.Pages.Count > 0)
                {
                    called[id] = turn;
                }
            }

            ways.AddRange(way.Find(checkpoint => called.ContainsKey(checkpoint.Record.Id)).Select(checkpoint => new EffectWay(own, called[checkpoint.Record.Id], 0)));
        }
    }

    /// <summary>A subgraph with its own memory has it all in one namespace; its checkpoints say to which one of the root graph they belong.</summary>
    private static async ValueTask AddOfMemoryAsync(LoopState loop, EffectTurn own, List<EffectWay> ways)
    {
        var root = loop.Parent!.Loop;
        while (root.Parent is { } above)
        {
            root = above.Loop;
        }

        foreach (var way in await WaysAsync(root).ConfigureAwait(false))
        {
            var all = await EffectTurn.LoadAsync(loop, loop.Address, all: true).ConfigureAwait(false);
            ways.AddRange(way.All.Select(start => new EffectWay(own, all, 0, checkpoint => all.RootOf(checkpoint) == start.Record.Id)));
        }
    }
}
