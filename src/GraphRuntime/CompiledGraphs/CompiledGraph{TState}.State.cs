using System.ComponentModel;
using System.Runtime.CompilerServices;
using GraphRuntime.Execution;

namespace GraphRuntime;

public sealed partial class CompiledGraph<TState>
{
    /// <summary>Reads the state of a thread. The newest state shows the writes of finished tasks of an incomplete superstep as applied.</summary>
    /// <param name="thread">The thread, and a checkpoint or the namespace of a subgraph where wanted.</param>
    /// <param name="subgraphs">Whether the states of subgraphs are read too.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The state; without a <see cref="StateSnapshot.CheckpointId"/> where the thread has none.</returns>
    /// <exception cref="MissingCheckpointerException">The graph has no checkpointer.</exception>
    /// <exception cref="CheckpointNotFoundException">The thread has no such checkpoint.</exception>
    public async ValueTask<StateSnapshot<TState>> GetStateAsync(GraphThread thread, bool subgraphs = false, CancellationToken cancellationToken = default)
    {
        var loop = StateAccess.Open(Definition, thread, "its state was asked for", cancellationToken);
        return await GraphEngine.ReadStateAsync<TState>(loop, thread.CheckpointId, subgraphs).ConfigureAwait(false);
    }

    /// <summary>Reads the state of a subgraph of a thread.</summary>
    /// <param name="thread">The thread with the namespace of the subgraph, from <see cref="TaskSnapshot.SubgraphNamespace"/>.</param>
    /// <param name="subgraphs">Whether the states of graphs below it are read too.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The state of the subgraph.</returns>
    public async ValueTask<StateSnapshot> GetSubgraphStateAsync(GraphThread thread, bool subgraphs = false, CancellationToken cancellationToken = default)
    {
        var loop = StateAccess.OpenSubgraph(Definition, thread, cancellationToken);
        return await GraphEngine.ReadStateAsync<object>(loop, thread.CheckpointId, subgraphs).ConfigureAwait(false);
    }

    /// <summary>Reads the history of a thread, newest first.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="query">Which part; <see langword="null"/> for all of it.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The checkpoints as they were, without the effect of pending writes.</returns>
    public async IAsyncEnumerable<StateSnapshot<TState>> GetHistoryAsync(
        GraphThread thread, HistoryQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var loop = StateAccess.Open(Definition, thread, "its history was asked for", cancellationToken);
        await foreach (var snapshot in GraphEngine.ReadHistoryAsync<TState>(loop, query, cancellationToken).ConfigureAwait(false))
        {
            yield return snapshot;
        }
    }

    /// <summary>Reads the history of a subgraph of a thread, newest first.</summary>
    /// <param name="thread">The thread with the namespace of the subgraph.</param>
    /// <param name="query">Which part; <see langword="null"/> for all of it.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The checkpoints of the subgraph.</returns>
    public async IAsyncEnumerable<StateSnapshot> GetSubgraphHistoryAsync(
        GraphThread thread, HistoryQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var loop = StateAccess.OpenSubgraph(Definition, thread, cancellationToken);
        await foreach (var snapshot in GraphEngine.ReadHistoryAsync<object>(loop, query, cancellationToken).ConfigureAwait(false))
        {
            yield return snapshot;
        }
    }

    /// <summary>Edits the state of a thread as if a node had written it. What was going to run next is replaced by what that node leads to.</summary>
    /// <param name="thread">The thread, and the checkpoint to branch off from where wanted.</param>
    /// <param name="values">The update; <see langword="null"/> writes nothing (and skips the node).</param>
    /// <param name="asNode">As in <see cref="StateEdit{TState}.AsNode"/>.</param>
    /// <param name="cancellationToken">Cancels the edit.</param>
    /// <returns>The new checkpoint.</returns>
    /// <exception cref="AmbiguousEditException">It is not clear which node wrote last.</exception>
    /// <exception cref="UnknownNodeException">There is no such node.</exception>
    public ValueTask<GraphThread> UpdateStateAsync(GraphThread thread, StateUpdate<TState>? values, string? asNode = null, CancellationToken cancellationToken = default) =>
        BulkUpdateStateAsync(thread, [[new StateEdit<TState>(values, asNode)]], cancellationToken);

    /// <summary>Does not compile: an edit is what is written, not a whole state.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="state">A whole state.</param>
    /// <param name="asNode">The node.</param>
    /// <param name="cancellationToken">Cancels the edit.</param>
    /// <returns>Nothing.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-1)]
    [Obsolete("An edit is an update, not a whole state. Give a new TState.Update { … } with the properties that are set.", error: true)]
    public ValueTask<GraphThread> UpdateStateAsync(GraphThread thread, TState state, string? asNode = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Edits the state of a thread in several supersteps, each with one or more edits.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="supersteps">The edits. All of them are stored together: where one is refused the thread is unchanged.</param>
    /// <param name="cancellationToken">Cancels the edit.</param>
    /// <returns>The last new checkpoint.</returns>
    public ValueTask<GraphThread> BulkUpdateStateAsync(
        GraphThread thread, IReadOnlyList<IReadOnlyList<StateEdit<TState>>> supersteps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(supersteps);
        return StateEditor.EditAsync(Definition, thread, [.. supersteps.Select(Edits)], cancellationToken);
    }

    /// <summary>Edits the state of a subgraph of a thread; its type is checked when the edit is made.</summary>
    /// <param name="thread">The thread with the namespace of the subgraph.</param>
    /// <param name="values">The update; <see langword="null"/> writes nothing.</param>
    /// <param name="asNode">As in <see cref="StateEdit{TState}.AsNode"/>.</param>
    /// <param name="cancellationToken">Cancels the edit.</param>
    /// <returns>The new checkpoint.</returns>
    public ValueTask<GraphThread> UpdateSubgraphStateAsync(GraphThread thread, StateUpdate? values, string? asNode = null, CancellationToken cancellationToken = default) =>
        StateEditor.EditAsync(Definition.FindSubgraph(thread.Namespace), thread, [[new StateEdit(values, asNode)]], cancellationToken, Definition);

    /// <summary>Removes everything that is stored of a thread.</summary>
    /// <param name="threadId">The thread; an unknown one is no error.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the thread is deleted.</returns>
    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken = default) =>
        StateAccess.RequireCheckpointer(Definition, "a thread was to be deleted").DeleteThreadAsync(threadId, cancellationToken);

    /// <summary>Copies everything that is stored of a thread to a new one.</summary>
    /// <param name="sourceThreadId">The thread.</param>
    /// <param name="targetThreadId">The new thread.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the copy is stored.</returns>
    /// <exception cref="ThreadExistsException">The target exists already.</exception>
    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken = default) =>
        StateAccess.RequireCheckpointer(Definition, "a thread was to be copied").CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    private static StateEdit[] Edits(IReadOnlyList<StateEdit<TState>> superstep)
    {
        ArgumentNullException.ThrowIfNull(superstep);
        return [.. superstep.Select(static edit =>
        {
            ArgumentNullException.ThrowIfNull(edit);
            return new StateEdit(edit.Values, edit.AsNode) { Next = edit.Next };
        })];
    }
}
