using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Opens threads for reading and editing.</summary>
internal static class StateAccess
{
    public static ICheckpointer RequireCheckpointer(GraphDefinition graph, string what) =>
        graph.Options.Checkpointer ?? throw new MissingCheckpointerException(graph.Name, $"{what}, but nothing is stored", "Compile the graph with a checkpointer.");

    public static LoopState Open(GraphDefinition graph, GraphThread thread, string what, CancellationToken cancellationToken)
    {
        Check(thread);
        if (thread.Namespace.Length > 0)
        {
            throw new ArgumentException($"Graph '{graph.Name}': '{thread.Namespace}' is the namespace of a subgraph; use the methods for subgraphs.", nameof(thread));
        }

        return Create(graph, graph, thread, RequireCheckpointer(graph, what), cancellationToken);
    }

    public static LoopState OpenSubgraph(GraphDefinition root, GraphThread thread, CancellationToken cancellationToken)
    {
        Check(thread);
        var checkpointer = RequireCheckpointer(root, "the state of a subgraph was asked for");
        return Create(root, root.FindSubgraph(thread.Namespace), thread, checkpointer, cancellationToken);
    }

    public static async IAsyncEnumerable<LoopState> ListAsync(LoopState loop, HistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stored = new CheckpointQuery
        {
            Address = loop.Address,
            Before = query.Before,
            Limit = query.Limit,
            Source = query.Source,
            Step = query.Step,
            RunId = query.RunId,
            Metadata = RunMetadata.EncodeEach(query.Metadata),
        };
        var inherited = new InheritedValues(loop);
        await foreach (var checkpoint in loop.Checkpointer!.ListAsync(stored, cancellationToken).ConfigureAwait(false))
        {
            var step = LoopState.OfNamespace(loop.Graph, loop.Run, loop.Namespace);
            LoopStart.Restore(step, await inherited.CompleteAsync(loop.Address, checkpoint).ConfigureAwait(false), null);
            yield return step;
        }
    }

    public static LoopState Create(GraphDefinition root, GraphDefinition graph, GraphThread thread, ICheckpointer checkpointer, CancellationToken cancellationToken)
    {
        var run = new RunContext(root, RunConfig.Default, cancellationToken) { ThreadId = thread.Id, Checkpointer = checkpointer, RunId = "" };
        return LoopState.OfNamespace(graph, run, thread.Namespace);
    }

    private static void Check(GraphThread thread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        Values.TextRules.CheckId(thread.Id);
    }
}
