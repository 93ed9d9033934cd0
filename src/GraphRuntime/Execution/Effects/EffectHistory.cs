using GraphRuntime.Checkpointing;
using GraphRuntime.Effects;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>
/// Finds the result of an effect that happened before a replay or an edit, in the history from which that forked. Two effects are the same if the
/// same task does them under the same key, and it is the same occurrence since the fork.
/// </summary>
internal sealed class EffectHistory(GraphTask task)
{
    public async ValueTask<EffectRecord?> FindAsync(string key)
    {
        string[] ids = [.. EffectKey.Forms(task.Loop.Run.Services.Codec, key).Select(form => $"{task.TaskId}|{form}")];
        foreach (var path in await PathsAsync(task.Loop).ConfigureAwait(false))
        {
            var found = path.Find(checkpoint => Payload(checkpoint, ids) is not null)
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

    /// <summary>The earlier paths that may have done the same work.</summary>
    private static async ValueTask<List<ReplayPath>> PathsAsync(LoopState loop)
    {
        var paths = new List<ReplayPath>();
        var own = await NamespaceHistory.LoadAsync(loop, loop.Address, all: false).ConfigureAwait(false);
        if (own.ForkedAt is { } fork)
        {
            paths.Add(new ReplayPath(own, own, fork));
        }

        if (loop.Parent is null)
        {
            return paths;
        }

        if (loop.Graph.Options.Persistence == SubgraphPersistence.OwnMemory)
        {
            await AddOwnMemoryAsync(loop, own, paths).ConfigureAwait(false);
        }
        else
        {
            await AddEarlierCallsAsync(loop, own, paths).ConfigureAwait(false);
        }

        return paths;
    }

    /// <summary>A subgraph without memory was called in another namespace at that time, because namespaces contain the checkpoint of the caller.</summary>
    private static async ValueTask AddEarlierCallsAsync(LoopState loop, NamespaceHistory own, List<ReplayPath> paths)
    {
        foreach (var path in await PathsAsync(loop.Parent!.Loop).ConfigureAwait(false))
        {
            var called = new Dictionary<long, NamespaceHistory>();
            foreach (var id in path.All.Select(static checkpoint => checkpoint.Record.Id))
            {
                var address = loop.Address with { Namespace = Namespaces.At(loop.Namespace, path.Earlier.Address.Namespace, id) };
                var history = await NamespaceHistory.LoadAsync(loop, address, all: true).ConfigureAwait(false);
                if (history.Checkpoints.Count > 0)
                {
                    called[id] = history;
                }
            }

            paths.AddRange(path.Find(checkpoint => called.ContainsKey(checkpoint.Record.Id)).Select(checkpoint => new ReplayPath(own, called[checkpoint.Record.Id], 0)));
        }
    }

    /// <summary>A subgraph with its own memory has a single namespace. Each of its checkpoints names the checkpoint of the root graph to which it belongs.</summary>
    private static async ValueTask AddOwnMemoryAsync(LoopState loop, NamespaceHistory own, List<ReplayPath> paths)
    {
        var root = loop.Parent!.Loop;
        while (root.Parent is { } above)
        {
            root = above.Loop;
        }

        foreach (var path in await PathsAsync(root).ConfigureAwait(false))
        {
            var all = await NamespaceHistory.LoadAsync(loop, loop.Address, all: true).ConfigureAwait(false);
            paths.AddRange(path.All.Select(start => new ReplayPath(own, all, 0, checkpoint => all.RootOf(checkpoint) == start.Record.Id)));
        }
    }
}
