namespace GraphRuntime.Threads;

/// <summary>Claims runs while there is room, and starts them.</summary>
internal sealed class WorkerPool(CoordinatorServices services, StoreContact contact, ActiveRuns runs, LeaseKeeper keeper, string owner)
{
    private readonly Pulse _wake = new(services.Time, services.Dispatcher);
    private readonly RunIntake _intake = new(services, contact, runs, keeper);
    private readonly WorkLoop _loop = new("claim", contact, services.Options.PollInterval);
    private readonly WaitingGraphs _waitingGraphs = new(services);
    private volatile bool _isFull;

    /// <summary>True while the loop rests: whatever was ready has been claimed, as far as is known here.</summary>
    private volatile bool _hasAll;

    /// <summary>Graphs that this process does not have, of runs that could be claimed.</summary>
    public IReadOnlyList<string> WaitingGraphs => _waitingGraphs.Names;

    /// <summary>There may be something to claim.</summary>
    public void Wake()
    {
        _hasAll = false;
        _wake.Set();
    }

    /// <summary>From now on no run begins; one that is claimed at this moment is given back.</summary>
    public void StopClaiming()
    {
        _loop.Stop();
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
        if (!services.Options.ExecuteRuns)
        {
            return;
        }

        await new DispatcherHop(services.Dispatcher);
        await _loop.RunAsync(TurnAsync, _wake.WaitAsync).ConfigureAwait(false);
    }

    private async ValueTask<TimeSpan?> TurnAsync()
    {
        _hasAll = false;
        if (!HasRoom(out var room))
        {
            return null;
        }

        IReadOnlyList<RunExecution> taken;
        TimeSpan wait;
        try
        {
            (taken, wait) = await ClaimAsync(room).ConfigureAwait(false);
        }
        finally
        {
            ReturnRoom(room);
        }

        foreach (var run in taken)
        {
            Post(run);
        }

        return wait;
    }

    /// <summary>Where there is no room, the next run that leaves wakes the loop.</summary>
    private bool HasRoom(out int room)
    {
        _isFull = true;
        room = runs.TakeRoom(int.MaxValue);
        _isFull = room == 0;
        return room > 0;
    }

    /// <summary>Claims what there is.</summary>
    /// <returns>What is to be started, and how long to wait for more: zero if there may be more at once.</returns>
    private async ValueTask<(IReadOnlyList<RunExecution> Taken, TimeSpan Wait)> ClaimAsync(int room)
    {
        // What is claimed by a call that does not answer for the time of a lease is not ours any more.
        var asked = keeper.Ask();
        var result = await contact.CallOnceAsync(() => services.Store.ClaimAsync(ClaimFor(room), CancellationToken.None), services.Options.LeaseDuration).ConfigureAwait(false);
        _waitingGraphs.Note(result.WaitingGraphs);
        var taken = await _intake.TakeAsync(result.Runs, asked).ConfigureAwait(false);
        var mayBeMore = result.Runs.Count == room || (result.Runs.Count > 0 && result.NextIn == TimeSpan.Zero);
        _hasAll = !mayBeMore;
        return (taken, mayBeMore ? TimeSpan.Zero : Earlier(result.NextIn, services.Options.PollInterval));
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

    /// <summary>Starts a run on another thread: a node may block the thread that it is called on for as long as it likes, and the loop claims for others.</summary>
    private void Post(RunExecution run) => services.Dispatcher.Post(() => run.Start(Left));

    private RunClaim ClaimFor(int limit) => new(owner, services.Options.LeaseDuration, limit) { Graphs = services.GraphNames };

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
