namespace GraphRuntime.Threads;

/// <summary>Makes claimed runs those of this process, or gives them back.</summary>
internal sealed class RunIntake(CoordinatorServices services, StoreContact contact, ActiveRuns runs, LeaseKeeper keeper)
{
    /// <summary>Takes runs in.</summary>
    /// <returns>Those that are now to be started.</returns>
    public async ValueTask<IReadOnlyList<RunExecution>> TakeAsync(IReadOnlyList<ClaimedRun> claimed, ClaimMoment asked)
    {
        if (claimed.Count == 0)
        {
            return [];
        }

        var taken = new List<RunExecution>(claimed.Count);
        foreach (var run in await HoldBackAsync(claimed).ConfigureAwait(false))
        {
            if (await TakeAsync(run, asked).ConfigureAwait(false) is { } execution)
            {
                taken.Add(execution);
            }
        }

        return taken;
    }

    /// <summary>Takes a run in; one that comes too late is given back.</summary>
    public async ValueTask<RunExecution?> TakeAsync(ClaimedRun run, ClaimMoment asked)
    {
        if (runs.Add(run.Lease, predecessor => new RunExecution(services, contact, run, asked.LeaseEndsAt, predecessor)) is { } execution)
        {
            CoordinatorInstruments.Started(run.Run);
            keeper.Started(run.Lease.ThreadId, asked);
            return execution;
        }

        await GiveBackAsync(run, RunStatusReason.HostStopping, TimeSpan.Zero).ConfigureAwait(false);
        return null;
    }

    /// <summary>
    /// Of the runs that lost their owner as often as they may, one goes at a time: if it is the one that kills its process, the others do not go with it. They are
    /// given back before it begins.
    /// </summary>
    private async ValueTask<IReadOnlyList<ClaimedRun>> HoldBackAsync(IReadOnlyList<ClaimedRun> claimed)
    {
        if (!claimed.Any(RunExecution.IsLastTry))
        {
            return claimed;
        }

        var first = runs.InOrder.Any(static execution => execution.IsInQuarantine) ? null : claimed.First(RunExecution.IsLastTry);
        var kept = new List<ClaimedRun>(claimed.Count);
        foreach (var run in claimed)
        {
            var isLater = run != first && RunExecution.IsLastTry(run);
            if (!isLater || !await GiveBackAsync(run, RunStatusReason.LeaseLost, services.Options.RetryBackoff).ConfigureAwait(false))
            {
                kept.Add(run);
            }
        }

        if (first is not null)
        {
            CoordinatorLog.Quarantined(services.Logger, first.Lease.ThreadId, first.Lease.RunId, first.Run.Attempt);
        }

        return kept;
    }

    /// <returns>False if that failed; the run then comes back when its lease ends. It throws nothing: the run was admitted, or others were claimed with it.</returns>
    private async ValueTask<bool> GiveBackAsync(ClaimedRun run, RunStatusReason reason, TimeSpan delay)
    {
        var release = new RunRelease(reason, CountAttempt: false, delay);
        try
        {
            await contact.CallOnceAsync(() => services.Store.ReleaseAsync(run.Lease, release, CancellationToken.None), services.Options.LeaseDuration).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            contact.Report("claim", exception);
            return false;
        }
    }
}
