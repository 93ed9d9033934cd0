namespace GraphRuntime.Execution;

/// <summary>What the nodes of a verified superstep, and of the subgraphs that it calls, find out: the first difference, or why the history cannot be verified.</summary>
internal sealed class ReplayWatch
{
    private readonly Lock _gate = new();
    private readonly List<(GraphTask Task, string Key)> _refused = [];
    private readonly HashSet<LoopState> _recorded = [];
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

    /// <summary>Notes a graph that stands before a recorded superstep: the calls that it makes have to be stored. A superstep that was left half-way may have made others.</summary>
    public void Expect(LoopState loop)
    {
        lock (_gate)
        {
            _recorded.Add(loop);
        }
    }

    public bool IsRecorded(LoopState loop)
    {
        lock (_gate)
        {
            return _recorded.Contains(loop);
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

    /// <summary>Notes that a call cannot be verified; the first reason counts.</summary>
    public void Obstruct(HistoryNotReplayableException obstacle)
    {
        lock (_gate)
        {
            _obstacle ??= obstacle;
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
