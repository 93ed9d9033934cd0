using GraphRuntime.Execution;
using GraphRuntime.Replay;

namespace GraphRuntime;

public sealed partial class CompiledGraph<TState>
{
    /// <summary>
    /// Replays the path of a thread that led to a checkpoint, oldest checkpoint first, and compares it with what is stored. Nothing is stored. The replay ends with the
    /// first difference. To run again from an earlier checkpoint, live, call <see cref="InvokeAsync"/> with <see cref="GraphInput.Resume"/> and that checkpoint.
    /// </summary>
    /// <param name="thread">
    /// The thread, and the checkpoint that the path ends at where it is not the newest one. The namespace of a subgraph can be replayed as recorded; to verify a graph is to
    /// verify its subgraphs too.
    /// </param>
    /// <param name="mode">Whether results are taken from the history, or nodes run and are compared with it.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <returns>The checkpoints of the path; none where the thread has none.</returns>
    /// <exception cref="HistoryNotReplayableException">A record that the replay needs is not stored: it was pruned, or never kept.</exception>
    /// <exception cref="CheckpointNotFoundException">The thread has no such checkpoint.</exception>
    /// <exception cref="MissingCheckpointerException">The graph has no checkpointer.</exception>
    public IAsyncEnumerable<ReplayStep> ReplayAsync(
        GraphThread thread, ReplayMode mode = ReplayMode.Recorded, ReplayOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(thread);
        Values.TextRules.CheckId(thread.Id);
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "ReplayMode is none of Recorded and Verify.");
        }

        options ??= new ReplayOptions();
        RunSetup.Check(Definition, options.Config);
        var checkpointer = StateAccess.RequireCheckpointer(Definition, "its history was to be replayed");
        if (thread.Namespace.Length == 0)
        {
            return new HistoryReplay(Definition, Definition, mode, options).RunAsync<TState>(thread, checkpointer, cancellationToken);
        }

        return mode == ReplayMode.Recorded
            ? new HistoryReplay(Definition, Definition.FindSubgraph(thread.Namespace), mode, options).RunAsync<object>(thread, checkpointer, cancellationToken)
            : throw new ArgumentException($"Graph '{Name}': '{thread.Namespace}' is the namespace of a subgraph. Verify the root graph; its subgraphs are verified with it.", nameof(thread));
    }
}
