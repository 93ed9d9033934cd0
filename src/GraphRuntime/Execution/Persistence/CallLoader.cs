using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>Loads what a call of a subgraph goes on from: what that very call began, or the memory as it was on the way to the call.</summary>
internal static class CallLoader
{
    /// <returns>Whether the call goes on with what it began; otherwise it begins with its input.</returns>
    public static async ValueTask<bool> LoadAsync(LoopState child)
    {
        var call = child.Call!;
        if (child.Checkpointer is null)
        {
            await LoopStart.LoadAsync(child, null).ConfigureAwait(false);
            return false;
        }

        if (child.Run.Positions?.Take(call.Namespace) is { } position)
        {
            await LoopStart.LoadAsync(child, position.CheckpointId).ConfigureAwait(false);
            child.Position = position;
            return true;
        }

        await LoopStart.LoadAsync(child, null).ConfigureAwait(false);
        if (!call.UsesMemory)
        {
            return child.HasCheckpoint;
        }

        await RefuseBesideAsync(call).ConfigureAwait(false);
        return child.HasCheckpoint && await GoOnAsync(child, call).ConfigureAwait(false);
    }

    /// <summary>Loads the state that a call would go on from, for somebody who only looks at it.</summary>
    public static async ValueTask LookAsync(LoopState child)
    {
        await LoopStart.LoadAsync(child, null).ConfigureAwait(false);
        var call = child.Call!;
        if (call.UsesMemory && child.HasCheckpoint && await RelateAsync(call, child.Loaded.Call).ConfigureAwait(false) == CallRelation.Elsewhere)
        {
            await GoBackAsync(child, call).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses two calls of one memory in one superstep: which of them comes first would be left to chance.</summary>
    private static async ValueTask RefuseBesideAsync(SubgraphCall call)
    {
        var calls = call.Caller.Task.Loop.Run.MemoryCalls;
        if (calls.TryGetValue(call.Namespace, out var other) && await CallLineage.RelateAsync(call, other).ConfigureAwait(false) == CallRelation.Beside)
        {
            throw Beside(call);
        }

        if (calls.AddOrUpdate(call.Namespace, call.Name, (_, latest) => latest == other ? call.Name : latest) != call.Name)
        {
            throw Beside(call);
        }
    }

    private static async ValueTask<bool> GoOnAsync(LoopState child, SubgraphCall call)
    {
        switch (await RelateAsync(call, child.Loaded.Call).ConfigureAwait(false))
        {
            case CallRelation.Same:
                return true;
            case CallRelation.Earlier:
                return false;
            case CallRelation.Beside:
                throw Beside(call);
            default:
                return await GoBackAsync(child, call).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the memory as it was before the thread went another way.</summary>
    private static async ValueTask<bool> GoBackAsync(LoopState child, SubgraphCall call)
    {
        var relations = new Dictionary<string, CallRelation>(StringComparer.Ordinal);
        var query = new CheckpointQuery { Address = child.Address, Before = child.CheckpointId };
        await foreach (var stored in child.Checkpointer!.ListAsync(query, child.CancellationToken).ConfigureAwait(false))
        {
            var name = CheckpointLoader.ReadCall(child.Run.Services, child.Address, stored).Call;
            if (!relations.TryGetValue(name ?? "", out var relation))
            {
                relations[name ?? ""] = relation = await RelateAsync(call, name).ConfigureAwait(false);
            }

            if (relation != CallRelation.Elsewhere)
            {
                LoopStart.Restore(child, await InheritedChannels.CompleteAsync(child, stored).ConfigureAwait(false), null);
                return relation == CallRelation.Same;
            }
        }

        LoopStart.RestoreNothing(child);
        return false;
    }

    private static ValueTask<CallRelation> RelateAsync(SubgraphCall call, string? name) =>
        name is null ? new(CallRelation.Earlier) : CallLineage.RelateAsync(call, name);

    private static SubgraphMemoryException Beside(SubgraphCall call)
    {
        var task = call.Caller.Task;
        return new SubgraphMemoryException(task.Loop.Graph.Name, task.ThreadId, task.NodeName, call.Namespace);
    }
}
