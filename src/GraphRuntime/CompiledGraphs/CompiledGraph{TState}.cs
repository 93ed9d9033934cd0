using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing;
using GraphRuntime.Diagnostics;
using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime;

/// <summary>A compiled graph: immutable, safe for any number of runs at once, and without memory of its own; all state is in threads.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed partial class CompiledGraph<TState> : CompiledGraph
    where TState : class
{
    internal CompiledGraph(GraphDefinition definition)
        : base(definition)
    {
    }

    /// <summary>The schema of the state.</summary>
    public StateSchema<TState> Schema => (StateSchema<TState>)Definition.Schema;

    /// <summary>Runs the graph to its end or to the next pause.</summary>
    /// <param name="input">An update of the state, a command, answers, or <see cref="GraphInput.Resume"/>.</param>
    /// <param name="thread">The thread; <see langword="null"/> only for a graph without a checkpointer.</param>
    /// <param name="config">How the run goes; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the run. What was committed stays; the superstep in progress is not applied.</param>
    /// <returns>The state and how the run ended.</returns>
    /// <exception cref="GraphRecursionException">The recursion limit was reached.</exception>
    /// <exception cref="InvalidUpdateException">Writes do not fit the state.</exception>
    /// <exception cref="AnswerException">An answer does not fit an open question.</exception>
    /// <exception cref="StaleHeadException">Another run wrote to the thread at the same time.</exception>
    public ValueTask<GraphResult<TState>> InvokeAsync(
        GraphInput<TState> input, GraphThread? thread = null, RunConfig? config = null, CancellationToken cancellationToken = default) =>
        RunAsync(RunSetup.Create(Definition, thread, config ?? RunConfig.Default, null, cancellationToken), input.Value, thread);

    /// <summary>Runs the graph and reports what happens. Leaving the enumeration early cancels the run.</summary>
    /// <param name="input">As <see cref="InvokeAsync"/>.</param>
    /// <param name="thread">As <see cref="InvokeAsync"/>.</param>
    /// <param name="config">As <see cref="InvokeAsync"/>; <see cref="RunConfig.StreamModes"/> says what is reported.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The events, numbered without gaps. The run waits while the reader is behind.</returns>
    public async IAsyncEnumerable<GraphEvent> StreamAsync(
        GraphInput<TState> input,
        GraphThread? thread = null,
        RunConfig? config = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        config ??= RunConfig.Default;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sink = new ChannelEventSink(config.StreamModes ?? StreamModes.Values, config.StreamSubgraphs, stop.Token);
        var run = RunSetup.Create(Definition, thread, config, sink, stop.Token);
        var running = ProduceAsync(run, input.Value, thread, sink);
        var isDone = false;
        try
        {
            while (await sink.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (sink.Reader.TryRead(out var graphEvent))
                {
                    yield return graphEvent;
                }
            }

            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                if (await stop.CancelElsewhereAsync().ConfigureAwait(false) is { } exception)
                {
                    GraphLog.CancellationThrew(run.Services.Logger, exception, run.RunId, Name, run.ThreadId, null);
                }

                await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await running.ConfigureAwait(false);
    }

    private static async ValueTask<GraphResult<TState>> RunAsync(RunContext run, GraphInput input, GraphThread? thread)
    {
        var (result, loop) = await GraphEngine.RunAsync(run, input, thread).ConfigureAwait(false);
        return Describe(run, loop, result);
    }

    private static GraphResult<TState> Describe(RunContext run, LoopState loop, LoopResult result) => new()
    {
        State = (TState)loop.ReadOutput(),
        IsPaused = result.End == LoopEnd.Paused,
        IsDrained = result.End == LoopEnd.Drained,
        Interrupts = result.Interrupts,
        Next = result.End == LoopEnd.Completed ? [] : [.. loop.Tasks.Where(static t => !t.IsFinished).Select(static t => t.NodeName)],
        RunId = run.RunId,
        CheckpointId = loop.Checkpointer is null ? null : loop.CheckpointId,
    };

    private static async Task ProduceAsync(RunContext run, GraphInput input, GraphThread? thread, ChannelEventSink sink)
    {
        try
        {
            await RunAsync(run, input, thread).ConfigureAwait(false);
        }
        finally
        {
            sink.Complete();
        }
    }
}
