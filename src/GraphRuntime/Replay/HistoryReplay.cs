using System.Runtime.CompilerServices;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime.Replay;

/// <summary>Replays the checkpoints that led to one, oldest first.</summary>
/// <param name="root">The graph of the thread.</param>
/// <param name="graph">The graph whose history it is: the root, or a subgraph of it.</param>
/// <param name="mode">The mode.</param>
/// <param name="options">The options.</param>
internal sealed class HistoryReplay(GraphDefinition root, GraphDefinition graph, ReplayMode mode, ReplayOptions options)
{
    public async IAsyncEnumerable<ReplayStep> RunAsync<TState>(GraphThread thread, ICheckpointer checkpointer, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TState : class
    {
        var address = new CheckpointAddress(thread.Id, thread.Namespace);
        var end = thread.CheckpointId ?? (await checkpointer.ReadAsync(address, null, cancellationToken).ConfigureAwait(false)).Head;
        if (end == 0)
        {
            yield break;
        }

        var path = await HistoryPath.FindAsync(checkpointer, address, end, options.From, fromInput: false, cancellationToken).ConfigureAwait(false);
        var reader = new HistoryReader(graph, address, call: null);
        var readOnly = new ReadOnlyCheckpointer(checkpointer);
        await foreach (var (checkpoint, step) in reader.ReadAsync(CreateRun(thread, readOnly, null, cancellationToken), path).ConfigureAwait(false))
        {
            var run = CreateRun(thread, readOnly, checkpoint.Record.RunId, cancellationToken);
            var channels = step is null ? null
                : mode == ReplayMode.Recorded ? Apply(reader, run, step)
                : await new StepVerifier(reader, run, step).VerifyAsync().ConfigureAwait(false);
            var snapshot = await SnapshotBuilder.FromReplayAsync<TState>(reader.Look(run, checkpoint), channels).ConfigureAwait(false);
            yield return new ReplayStep(snapshot, step is not null, run.Watch!.Divergence);
            if (run.Watch.HasDivergence)
            {
                yield break;
            }
        }
    }

    private static ChannelSet Apply(HistoryReader reader, RunContext run, RecordedStep step)
    {
        var before = reader.Open(run, step.Before);
        var channels = RecordedReplay.Apply(before, step);
        if (ChannelComparison.Find(reader.Look(run, step.After).Channels, channels) is var (channel, recorded, replayed))
        {
            run.Watch!.Report(
                before, new ReplayDivergence { Kind = ReplayDivergenceKind.State, Channel = channel, Recorded = recorded, Replayed = replayed }, step.After.Record.Id);
        }

        return channels;
    }

    /// <summary>What the nodes of one superstep run in: they see the id of the run that had run them.</summary>
    private RunContext CreateRun(GraphThread thread, ReadOnlyCheckpointer checkpointer, string? runId, CancellationToken cancellationToken) =>
        new(root, options.Config with { Durability = DurabilityMode.Sync }, cancellationToken)
        {
            RunId = runId ?? "",
            ThreadId = thread.Id,
            Checkpointer = checkpointer,
            Values = RunValues.Empty.With(RunValues.Of(options.Config.Context, root.Schema.JsonOptions)),
            Watch = new ReplayWatch(),
        };
}
