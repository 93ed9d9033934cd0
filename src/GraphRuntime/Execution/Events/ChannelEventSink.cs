using System.Threading.Channels;

namespace GraphRuntime.Execution;

/// <summary>A bounded buffer between the run and one reader. The run goes on in the reader's thread, so neither waits for a scheduler.</summary>
internal sealed class ChannelEventSink : EventSink
{
    private const int Capacity = 128;

    private readonly Channel<GraphEvent> _buffer = Channel.CreateBounded<GraphEvent>(new BoundedChannelOptions(Capacity)
    {
        SingleReader = true,
        AllowSynchronousContinuations = true,
    });

    private readonly CancellationToken _cancellationToken;

    public ChannelEventSink(StreamModes modes, bool includesSubgraphs, CancellationToken cancellationToken)
        : base(modes, includesSubgraphs) => _cancellationToken = cancellationToken;

    public ChannelReader<GraphEvent> Reader => _buffer.Reader;

    public void Complete() => _buffer.Writer.TryComplete();

    protected override bool TryWrite(GraphEvent graphEvent) => _buffer.Writer.TryWrite(graphEvent);

    protected override async ValueTask WaitForRoomAsync()
    {
        if (!await _buffer.Writer.WaitToWriteAsync(_cancellationToken).ConfigureAwait(false))
        {
            throw new OperationCanceledException(_cancellationToken);
        }
    }
}
