using GraphRuntime.Execution;

namespace GraphRuntime.Replay;

/// <summary>What the nodes of a verified superstep, and of the subgraphs that it calls, find out: the first difference, or why the history cannot be verified.</summary>
internal sealed class ReplayWatch
{
    private readonly Lock _gate = new();
    private readonly List<(GraphTask Task, string Key)> _refused = [];
    private HistoryNotReplayableException? _obstacle;

    public ReplayDivergence? Divergence { get; private set; }

    public bool HasDivergence => Divergence is not null;

    /// <summary>Notes a difference; the first one counts.</summary>
    public void Report(LoopState loop, ReplayDivergence divergence, long checkpointId)
    {
        lock (_gate)
        {
            Divergence ??= divergence with { ThreadId = loop.Address.ThreadId, Namespace = loop.Namespace, CheckpointId = checkpointId };
        }
    }

    /// <summary>Refuses an effect that is not recorded as done. It is a difference, whatever the node does with the exception.</summary>
    public EffectNotDoneException Refuse(GraphTask task, string key)
    {
        lock (_gate)
        {
            _refused.Add((task, key));
        }

        return new EffectNotDoneException(
            $"Node '{task.NodeName}' wants to do effect '{key}', which the history does not have. A replay does it only with RunConfig.RepeatEffects.");
    }

    /// <summary>The first effect that was refused in a graph or below it, with the task of that graph.</summary>
    public (GraphTask Task, string Key)? FindRefused(LoopState loop)
    {
        lock (_gate)
        {
            foreach (var (refused, key) in _refused)
            {
                for (var task = refused; task is not null; task = task.Loop.Parent)
                {
                    if (task.Loop == loop)
                    {
                        return (task, key);
                    }
                }
            }

            return null;
        }
    }

    /// <summary>Verifies the supersteps of a call of a subgraph. The call itself then goes on from where it had ended.</summary>
    /// <param name="child">The subgraph, as the call left it.</param>
    /// <param name="isStored">Whether the call is stored.</param>
    public async ValueTask VerifyCallAsync(LoopState child, bool isStored)
    {
        try
        {
            if (!isStored)
            {
                throw new HistoryNotReplayableException(
                    child.Address.ThreadId, child.Namespace, child.Parent!.Loop.CheckpointId, $"node '{child.Parent.NodeName}' calls a subgraph from there, and this call is not stored.");
            }

            var path = await HistoryPath.FindAsync(child.Checkpointer!, child.Address, child.CheckpointId, from: null, fromInput: true, child.CancellationToken).ConfigureAwait(false);
            var reader = new HistoryReader(child.Graph, child.Address, child.Call);
            await foreach (var (_, step) in reader.ReadAsync(child.Run, path).ConfigureAwait(false))
            {
                if (HasDivergence)
                {
                    return;
                }

                if (step is not null)
                {
                    await new StepVerifier(reader, child.Run, step).VerifyAsync().ConfigureAwait(false);
                }
            }
        }
        catch (HistoryNotReplayableException e)
        {
            lock (_gate)
            {
                _obstacle ??= e;
            }

            throw;
        }
    }

    /// <exception cref="HistoryNotReplayableException">A record that is needed is not stored. What the nodes did with that exception does not matter.</exception>
    public void ThrowIfObstructed()
    {
        lock (_gate)
        {
            if (_obstacle is not null)
            {
                throw new HistoryNotReplayableException(_obstacle);
            }
        }
    }
}
