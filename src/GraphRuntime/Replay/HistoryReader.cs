using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime.Replay;

/// <summary>Reads the checkpoints of one namespace, and opens a graph at them.</summary>
/// <param name="graph">The graph of the namespace.</param>
/// <param name="address">The thread and namespace.</param>
/// <param name="call">The call of a subgraph that is verified, or <see langword="null"/>.</param>
internal sealed class HistoryReader(GraphDefinition graph, CheckpointAddress address, SubgraphCall? call)
{
    /// <summary>The supersteps of a path: each checkpoint, with the superstep that led to it, or none where it came from outside.</summary>
    public async IAsyncEnumerable<(HistoryCheckpoint Checkpoint, RecordedStep? Step)> ReadAsync(RunContext run, IReadOnlyList<long> path)
    {
        HistoryCheckpoint? before = null;
        foreach (var id in path)
        {
            var checkpoint = await ReadAsync(run, id).ConfigureAwait(false);
            var isStep = before is not null && checkpoint.Record.Source == CheckpointSource.Loop;
            yield return (checkpoint, isStep ? RecordedStep.Read(Create(run, checkpoint), before!, checkpoint) : null);
            before = checkpoint;
        }
    }

    /// <summary>Opens the graph as it stands at a checkpoint, with the edits that came with answers.</summary>
    public LoopState Open(RunContext run, HistoryCheckpoint at)
    {
        var loop = Create(run, at);
        LoopStart.Restore(loop, at.Completed, null);
        CommandEdit.ApplyStored(loop);
        return loop.Schedule.Missing is { } missing
            ? throw UnknownNodeException.NoLongerExists(graph.Name, address.ThreadId, missing, graph.NodeNames)
            : loop;
    }

    /// <summary>Opens the graph at a checkpoint for somebody who only looks at it.</summary>
    public LoopState Look(RunContext run, HistoryCheckpoint at)
    {
        var loop = Create(run, at);
        LoopStart.Restore(loop, at.Completed, null);
        return loop;
    }

    private async ValueTask<HistoryCheckpoint> ReadAsync(RunContext run, long id)
    {
        var read = await run.Checkpointer!.ReadAsync(address, id, run.CancellationToken).ConfigureAwait(false);
        var stored = read.Checkpoint ?? throw new CheckpointNotFoundException(address.ThreadId, address.Namespace, id);
        var completed = await InheritedChannels.CompleteAsync(LoopState.OfNamespace(graph, run, address.Namespace), stored).ConfigureAwait(false);
        return new HistoryCheckpoint(stored, completed, read.LastId);
    }

    /// <summary>The head and the last id are those of the namespace, so that calls of memories that were made later are known to be later ones.</summary>
    private LoopState Create(RunContext run, HistoryCheckpoint at)
    {
        var loop = call is null ? LoopState.OfNamespace(graph, run, address.Namespace) : LoopState.OfCall(call);
        loop.At = loop.At with { Head = at.Record.Id, LastId = at.LastId };
        return loop;
    }
}
