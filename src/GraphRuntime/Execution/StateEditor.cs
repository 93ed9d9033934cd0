using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>Edits the state of a thread from outside, each edit as if a node had written it.</summary>
internal static class StateEditor
{
    public static async ValueTask<GraphThread> EditAsync(
        GraphDefinition graph, GraphThread thread, (StateUpdate? Values, string? AsNode)[][] supersteps, CancellationToken cancellationToken, GraphDefinition? root = null)
    {
        ArgumentNullException.ThrowIfNull(thread);
        ArgumentException.ThrowIfNullOrEmpty(thread.Id);
        if (supersteps.Length == 0 || Array.Exists(supersteps, static s => s.Length == 0))
        {
            throw new ArgumentException("Nothing to edit: give at least one superstep, and at least one edit in each.", nameof(supersteps));
        }

        var checkpointer = StateAccess.RequireCheckpointer(root ?? graph, "a state was to be edited");
        foreach (var edits in supersteps)
        {
            Check(graph, thread, edits);
        }

        var current = thread;
        foreach (var edits in supersteps)
        {
            var loop = StateAccess.Create(root ?? graph, graph, current, checkpointer, cancellationToken);
            await LoopStart.LoadAsync(loop, current.CheckpointId).ConfigureAwait(false);
            using var committer = new StepCommitter(loop);
            await new SuperstepEdit(loop, committer, current, cancellationToken).ApplyAsync(edits).ConfigureAwait(false);
            current = thread with { CheckpointId = loop.CheckpointId };
        }

        return current;
    }

    private static void Check(GraphDefinition graph, GraphThread thread, (StateUpdate? Values, string? AsNode)[] edits)
    {
        foreach (var (values, asNode) in edits)
        {
            var isAlone = asNode is Graph.Copy or Graph.Input || (values is null && asNode is null or Graph.End);
            if (edits.Length > 1 && isAlone)
            {
                throw InvalidUpdateException.In(
                    graph.Name, thread.Id, $"Graph '{graph.Name}': copying, clearing and new input are edits of a superstep of their own. Give each its own superstep.");
            }

            if (values is not null)
            {
                InputCodec.CheckType(graph, values);
            }

            if (!isAlone && asNode is not (null or Graph.Start))
            {
                graph.Find(asNode, "asNode of a state edit");
            }
        }
    }
}
