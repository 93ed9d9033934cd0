namespace GraphRuntime.Postgres;

/// <summary>
/// The token of one call, and the only kind of token that Npgsql gets. Npgsql registers callbacks that can throw when the connection is lost at the
/// moment of cancellation. On the token of a caller, or on one with a timer, such an exception would end the process or reach the code that
/// cancels; here it stops at a callback of this class.
/// </summary>
internal sealed class CallCancellation : IDisposable
{
    // Never disposed: it has no timer and no wait handle, and a callback that comes late may still cancel it.
#pragma warning disable CA2213 // See above.
    private readonly CancellationTokenSource _source = new();
#pragma warning restore CA2213
    private readonly CancellationTokenRegistration _caller;
    private readonly ITimer? _deadline;
    private volatile bool _isOverdue;

    /// <summary>Begins to follow the token of the caller, and the deadline where there is one.</summary>
    /// <param name="time">The clock of the deadline.</param>
    /// <param name="limit">How long the call may take; <see langword="null"/> for as long as it needs.</param>
    /// <param name="caller">The token of the caller.</param>
    public CallCancellation(TimeProvider time, TimeSpan? limit, CancellationToken caller)
    {
        if (limit is { } span)
        {
            _deadline = time.CreateTimer(static state => ((CallCancellation)state!).PassDeadline(), this, span, Timeout.InfiniteTimeSpan);
        }

        // Npgsql may open a connection to cancel a statement. The thread of the caller that cancels does not wait for that.
        _caller = caller.UnsafeRegister(
            static state => ThreadPool.UnsafeQueueUserWorkItem(static call => call.Cancel(), (CallCancellation)state!, preferLocal: false), this);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the deadline has passed.</summary>
    public bool IsOverdue => _isOverdue;

    public void Dispose()
    {
        _caller.Unregister();
        _deadline?.Dispose();
    }

    private void PassDeadline()
    {
        _isOverdue = true;
        Cancel();
    }

    private void Cancel()
    {
        try
        {
            _source.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of Npgsql met a lost connection. The call meets the same one and reports it.
        }
    }
}
