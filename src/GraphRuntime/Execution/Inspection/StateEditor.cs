using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;
using GraphRuntime.Stores;

namespace GraphRuntime.Execution;

/// <summary>Edits the state of a thread from outside, each edit as if a node had written it.</summary>
internal static class StateEditor
{
    public static async ValueTask<GraphThread> EditAsync(
        GraphDefinition graph, GraphThread thread, StateEdit[][] supersteps, CancellationToken cancellationToken, GraphDefinition? root = null)
    {
        ArgumentNullException.ThrowIfNull(thread);
        Values.TextRules.CheckId(thread.Id);
        if (supersteps.Length == 0 || Array.Exists(supersteps, static s => s.Length == 0))
        {
            throw new ArgumentException("Nothing to edit: give at least one superstep, and at least one edit in each.", nameof(supersteps));
        }

        var checkpointer = StateAccess.RequireCheckpointer(root ?? graph, "a state was to be edited");
        foreach (var edits in supersteps)
        {
            Check(graph, thread, edits);
        }

        var loop = StateAccess.Create(root ?? graph, graph, thread, checkpointer, cancellationToken);
        await LoopStart.LoadAsync(loop, thread.CheckpointId).ConfigureAwait(false);
        using var committer = new StepCommitter(loop) { HoldsBack = true };
        var (current, first) = (thread, loop.At.LastId + 1);
        var writes = new List<StoreWrite>();
        for (var i = 0; i < supersteps.Length; i++)
        {
            if (i > 0)
            {
                CheckpointLoader.ReadAgain(loop, committer.LastBody);
            }

            await new SuperstepEdit(loop, committer, current, cancellationToken).ApplyAsync(supersteps[i]).ConfigureAwait(false);
            writes.AddRange(StepStoreWrites.Buffered(loop));
            current = thread with { CheckpointId = loop.CheckpointId };
        }

        // Only siblings that finished before the edit have written to the store: they are a part of its first checkpoint.
        var planned = await StepStoreWrites.PlanAsync(loop, [.. writes], first).ConfigureAwait(false);
        await committer.CommitHeldAsync(cancellationToken).ConfigureAwait(false);
        if (planned is not null)
        {
            await planned.ApplyAsync().ConfigureAwait(false);
        }

        return current;
    }

    private static void Check(GraphDefinition graph, GraphThread thread, StateEdit[] edits)
    {
        foreach (var edit in edits)
        {
            var isAlone = edit.Next is not null || edit.AsNode is Graph.Copy or Graph.Input || (edit.Values is null && edit.AsNode is null or Graph.End);
            if (edits.Length > 1 && isAlone)
            {
                throw InvalidUpdateException.In(
                    graph.Name, thread.Id, $"Graph '{graph.Name}': {(edit.Next is null ? "copying, clearing and new input" : "choices of what runs next")} are edits of a superstep of their own. Give each its own superstep.");
            }

            if (edit.Next is not null && edit.AsNode is not null)
            {
                throw InvalidUpdateException.In(
                    graph.Name, thread.Id, $"Graph '{graph.Name}': an edit that chooses what runs next is not made as a node, but names '{edit.AsNode}'. Leave AsNode out.");
            }

            if (edit.Values is not null)
            {
                InputCodec.CheckType(graph, edit.Values);
            }

            if (!isAlone && edit.AsNode is not (null or Graph.Start))
            {
                graph.Find(edit.AsNode, "asNode of a state edit");
            }
        }
    }
}
