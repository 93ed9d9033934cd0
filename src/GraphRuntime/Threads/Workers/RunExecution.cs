using GraphRuntime.Diagnostics;

namespace GraphRuntime.Threads;

/// <summary>
/// One attempt at a run in this process. The body (user code) and the monitor are apart: the monitor settles the run when the body ends, or without it when the
/// body does not stop within the grace period.
/// </summary>
internal sealed class RunExecution : IDisposable
{
    private readonly CoordinatorServices _services;
    private readonly StoreContact _contact;
    private readonly ClaimedRun _claimed;
    private readonly EventSink _events;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly CancellationTokenSource _drain = new();
    private readonly TaskCompletionSource<BodyEnd> _body = new();
    private readonly TaskCompletionSource _ended = new();
    private readonly GuardKeeper _guards;
    private RunExecution? _predecessor;
    private RunBody? _work;
    private ITimer? _grace;
    private volatile StopReason _stop;
    private StorageException? _failure;
    private bool _isHeld;
    private long _leaseEndsAt;

    /// <summary>Creates the execution.</summary>
    /// <param name="services">What everything is made of.</param>
    /// <param name="contact">The store.</param>
    /// <param name="claimed">The run.</param>
    /// <param name="leaseEndsAt">The timestamp at which the lease is over for sure, as this process counts.</param>
    /// <param name="predecessor">An earlier run of the thread in this process that may still be winding down.</param>
    public RunExecution(CoordinatorServices services, StoreContact contact, ClaimedRun claimed, long leaseEndsAt, RunExecution? predecessor)
    {
        _services = services;
        _contact = contact;
        _claimed = claimed;
        _leaseEndsAt = leaseEndsAt;
        _predecessor = predecessor;
        _guards = new GuardKeeper(services, contact, this, claimed.Run.Guards);
        _events = new EventSink(this, services, contact, claimed.Run.LastEvent);
        Inbox = new SteeringInbox(services, contact, this, claimed.Run);
    }

    public SteeringInbox Inbox { get; }

    public RunLease Lease => _claimed.Lease;

    /// <summary>Whether this attempt is the last one, after others that lost their owner.</summary>
    public bool IsInQuarantine => IsLastTry(_claimed);

    /// <summary>Whether the body has ended: nobody can stop the run any more.</summary>
    public bool IsSettling => _body.Task.IsCompleted;

    /// <summary>Whether the run is not ours any more.</summary>
    public bool IsLost => _stop == StopReason.LeaseLost;

    public long LeaseEndsAt => Volatile.Read(ref _leaseEndsAt);

    /// <summary>Completes when the run is settled, given back or lost; a body that does not stop may go on without effect.</summary>
    public Task Ended => _ended.Task;

    public static bool IsLastTry(ClaimedRun claimed) => claimed.Run.Attempt > 1 && claimed.Run.Attempt >= claimed.Run.MaxAttempts;

    /// <summary>Begins, on the calling thread.</summary>
    public void Start(Action<RunExecution> left)
    {
        _ = MonitorAsync(left);
        _ = ExecuteAsync();
    }

    public void Renewed(long leaseEndsAt) => Volatile.Write(ref _leaseEndsAt, leaseEndsAt);

    /// <summary>Asks the run to stop at the next superstep boundary.</summary>
    public void Drain() => Cancel(_drain);

    /// <summary>Asks the run to stop now, and gives up on it after the grace period.</summary>
    public void Stop(StopReason reason)
    {
        lock (_gate)
        {
            if (_body.Task.IsCompleted || reason <= _stop)
            {
                return;
            }

            _stop = reason;
            var waits = reason is StopReason.Preempted or StopReason.Displaced or StopReason.Cancelled && _guards.IsInRegion;
            if (_grace is not null && (waits || !_isHeld))
            {
                return;
            }

            _isHeld = waits;
            GiveUpAfter(waits ? _services.Options.MaxGuardWait : _services.Options.CancellationGrace);
            if (waits)
            {
                return;
            }
        }

        _services.Dispatcher.Post(() => Cancel(_cancel));
    }

    /// <summary>Asks the run to stop because of what the store says of its lease.</summary>
    /// <param name="state">The lease, which was signalled; <see langword="null"/> if it does not hold.</param>
    public void StopFor(LeaseState? state) => Stop(state switch
    {
        null => StopReason.LeaseLost,
        { Signal: RunSignal.Cancel } => StopReason.Cancelled,
        { Signal: RunSignal.Preempt } => StopReason.Preempted,
        _ => StopReason.Displaced,
    });

    /// <summary>What belongs to the run cannot be stored, and waiting does not help: it stops, and ends by that name.</summary>
    public void Fail(StorageException exception)
    {
        _failure = exception;
        Stop(StopReason.Failed);
    }

    /// <summary>The run left its guarded region: what waited for that happens now.</summary>
    public void RegionLeft()
    {
        lock (_gate)
        {
            if (!_isHeld || _body.Task.IsCompleted)
            {
                return;
            }

            _isHeld = false;
            GiveUpAfter(_services.Options.CancellationGrace);
        }

        // The token is cancelled before the run takes its next step. What is registered on it runs elsewhere, because it may wait for the region.
        _ = CancelElsewhereAsync();
    }

    public void Dispose()
    {
        _grace?.Dispose();
        _cancel.Dispose();
        _drain.Dispose();
    }

    private async Task ExecuteAsync()
    {
        BodyEnd end;
        try
        {
            if (_predecessor is not null)
            {
                await _predecessor.Ended.ConfigureAwait(false);
                _predecessor = null;
            }

            end = new BodyEnd(await RunAsync().ConfigureAwait(false), null);
        }
        catch (Exception exception)
        {
            end = new BodyEnd(null, exception) { Node = _work?.FailedNode };
        }

        if (!_body.TrySetResult(end))
        {
            CoordinatorLog.BodyEndedLate(_services.Logger, Lease.ThreadId, Lease.RunId);
            Dispose();
        }
    }

    private async ValueTask<ThreadGraphResult> RunAsync()
    {
        var (config, timeout) = RunConfigCodec.Decode(_claimed.Run);
        using var timer = (timeout ?? _services.Options.RunTimeout) is { } limit
            ? _services.Time.CreateTimer(static state => ((RunExecution)state!).Stop(StopReason.TimedOut), this, limit, Timeout.InfiniteTimeSpan)
            : null;
        _work = new RunBody(_services, _claimed, _events, _guards, Inbox, CheckLease);
        return await _work.RunAsync(config, _drain.Token, _cancel.Token).ConfigureAwait(false);
    }

    /// <summary>A process that was frozen finds out here, before its timers tell it, that its lease is over: no node starts any more.</summary>
    private void CheckLease()
    {
        if (_services.Time.GetTimestamp() >= LeaseEndsAt)
        {
            Stop(StopReason.LeaseLost);
            throw new StaleEpochException(Lease.ThreadId, Lease.Epoch, 0);
        }
    }

    private async Task MonitorAsync(Action<RunExecution> left)
    {
        var end = await _body.Task.ConfigureAwait(false);
        try
        {
            await _events.FlushAsync().ConfigureAwait(false);
            var cause = _failure is null ? end : new BodyEnd(null, _failure);
            await new AttemptEnding(_services, _contact, _claimed, () => LeaseEndsAt).StoreAsync(_stop, cause, end.IsAbandoned).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            CoordinatorLog.SettleFailed(_services.Logger, exception, Lease.ThreadId, Lease.RunId);
        }
        finally
        {
            left(this);
            _ended.TrySetResult();
            if (!end.IsAbandoned)
            {
                Dispose();
            }
        }
    }

    private void GiveUpAfter(TimeSpan grace)
    {
        _grace?.Dispose();
        _grace = _services.Time.CreateTimer(static state => ((RunExecution)state!).Abandon(), this, grace, Timeout.InfiniteTimeSpan);
    }

    private void Abandon()
    {
        if (!_body.Task.IsCompleted)
        {
            CoordinatorLog.BodyAbandoned(_services.Logger, Lease.ThreadId, Lease.RunId, _services.Options.CancellationGrace);
            _services.Dispatcher.Post(() => _body.TrySetResult(BodyEnd.Abandoned));
        }
    }

    private void Cancel(CancellationTokenSource source) => LogThrown(source.CancelSafely());

    private async Task CancelElsewhereAsync() => LogThrown(await _cancel.CancelElsewhereAsync().ConfigureAwait(false));

    private void LogThrown(AggregateException? exception)
    {
        if (exception is not null)
        {
            CoordinatorLog.CancellationCallbackFailed(_services.Logger, exception, Lease.ThreadId, Lease.RunId);
        }
    }
}
