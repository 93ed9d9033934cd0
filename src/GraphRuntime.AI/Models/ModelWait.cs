namespace GraphRuntime.AI;

/// <summary>Ends a request that takes too long, by the clock of the graph.</summary>
internal sealed class ModelWait(NodeContext context, TimeSpan? timeout, bool hasBegun) : IDisposable
{
    private readonly TimeLimit _limit = new(context.TimeProvider, timeout, context.CancellationToken);
    private TimeSpan? _timeout = timeout;
    private bool _hasBegun = hasBegun;

    public CancellationToken Token => _limit.Token;

    public bool IsOver => _limit.IsOver && !context.CancellationToken.IsCancellationRequested;

    /// <summary>Begins the wait for the next piece.</summary>
    public void Renew(TimeSpan? timeout)
    {
        (_timeout, _hasBegun) = (timeout, true);
        _limit.Renew(timeout);
    }

    public ModelTimeoutException Error() => new(context.NodeName, _timeout ?? TimeSpan.Zero, _hasBegun);

    public void Dispose() => _limit.Dispose();
}
