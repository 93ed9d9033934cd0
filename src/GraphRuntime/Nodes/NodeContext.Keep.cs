using GraphRuntime.Execution;

namespace GraphRuntime;

public sealed partial class NodeContext
{
    /// <summary>
    /// Hands over a partial result for the case that the run is stopped, by another run or by a caller, before the node has finished: what a model has said so far, for
    /// example. It is stored before the run is stopped, and becomes a part of the state with the next input of the thread; until then the newest state shows it. A node
    /// that runs again replaces it, and an edit drops it; a rollback leaves nothing of it. Of a node that had finished, while its superstep had not, the whole result is kept.
    /// </summary>
    /// <param name="update">
    /// What is kept, in the place of what was handed over before; <see langword="null"/> for nothing. A node may call this at any time until it ends, also where it catches its
    /// own cancellation. A node with <see cref="NodeOptions.Timeout"/> is not waited for when it is cancelled: what it handed over before that is kept.
    /// </param>
    /// <remarks>In a subgraph the update is one of the state of the subgraph. It is kept where the subgraph has a memory; otherwise it is dropped with the call.</remarks>
    /// <exception cref="InvalidUpdateException">The update is one of another state.</exception>
    /// <exception cref="AttemptEndedException">The attempt has ended.</exception>
    public void KeepOnInterrupt(StateUpdate? update)
    {
        if (update is not null)
        {
            InputCodec.CheckType(Loop.Graph, update);
        }

        _attempt.Keep(update);
    }
}
