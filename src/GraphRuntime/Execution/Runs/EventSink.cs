namespace GraphRuntime.Execution;

/// <summary>Where the events of a run go. Several tasks may emit at once.</summary>
internal abstract class EventSink(StreamModes modes, bool includesSubgraphs)
{
    private readonly Lock _lock = new();
    private long _next;

    public StreamModes Modes { get; } = modes;

    public bool IncludesSubgraphs { get; } = includesSubgraphs;

    /// <summary>Whether events are turned into JSON, so that states are needed in that form.</summary>
    public virtual bool NeedsJson => false;

    /// <summary>Numbers the event and hands it on; waits while the reader is behind.</summary>
    public ValueTask EmitAsync(GraphEvent graphEvent)
    {
        lock (_lock)
        {
            graphEvent.Sequence = _next;
            if (TryWrite(graphEvent))
            {
                _next++;
                return ValueTask.CompletedTask;
            }
        }

        return EmitLaterAsync(graphEvent);
    }

    protected abstract bool TryWrite(GraphEvent graphEvent);

    /// <summary>Waits until there may be room.</summary>
    protected abstract ValueTask WaitForRoomAsync();

    private async ValueTask EmitLaterAsync(GraphEvent graphEvent)
    {
        while (true)
        {
            await WaitForRoomAsync().ConfigureAwait(false);
            lock (_lock)
            {
                graphEvent.Sequence = _next;
                if (TryWrite(graphEvent))
                {
                    _next++;
                    return;
                }
            }
        }
    }
}
