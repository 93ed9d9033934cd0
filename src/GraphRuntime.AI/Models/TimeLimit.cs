using GraphRuntime.Diagnostics;

namespace GraphRuntime.AI;

/// <summary>
/// A token that is cancelled when its time is over, or when another token is. Clients and tools register code on it, and that code may throw: out of a timer
/// such an exception would end the process, so it stops here. The call that takes too long reports the time-out itself.
/// </summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private volatile bool _isOver;

    public TimeLimit(TimeProvider time, TimeSpan? limit, CancellationToken outer)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _timer = time.CreateTimer(static state => ((TimeLimit)state!).End(), this, Span(limit), Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time was over before the token was cancelled for another reason.</summary>
    public bool IsOver => _isOver;

    /// <summary>Begins the time again.</summary>
    public void Renew(TimeSpan? limit) => _timer.Change(Span(limit), Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private static TimeSpan Span(TimeSpan? limit) => limit ?? Timeout.InfiniteTimeSpan;

    private void End()
    {
        _isOver = !_source.IsCancellationRequested;

        // What registered code throws changes nothing: the call is cancelled, or has ended.
        _source.CancelSafely();
    }
}
