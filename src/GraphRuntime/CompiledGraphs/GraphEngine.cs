using System.Runtime.CompilerServices;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>The door to the engine: what users do with a compiled graph, and what the coordinator does with it, goes through here.</summary>
internal static class GraphEngine
{
    /// <summary>Runs a graph. The run has a span of its own.</summary>
    /// <param name="run">The run.</param>
    /// <param name="input">The input, an answer, or what says that the thread goes on.</param>
    /// <param name="thread">The checkpoint to go on from; <see langword="null"/> for the newest.</param>
    /// <returns>How the run ended, and the state that it left.</returns>
    public static async ValueTask<(LoopResult Result, LoopState Loop)> RunAsync(RunContext run, GraphInput input, GraphThread? thread)
    {
        using var span = run.Span = GraphTelemetry.StartRun(run);
        try
        {
            var end = await RunLoopAsync(run, input, thread).ConfigureAwait(false);
            GraphTelemetry.EndRun(span, run, end.Result.End == LoopEnd.Paused ? "paused" : "completed");
            return end;
        }
        catch (Exception e)
        {
            GraphTelemetry.FailRun(span, run, e);
            throw;
        }
    }

    /// <summary>Loads the newest state of the run's thread.</summary>
    public static async ValueTask<LoopState> LoadHeadAsync(RunContext run)
    {
        var loop = LoopState.OfRoot(run);
        await LoopStart.LoadAsync(loop, null).ConfigureAwait(false);
        return loop;
    }

    /// <summary>Makes an input a part of a loaded state and runs no node.</summary>
    public static async ValueTask TakeInputAsync(LoopState loop, GraphInput input)
    {
        using var stepper = new SuperstepLoop(loop, BreakpointSet.None, BreakpointSet.None);
        await stepper.TakeInputAsync(input).ConfigureAwait(false);
    }

    /// <summary>Reads a state.</summary>
    /// <param name="loop">What is read, as <see cref="StateAccess"/> opens it.</param>
    /// <param name="checkpointId">The checkpoint; <see langword="null"/> for the newest, with what finished tasks of the next superstep wrote.</param>
    /// <param name="subgraphs">Whether the states of subgraphs are read too.</param>
    public static async ValueTask<StateSnapshot<TState>> ReadStateAsync<TState>(LoopState loop, long? checkpointId, bool subgraphs)
        where TState : class
    {
        await LoopStart.LoadAsync(loop, checkpointId, forReader: true).ConfigureAwait(false);
        var snapshot = await SnapshotBuilder.FromStoredAsync<TState>(loop, showsPending: checkpointId is null, subgraphs).ConfigureAwait(false);
        LoopStart.GiveBack(loop);
        return snapshot;
    }

    /// <summary>Reads a history, newest first.</summary>
    public static async IAsyncEnumerable<StateSnapshot<TState>> ReadHistoryAsync<TState>(
        LoopState loop, HistoryQuery? query, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TState : class
    {
        await foreach (var step in StateAccess.ListAsync(loop, query ?? new HistoryQuery(), cancellationToken).ConfigureAwait(false))
        {
            step.KeepsJson = loop.KeepsJson;
            if (await DescribeAsync<TState>(step).ConfigureAwait(false) is { } snapshot)
            {
                yield return snapshot;
            }
        }
    }

    /// <summary>Describes a checkpoint of a history; <see langword="null"/> for one that was removed since it was listed, as what it led to may have been, too.</summary>
    private static async ValueTask<StateSnapshot<TState>?> DescribeAsync<TState>(LoopState step)
        where TState : class
    {
        try
        {
            return await SnapshotBuilder.FromStoredAsync<TState>(step, showsPending: false, subgraphs: false).ConfigureAwait(false);
        }
        catch (CheckpointNotFoundException)
        {
            var read = await step.Checkpointer!.ReadAsync(step.Address, step.CheckpointId, step.CancellationToken).ConfigureAwait(false);
            if (read.Checkpoint is not null)
            {
                throw;
            }

            return null;
        }
    }

    private static async ValueTask<(LoopResult Result, LoopState Loop)> RunLoopAsync(RunContext run, GraphInput input, GraphThread? thread)
    {
        var loop = LoopState.OfRoot(run);
        var at = await LoopStart.FindRootCheckpointAsync(run, thread).ConfigureAwait(false);
        await LoopStart.LoadAsync(loop, at).ConfigureAwait(false);
        if (loop.Graph.Options.BufferedStoreWrites && run is { Control: null, Checkpointer: not null })
        {
            await StepStoreWrites.SettleAsync(run).ConfigureAwait(false);
        }

        var (before, after) = RunSetup.Breakpoints(loop, run.Config);
        using var stepper = new SuperstepLoop(loop, before, after);
        return (await stepper.RunAsync(input, resumes: false, at).ConfigureAwait(false), loop);
    }
}
