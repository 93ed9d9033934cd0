namespace GraphRuntime.AI;

/// <summary>Ends a request that takes too long, by the clock of the graph.</summary>
internal sealed class ModelWait : IDisposable
{
    private readonly NodeContext _context;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _linked;
    private TimeSpan? _timeout;
    private bool _hasBegun;

    public ModelWait(NodeContext context, TimeSpan? timeout, bool hasBegun)
    {
        (_context, _timeout, _hasBegun) = (context, timeout, hasBegun);
        _limit = timeout is { } time ? new CancellationTokenSource(time, context.TimeProvider) : new CancellationTokenSource(Timeout.InfiniteTimeSpan, context.TimeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, _limit.Token);
    }

    public CancellationToken Token => _linked.Token;

    public bool IsOver => _limit.IsCancellationRequested && !_context.CancellationToken.IsCancellationRequested;

    /// <summary>Begins the wait for the next piece.</summary>
    public void Renew(TimeSpan? timeout)
    {
        (_timeout, _hasBegun) = (timeout, true);
        _limit.CancelAfter(timeout ?? Timeout.InfiniteTimeSpan);
    }

    public ModelTimeoutException Error() => new(_context.NodeName, _timeout ?? TimeSpan.Zero, _hasBegun);

    public void Dispose()
    {
        _linked.Dispose();
        _limit.Dispose();
    }
}
