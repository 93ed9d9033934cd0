namespace GraphRuntime.Threads;

/// <summary>Claims runs while there is room, and starts them.</summary>
internal sealed class WorkerPool(CoordinatorServices services, StoreContact contact, ActiveRuns runs, string owner, Action started)
{
    private readonly Pulse _wake = new(services.Time, services.Dispatcher);
    private RunExecution? _begun;
    private volatile bool _isFull;

    /// <summary>True while the loop rests: whatever was ready has been claimed, as far as is known here.</summary>
    private volatile bool _hasAll;

    private volatile bool _stopping;

    /// <summary>There may be something to claim.</summary>
    public void Wake()
    {
        _hasAll = false;
        _wake.Set();
    }

    /// <summary>From now on no run begins; one that is claimed at this moment is given back.</summary>
    public void StopClaiming()
    {
        _stopping = true;
        runs.Close();
        _wake.Set();
    }

    /// <summary>
    /// Admits a run. Where there is room and nobody is known to wait for it, the run is claimed in the same transaction and starts at once; otherwise it waits for
    /// the loop, behind those who came earlier.
    /// </summary>
    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        if (!_hasAll || cancellationToken.IsCancellationRequested || runs.TakeRoom(1) == 0)
        {
            return services.Store.AdmitAsync(request, cancellationToken);
        }

        // The wait can be given up, the admission cannot: nobody would execute the run.
        var admission = AdmitAndBeginAsync(request);
        return admission.IsCompleted || !cancellationToken.CanBeCanceled ? admission : new(admission.AsTask().WaitAsync(cancellationToken));
    }

    public async Task RunAsync()
    {
        await new Handover(services.Dispatcher, static () => { });
        while (!_stopping)
        {
            TimeSpan? wait = null;
            _hasAll = false;
            if (HasRoom(out var room))
            {
                wait = await ClaimAsync(room).ConfigureAwait(false);
            }

            if (_begun is { } last)
            {
                // A run that comes alone, which is the usual case, starts here; the loop is what waits for another thread.
                _begun = null;
                await new Handover(services.Dispatcher, () => last.Start(Left));
            }

            if (wait != TimeSpan.Zero)
            {
                await _wake.WaitAsync(wait).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Where there is no room, the next run that leaves wakes the loop.</summary>
    private bool HasRoom(out int room)
    {
        _isFull = true;
        room = runs.TakeRoom(int.MaxValue);
        _isFull = room == 0;
        return room > 0;
    }

    /// <summary>Starts what there is.</summary>
    /// <returns>How long to wait for more: zero if there may be more at once.</returns>
    private async ValueTask<TimeSpan?> ClaimAsync(int room)
    {
        try
        {
            var asked = services.Time.GetTimestamp();
            var result = await services.Store.ClaimAsync(Claim(room), CancellationToken.None).ConfigureAwait(false);
            contact.Answered();
            await BeginAsync(result.Runs, asked + LeaseTicks).ConfigureAwait(false);
            var mayBeMore = result.Runs.Count == room || (result.Runs.Count > 0 && result.NextIn == TimeSpan.Zero);
            _hasAll = !mayBeMore;
            return mayBeMore ? TimeSpan.Zero : Earlier(result.NextIn, services.Options.PollInterval);
        }
        catch (StorageException exception)
        {
            contact.Failed(exception);
        }
        catch (Exception exception)
        {
            CoordinatorLog.LoopFailed(services.Logger, exception, "claim");
        }
        finally
        {
            ReturnRoom(room);
        }

        return services.Options.PollInterval;
    }

    private async ValueTask<AdmissionResult> AdmitAndBeginAsync(AdmissionRequest request)
    {
        try
        {
            var asked = services.Time.GetTimestamp();
            var result = await services.Store.AdmitAsync(request with { Claim = Claim(1) }, CancellationToken.None).ConfigureAwait(false);
            if (result.Claimed is { } run && await TryBeginAsync(run, asked + LeaseTicks).ConfigureAwait(false) is { } execution)
            {
                services.Dispatcher.Post(() => execution.Start(Left));
            }

            return result;
        }
        finally
        {
            ReturnRoom(1);
        }
    }

    private async ValueTask BeginAsync(IReadOnlyList<ClaimedRun> claimed, long leaseEndsAt)
    {
        List<ClaimedRun>? lastTries = null;
        foreach (var run in claimed)
        {
            if (RunExecution.IsLastTry(run))
            {
                (lastTries ??= []).Add(run);
            }
            else
            {
                await BeginAsync(run, leaseEndsAt).ConfigureAwait(false);
            }
        }

        if (lastTries is not null)
        {
            await QuarantineAsync(lastTries, leaseEndsAt).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Of the runs that lost their owner as often as they may, one goes at a time: if it is the one that kills its process, the others do not go with it. They are
    /// given back before it begins.
    /// </summary>
    private async ValueTask QuarantineAsync(List<ClaimedRun> claimed, long leaseEndsAt)
    {
        var first = runs.InOrder.Any(static execution => execution.IsInQuarantine) ? null : claimed[0];
        foreach (var run in claimed)
        {
            if (run != first && !await GiveBackAsync(run, services.Options.RetryBackoff).ConfigureAwait(false))
            {
                await BeginAsync(run, leaseEndsAt).ConfigureAwait(false);
            }
        }

        if (first is not null)
        {
            CoordinatorLog.Quarantined(services.Logger, first.Lease.ThreadId, first.Lease.RunId, first.Run.Attempt);
            await BeginAsync(first, leaseEndsAt).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a run; the loop starts the last one itself.</summary>
    private async ValueTask BeginAsync(ClaimedRun run, long leaseEndsAt)
    {
        if (await TryBeginAsync(run, leaseEndsAt).ConfigureAwait(false) is { } execution)
        {
            if (_begun is { } other)
            {
                services.Dispatcher.Post(() => other.Start(Left));
            }

            _begun = execution;
        }
    }

    /// <summary>Adds a run to those of this process; if it is too late for that, gives it back.</summary>
    private async ValueTask<RunExecution?> TryBeginAsync(ClaimedRun run, long leaseEndsAt)
    {
        if (runs.Add(run.Lease, predecessor => new RunExecution(services, contact, run, leaseEndsAt, predecessor)) is { } execution)
        {
            CoordinatorInstruments.Started(run.Run);
            started();
            return execution;
        }

        await GiveBackAsync(run, TimeSpan.Zero).ConfigureAwait(false);
        return null;
    }

    /// <returns>False if the store does not answer; the run then comes back when its lease ends.</returns>
    private async ValueTask<bool> GiveBackAsync(ClaimedRun run, TimeSpan delay)
    {
        try
        {
            var reason = _stopping ? RunStatusReason.HostStopping : RunStatusReason.LeaseLost;
            await services.Store.ReleaseAsync(run.Lease, new RunRelease(reason, CountAttempt: false, delay), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (StorageException exception)
        {
            contact.Failed(exception);
            return false;
        }
    }

    private RunClaim Claim(int limit) => new(owner, services.Options.LeaseDuration, limit);

    private long LeaseTicks => (long)(services.Options.LeaseDuration.TotalSeconds * services.Time.TimestampFrequency);

    private static TimeSpan Earlier(TimeSpan? next, TimeSpan poll) => next < poll ? Max(next.Value, TimeSpan.FromMilliseconds(1)) : poll;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private void Left(RunExecution execution)
    {
        runs.Remove(execution);
        WakeIfFull();
    }

    private void ReturnRoom(int count)
    {
        runs.ReturnRoom(count);
        WakeIfFull();
    }

    private void WakeIfFull()
    {
        if (_isFull)
        {
            _wake.Set();
        }
    }
}
