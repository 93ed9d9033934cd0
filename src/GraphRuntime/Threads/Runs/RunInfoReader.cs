using GraphRuntime.Diagnostics;

namespace GraphRuntime.Threads;

/// <summary>Makes the public view of a run that was read, with its output.</summary>
internal static class RunInfoReader
{
    /// <summary>Reads the output where it is the state of a checkpoint. It is empty where that was pruned, or this process does not know the graph.</summary>
    public static async ValueTask<RunInfo> ReadAsync(CoordinatorServices services, StoredRun run, CancellationToken cancellationToken)
    {
        var graph = services.Graphs(run.GraphName);
        var info = RunInfo.From(run, graph?.JsonOptions);
        if (RunOutput.Checkpoint(run.Output.Span) is not { } checkpointId)
        {
            return info;
        }

        return info with { Output = graph is null ? default : await StateAsync(graph, new GraphThread(run.ThreadId) { CheckpointId = checkpointId }, cancellationToken).ConfigureAwait(false) };
    }

    private static async ValueTask<ReadOnlyMemory<byte>> StateAsync(IThreadGraph graph, GraphThread at, CancellationToken cancellationToken)
    {
        try
        {
            return (await graph.GetStateAsync(at, subgraphs: false, cancellationToken).ConfigureAwait(false)).StateJson;
        }
        catch (CheckpointNotFoundException)
        {
            return default;
        }
    }
}
