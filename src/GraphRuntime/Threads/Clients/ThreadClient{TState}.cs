using System.Runtime.CompilerServices;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime;

/// <summary>
/// The typed view of a coordinator for one graph: inputs, results, states and events have the types of the graph. Every call goes to the coordinator; a client keeps nothing.
/// </summary>
/// <remarks>
/// <c>AddGraphRuntime</c> registers it: ask for <c>ThreadClient&lt;ChatState&gt;</c> where one graph has that state, and with the name of the graph as key where several have it. It works in every
/// process that has registered the graph, also in one that executes no runs. All members may be called from any thread.
/// </remarks>
/// <typeparam name="TState">The state of the graph.</typeparam>
public sealed class ThreadClient<TState>
    where TState : class
{
    private readonly IThreadGraph _graph;

    /// <summary>Creates a client for the only graph that has this state.</summary>
    /// <param name="coordinator">The coordinator.</param>
    /// <exception cref="InvalidOperationException">No graph has this state, or several have it.</exception>
    public ThreadClient(ThreadRunCoordinator coordinator)
    {
        ArgumentNullException.ThrowIfNull(coordinator);
        (Coordinator, _graph) = (coordinator, ClientGraphs.Only(coordinator, typeof(TState)));
    }

    /// <summary>Creates a client for a graph.</summary>
    /// <param name="coordinator">The coordinator.</param>
    /// <param name="graphName">The registered name of the graph.</param>
    /// <exception cref="GraphNotFoundException">No graph has this name.</exception>
    /// <exception cref="StateTypeException">The graph has another type of state.</exception>
    public ThreadClient(ThreadRunCoordinator coordinator, [ServiceKey] string graphName)
    {
        ArgumentNullException.ThrowIfNull(coordinator);
        ArgumentException.ThrowIfNullOrEmpty(graphName);
        (Coordinator, _graph) = (coordinator, ClientGraphs.Named(coordinator, graphName, typeof(TState)));
    }

    /// <summary>The coordinator, for everything that has no type of its own: threads, queues, lists of runs.</summary>
    public ThreadRunCoordinator Coordinator { get; }

    /// <summary>The registered name of the graph.</summary>
    public string GraphName => _graph.Name;

    /// <summary>The graph.</summary>
    public CompiledGraph<TState> Graph => (CompiledGraph<TState>)_graph.Compiled;

    /// <summary>Sends an input to a thread: creates a run, as <see cref="ThreadRunCoordinator.CreateRunAsync"/> does and with the same exceptions.</summary>
    /// <param name="threadId">The thread, at most 256 characters.</param>
    /// <param name="input">An update of the state, a command, answers, or <see cref="GraphInput.Resume"/>.</param>
    /// <param name="options">How the run is admitted and executed; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait; the run may then have been created or not. Repeat with an idempotency key to be sure.</param>
    /// <returns>A handle to the run.</returns>
    /// <exception cref="RunConflictException">The strategy is <see cref="MultitaskStrategy.Reject"/> and other runs are in flight.</exception>
    public async ValueTask<RunHandle<TState>> CreateRunAsync(
        string threadId, GraphInput<TState> input, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        Typed(await Coordinator.CreateRunAsync(threadId, GraphName, input.Value, options, cancellationToken).ConfigureAwait(false));

    /// <summary>Answers the only open question of a thread.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="answer">The answer, of the type that the node asked for.</param>
    /// <param name="options">How the run is admitted and executed.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A handle to the run that goes on with the answer.</returns>
    /// <exception cref="AnswerException">No question is open, or several are, or the answer does not fit.</exception>
    public ValueTask<RunHandle<TState>> AnswerAsync(string threadId, object? answer, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateRunAsync(threadId, GraphInput.Answer(answer), options, cancellationToken);

    /// <summary>Answers one of the open questions of a thread.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="question">The question, from <see cref="RunResult{TState}.Questions"/> or <see cref="StateSnapshot.Interrupts"/>.</param>
    /// <param name="answer">The answer, of the type that the node asked for.</param>
    /// <param name="options">How the run is admitted and executed.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A handle to the run that goes on with the answer.</returns>
    /// <exception cref="AnswerException">The question is not open, or the answer does not fit.</exception>
    public ValueTask<RunHandle<TState>> AnswerAsync(
        string threadId, Interrupt question, object? answer, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return CreateRunAsync(threadId, GraphInput.Answer(question.Id, answer), options, cancellationToken);
    }

    /// <summary>A handle for a run that was created elsewhere. It is not checked whether the run exists.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="runId">The run.</param>
    /// <returns>The handle.</returns>
    public RunHandle<TState> GetHandle(string threadId, string runId) => Typed(Coordinator.GetHandle(threadId, runId));

    /// <summary>Reads the state of a thread.</summary>
    /// <param name="thread">The thread, and a checkpoint of it where wanted.</param>
    /// <param name="subgraphs">Whether the states of subgraphs are read too (<see cref="TaskSnapshot.Subgraph"/>).</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    /// <exception cref="CheckpointNotFoundException">The thread has no such checkpoint.</exception>
    /// <exception cref="StateTypeException">The last run of the thread was of a graph with another type of state.</exception>
    /// <exception cref="ArgumentException">A subgraph is named. Its state has another type; <see cref="ThreadRunCoordinator.GetStateAsync(GraphThread, bool, string, CancellationToken)"/> reads it.</exception>
    public async ValueTask<StateSnapshot<TState>> GetStateAsync(GraphThread thread, bool subgraphs = false, CancellationToken cancellationToken = default) =>
        (StateSnapshot<TState>)await Coordinator.GetStateAsync(Root(thread), subgraphs, _graph, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the history of a thread, newest first.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="query">Which part; <see langword="null"/> for all of it.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The checkpoints as they were.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    /// <exception cref="StateTypeException">The last run of the thread was of a graph with another type of state.</exception>
    /// <exception cref="ArgumentException">A subgraph is named.</exception>
    public async IAsyncEnumerable<StateSnapshot<TState>> GetHistoryAsync(
        GraphThread thread, HistoryQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var step in Coordinator.GetHistoryAsync(Root(thread), query, _graph, cancellationToken).ConfigureAwait(false))
        {
            yield return (StateSnapshot<TState>)step;
        }
    }

    /// <summary>Edits the state of a thread that has no run in flight, as if a node had written it.</summary>
    /// <param name="thread">The thread, and the checkpoint to branch off from where wanted.</param>
    /// <param name="values">The update; <see langword="null"/> writes nothing, and skips the node.</param>
    /// <param name="asNode">The node; <see langword="null"/> for the one that wrote last.</param>
    /// <param name="cancellationToken">Cancels the edit.</param>
    /// <returns>The new checkpoint.</returns>
    /// <exception cref="RunConflictException">Runs are in flight.</exception>
    /// <exception cref="StaleEpochException">A run started while the edit was made; nothing was changed.</exception>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    /// <exception cref="StateTypeException">The last run of the thread was of a graph with another type of state.</exception>
    public ValueTask<GraphThread> UpdateStateAsync(
        GraphThread thread, StateUpdate<TState>? values, string? asNode = null, CancellationToken cancellationToken = default) =>
        Coordinator.BulkUpdateStateAsync(Root(thread), [[new StateEdit(values, asNode)]], _graph, cancellationToken);

    /// <summary>
    /// Follows a thread from any process: the events of all its runs and what happens to these, typed. The enumeration does not end by itself.
    /// </summary>
    /// <param name="threadId">The thread. One that does not exist yet is waited for.</param>
    /// <param name="after">The number of the last event that is known; 0 for the start.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// The events by number. What cannot be read as an event of this graph, because another version or another graph stored it, is a <see cref="StoredEvent"/>.
    /// </returns>
    /// <exception cref="ThreadNotFoundException">The thread was deleted while reading.</exception>
    public async IAsyncEnumerable<ThreadGraphEvent> StreamEventsAsync(
        string threadId, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new StoredEventReader(_graph, threadId);
        await foreach (var stored in Coordinator.StreamStoredAsync(threadId, after, cancellationToken).ConfigureAwait(false))
        {
            var graphEvent = await reader.ReadAsync(stored, cancellationToken).ConfigureAwait(false);
            yield return new ThreadGraphEvent { Number = stored.Number, ThreadId = threadId, RunId = stored.RunId, At = stored.At, Event = graphEvent };
        }
    }

    private RunHandle<TState> Typed(RunHandle run) => new(Coordinator, _graph, run);

    /// <summary>The state of a subgraph has another type.</summary>
    private static GraphThread Root(GraphThread thread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        return thread.Namespace.Length == 0
            ? thread
            : throw new ArgumentException($"Namespace '{thread.Namespace}' names a subgraph, whose state has another type. Read and edit it with the coordinator.", nameof(thread));
    }
}
