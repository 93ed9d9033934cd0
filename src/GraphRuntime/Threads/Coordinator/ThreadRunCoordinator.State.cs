using System.Runtime.CompilerServices;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>The state of threads, for callers that do not have the typed graph at hand.</content>
public sealed partial class ThreadRunCoordinator
{
    /// <summary>Reads the state of a thread.</summary>
    /// <param name="thread">The thread, and a checkpoint of it where wanted.</param>
    /// <param name="graphName">The graph whose state it is; <see langword="null"/> for the graph of the run created last.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    /// <exception cref="GraphNotFoundException">No graph has this name, or the thread has never had a run and none was named.</exception>
    public ValueTask<StateSnapshot> GetStateAsync(GraphThread thread, string? graphName = null, CancellationToken cancellationToken = default) =>
        GetStateAsync(thread, subgraphs: false, graphName, cancellationToken);

    /// <summary>Reads the state of a thread, or of a subgraph of it.</summary>
    /// <param name="thread">The thread, and a checkpoint or the namespace of a subgraph where wanted.</param>
    /// <param name="subgraphs">Whether the states of subgraphs are read too (<see cref="TaskSnapshot.Subgraph"/>).</param>
    /// <param name="graphName">The graph whose state it is; <see langword="null"/> for the graph of the run created last.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    /// <exception cref="GraphNotFoundException">No graph has this name, or the thread has never had a run and none was named.</exception>
    public async ValueTask<StateSnapshot> GetStateAsync(GraphThread thread, bool subgraphs, string? graphName, CancellationToken cancellationToken = default)
    {
        var (graph, _) = await GraphOfAsync(thread, graphName, cancellationToken).ConfigureAwait(false);
        return await graph.GetStateAsync(thread, subgraphs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for a typed client of a graph.</summary>
    internal async ValueTask<StateSnapshot> GetStateAsync(GraphThread thread, bool subgraphs, IThreadGraph graph, CancellationToken cancellationToken)
    {
        await CheckTypeAsync(thread, graph, cancellationToken).ConfigureAwait(false);
        return await graph.GetStateAsync(thread, subgraphs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the history of a thread, newest first.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="query">Which part; <see langword="null"/> for all of it.</param>
    /// <param name="graphName">The graph whose state it is; <see langword="null"/> for the graph of the run created last.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The checkpoints as they were.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    /// <exception cref="GraphNotFoundException">No graph has this name, or the thread has never had a run and none was named.</exception>
    public async IAsyncEnumerable<StateSnapshot> GetHistoryAsync(
        GraphThread thread, HistoryQuery? query = null, string? graphName = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (graph, _) = await GraphOfAsync(thread, graphName, cancellationToken).ConfigureAwait(false);
        await foreach (var step in graph.GetHistoryAsync(thread, query ?? new HistoryQuery(), cancellationToken).ConfigureAwait(false))
        {
            yield return step;
        }
    }

    /// <summary>The same for a typed client of a graph.</summary>
    internal async IAsyncEnumerable<StateSnapshot> GetHistoryAsync(
        GraphThread thread, HistoryQuery? query, IThreadGraph graph, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await CheckTypeAsync(thread, graph, cancellationToken).ConfigureAwait(false);
        await foreach (var step in graph.GetHistoryAsync(thread, query ?? new HistoryQuery(), cancellationToken).ConfigureAwait(false))
        {
            yield return step;
        }
    }

    /// <summary>Edits the state of a thread that has no run in flight, as if a node had written it.</summary>
    /// <param name="thread">The thread, and the checkpoint to branch off from where wanted.</param>
    /// <param name="values">The update; <see langword="null"/> writes nothing (and skips the node).</param>
    /// <param name="asNode">The node; <see langword="null"/> for the one that wrote last.</param>
    /// <param name="graphName">The graph whose state it is; <see langword="null"/> for the graph of the run created last.</param>
    /// <param name="cancellationToken">Cancels the edit.</param>
    /// <returns>The new checkpoint.</returns>
    /// <exception cref="RunConflictException">Runs are in flight.</exception>
    /// <exception cref="StaleEpochException">A run started while the edit was made; nothing was changed.</exception>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    /// <exception cref="GraphNotFoundException">No graph has this name, or the thread has never had a run and none was named.</exception>
    public ValueTask<GraphThread> UpdateStateAsync(
        GraphThread thread, StateUpdate? values, string? asNode = null, string? graphName = null, CancellationToken cancellationToken = default) =>
        BulkUpdateStateAsync(thread, [[new StateEdit(values, asNode)]], graphName, cancellationToken);

    /// <summary>Edits the state of a thread that has no run in flight in several supersteps. All of them are stored together.</summary>
    /// <param name="thread">The thread, and the checkpoint to branch off from where wanted.</param>
    /// <param name="supersteps">The edits of each superstep.</param>
    /// <param name="graphName">The graph whose state it is; <see langword="null"/> for the graph of the run created last.</param>
    /// <param name="cancellationToken">Cancels the edit.</param>
    /// <returns>The last new checkpoint.</returns>
    /// <exception cref="RunConflictException">Runs are in flight.</exception>
    /// <exception cref="StaleEpochException">A run started while the edit was made; nothing was changed.</exception>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    /// <exception cref="GraphNotFoundException">No graph has this name, or the thread has never had a run and none was named.</exception>
    public async ValueTask<GraphThread> BulkUpdateStateAsync(
        GraphThread thread, IReadOnlyList<IReadOnlyList<StateEdit>> supersteps, string? graphName = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(supersteps);
        var (graph, snapshot) = await GraphOfAsync(thread, graphName, cancellationToken).ConfigureAwait(false);
        return await EditAsync(graph, snapshot, thread, supersteps, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for a typed client of a graph.</summary>
    internal async ValueTask<GraphThread> BulkUpdateStateAsync(
        GraphThread thread, IReadOnlyList<IReadOnlyList<StateEdit>> supersteps, IThreadGraph graph, CancellationToken cancellationToken)
    {
        var snapshot = await CheckTypeAsync(thread, graph, cancellationToken).ConfigureAwait(false);
        return await EditAsync(graph, snapshot, thread, supersteps, cancellationToken).ConfigureAwait(false);
    }

    private static ValueTask<GraphThread> EditAsync(
        IThreadGraph graph, ThreadSnapshot snapshot, GraphThread thread, IReadOnlyList<IReadOnlyList<StateEdit>> supersteps, CancellationToken cancellationToken) =>
        snapshot.Runs.Count == 0
            ? graph.UpdateStateAsync(thread, supersteps, cancellationToken)
            : throw new RunConflictException(thread.Id, [.. snapshot.Runs.Select(run => run.RunId)]);

    /// <summary>Reads a thread, and checks that its last run was of a graph with the same type of state. A graph that is not registered here has no type.</summary>
    private async ValueTask<ThreadSnapshot> CheckTypeAsync(GraphThread thread, IThreadGraph graph, CancellationToken cancellationToken)
    {
        var snapshot = await ReadAsync(thread.Id, cancellationToken).ConfigureAwait(false);
        if (snapshot.Thread.GraphName is { } last && last != graph.Name && _services.Graphs(last) is { } other)
        {
            ClientGraphs.Check(other, graph.Compiled.StateSchema.StateType, thread.Id);
        }

        return snapshot;
    }

    private async ValueTask<(IThreadGraph Graph, ThreadSnapshot Snapshot)> GraphOfAsync(GraphThread thread, string? graphName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(thread);
        var snapshot = await ReadAsync(thread.Id, cancellationToken).ConfigureAwait(false);
        var name = graphName ?? snapshot.Thread.GraphName ?? "";
        return (_services.Graphs(name) ?? throw new GraphNotFoundException(name), snapshot);
    }
}
