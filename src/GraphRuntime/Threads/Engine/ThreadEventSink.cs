using GraphRuntime.Graphs;
using GraphRuntime.Streaming;

namespace GraphRuntime.Threads;

/// <summary>Turns the events of a run into JSON and hands them to the coordinator, which keeps them for every reader.</summary>
internal sealed class ThreadEventSink(IRunEventSink target, GraphDefinition graph, RunConfig config, CancellationToken cancellationToken)
    : Execution.EventSink(config.StreamModes ?? RunOptions.DefaultModes, config.StreamSubgraphs)
{
    private ValueTask _waiting;

    public override bool NeedsJson => true;

    protected override bool TryWrite(GraphEvent graphEvent)
    {
        if (!_waiting.IsCompletedSuccessfully)
        {
            return false;
        }

        var (kind, data) = EventJson.Encode(graphEvent, graph);
        if (graphEvent is CustomEvent or MessageEvent && data.Length > graph.Services.MaxValueBytes)
        {
            throw InvalidUpdateException.EventTooLarge(data.Length, graph.Services.MaxValueBytes);
        }

        _waiting = target.EmitAsync(new RunEvent(graphEvent.Sequence, kind, graphEvent.Namespace, data), cancellationToken).Preserve();
        return true;
    }

    protected override async ValueTask WaitForRoomAsync()
    {
        await _waiting.ConfigureAwait(false);
        _waiting = default;
    }
}
