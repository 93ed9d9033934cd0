using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>How an earlier call of a memory stands to the present one.</summary>
internal enum CallRelation
{
    /// <summary>It is the same call.</summary>
    Same,

    /// <summary>It was made before, on the way that led to the present call.</summary>
    Earlier,

    /// <summary>It is made in the same superstep by another task, or by the same task with another number.</summary>
    Beside,

    /// <summary>It was made on a way that the thread has left by going back.</summary>
    Elsewhere,
}

/// <summary>Finds out how calls of one memory stand to each other, by the checkpoints that they were made from.</summary>
internal static class CallLineage
{
    /// <param name="call">The present call.</param>
    /// <param name="name">The name of another call of the same memory.</param>
    public static async ValueTask<CallRelation> RelateAsync(SubgraphCall call, string name)
    {
        if (name == call.Name)
        {
            return CallRelation.Same;
        }

        for (var loop = call.Caller.Task.Loop; Namespaces.TrySplit(name, out var parent, out var id); loop = loop.Caller.Task.Loop)
        {
            if (parent == loop.Namespace || loop.Caller is null)
            {
                return id == loop.StepId ? CallRelation.Beside
                    : await IsAncestorAsync(loop, id).ConfigureAwait(false) ? CallRelation.Earlier
                    : CallRelation.Elsewhere;
            }

            // The graph above was called from another checkpoint of the graph above it.
            name = parent;
        }

        return CallRelation.Earlier;
    }

    /// <summary>
    /// Whether a running graph came by what started from a checkpoint of its namespace. What started from the checkpoint that a thread went back to is left behind: the
    /// fork stands where that checkpoint stood.
    /// </summary>
    private static async ValueTask<bool> IsAncestorAsync(LoopState loop, long id)
    {
        var start = loop.Start;
        if (id > start.LastId || id >= start.CheckpointId || loop.Checkpointer is null)
        {
            return id > start.LastId || (id == start.CheckpointId && !start.WasForked);
        }

        CheckpointRecord? later = null;
        var query = new CheckpointQuery { Address = loop.Address, Before = start.CheckpointId + 1, IncludeValues = false };
        await foreach (var stored in loop.Checkpointer.ListAsync(query, loop.CancellationToken).ConfigureAwait(false))
        {
            var record = stored.Record;
            if (later is not null && record.Id != later.ParentId)
            {
                if (record.Id <= id && later.ParentId > id)
                {
                    // What lies between was pruned; it was on the way.
                    return true;
                }

                continue;
            }

            if (record.Id <= id)
            {
                return record.Id == id && !IsForkOf(later, record);
            }

            if (record.ParentId < id)
            {
                return false;
            }

            later = record;
        }

        return true;
    }

    /// <summary>
    /// Whether a checkpoint branched off from one that the thread had moved past. A fork comes one step after it, while a copy of a checkpoint comes after the parent of that
    /// one; an edit or an input made at the newest checkpoint has the next id.
    /// </summary>
    private static bool IsForkOf(CheckpointRecord? later, CheckpointRecord record) => later?.Source switch
    {
        CheckpointSource.Fork => later.Step == record.Step + 1,
        CheckpointSource.Update or CheckpointSource.Input => later.Id > record.Id + 1,
        _ => false,
    };
}
