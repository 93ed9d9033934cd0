using System.Runtime.CompilerServices;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>A run with the types of its graph, from <see cref="ThreadClient{TState}"/>.</summary>
/// <typeparam name="TState">The state of the graph.</typeparam>
public sealed class RunHandle<TState> : RunHandle
    where TState : class
{
    private readonly IThreadGraph _graph;

    internal RunHandle(ThreadRunCoordinator coordinator, IThreadGraph graph, RunHandle run)
        : base(coordinator, run.ThreadId, run.RunId, run.Admission) => _graph = graph;

    /// <summary>Waits until the run has ended, however it ends.</summary>
    /// <param name="cancellationToken">Cancels the wait, not the run.</param>
    /// <returns>How it ended, with the state, the questions and the error.</returns>
    /// <exception cref="RunNotFoundException">The thread has no such run, or it was rolled back or deleted while waiting.</exception>
    /// <exception cref="StateTypeException">The run is of a graph with another type of state.</exception>
    public async ValueTask<RunResult<TState>> GetResultAsync(CancellationToken cancellationToken = default)
    {
        var run = await JoinAsync(cancellationToken).ConfigureAwait(false);
        return new RunResult<TState> { Run = run, State = ReadState(run) };
    }

    /// <summary>Waits for the state that the run leads to.</summary>
    /// <param name="cancellationToken">Cancels the wait, not the run.</param>
    /// <returns>The state at the end, or where the run waits at a breakpoint or for an answer.</returns>
    /// <exception cref="RunFailedException">The run ended in any other way, or its state is not stored any more.</exception>
    /// <exception cref="RunNotFoundException">The thread has no such run, or it was rolled back or deleted while waiting.</exception>
    /// <exception cref="StateTypeException">The run is of a graph with another type of state.</exception>
    public async ValueTask<TState> WaitForStateAsync(CancellationToken cancellationToken = default)
    {
        var run = await WaitAsync(cancellationToken).ConfigureAwait(false);
        return ReadState(run) ?? throw new RunFailedException(run);
    }

    /// <summary>Reads the events of the run from any process, typed, until its end, also when the run has ended.</summary>
    /// <param name="after">The sequence of the last event that is known; 0 for the start.</param>
    /// <param name="cancellationToken">Ends the reading, not the run.</param>
    /// <returns>
    /// The events in order. What cannot be read as an event of this graph, because another version stored it, is a <see cref="StoredEvent"/>.
    /// </returns>
    /// <exception cref="RunNotFoundException">The thread has no such run, or it was rolled back or deleted while reading.</exception>
    public async IAsyncEnumerable<GraphEvent> StreamEventsAsync(long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new StoredEventReader(_graph, ThreadId);
        await foreach (var stored in StreamAsync(after, cancellationToken).ConfigureAwait(false))
        {
            yield return await reader.ReadAsync(stored, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the run, while it is in flight, an input; see <see cref="ThreadRunCoordinator.SteerAsync"/>.</summary>
    /// <param name="input">The update of the state.</param>
    /// <param name="options">How the input is run should the run not take it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A handle to the run that keeps the input.</returns>
    /// <exception cref="RunNotSteerableException">The run has ended, is being stopped, is delayed, or hands its own input to another run.</exception>
    public async ValueTask<RunHandle<TState>> SteerAsync(StateUpdate<TState> input, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        new(Coordinator, _graph, await SteerAsync(GraphInput.From(input), options, cancellationToken).ConfigureAwait(false));

    private TState? ReadState(RunInfo run)
    {
        if (run.GraphName != _graph.Name)
        {
            ClientGraphs.Check(Coordinator.FindGraph(run.GraphName) ?? throw new GraphNotFoundException(run.GraphName), typeof(TState), ThreadId);
        }

        return run.Output.IsEmpty ? null : (TState)_graph.ReadState(run.Output);
    }
}
