namespace GraphRuntime.Threads;

/// <summary>Claims runs while there is room, and starts them.</summary>
internal sealed class WorkerPool(CoordinatorServices services, StoreContact contact, ActiveRuns runs, LeaseKeeper keeper, string owner)
{
    private readonly Pulse _wake = new(services.Time, services.Dispatcher);
    private readonly RunIntake _intake = new(services, contact, runs, keeper);
    private RunExecution? _alone;
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
        var admission = AdmitAndStartAsync(request);
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

            if (_alone is { } run)
            {
                // A run that comes alone, which is the usual case, starts here; the loop is what waits for another thread.
                _alone = null;
                await new Handover(services.Dispatcher, () => run.Start(Left));
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
            var asked = keeper.Ask();
            var result = await services.Store.ClaimAsync(ClaimFor(room), CancellationToken.None).ConfigureAwait(false);
            contact.Answered();
            Start(await _intake.TakeAsync(result.Runs, asked).ConfigureAwait(false));
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

    private async ValueTask<AdmissionResult> AdmitAndStartAsync(AdmissionRequest request)
    {
        try
        {
            var asked = keeper.Ask();
            var result = await services.Store.AdmitAsync(request with { Claim = ClaimFor(1) }, CancellationToken.None).ConfigureAwait(false);
            if (result.Claimed is { } claimed && await _intake.TakeAsync(claimed, asked).ConfigureAwait(false) is { } run)
            {
                Post(run);
            }

            return result;
        }
        finally
        {
            ReturnRoom(1);
        }
    }

    private void Start(IReadOnlyList<RunExecution> taken)
    {
        if (taken.Count == 1)
        {
            _alone = taken[0];
            return;
        }

        foreach (var run in taken)
        {
            Post(run);
        }
    }

    private void Post(RunExecution run) => services.Dispatcher.Post(() => run.Start(Left));

    private RunClaim ClaimFor(int limit) => new(owner, services.Options.LeaseDuration, limit);

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
