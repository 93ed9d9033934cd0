namespace GraphRuntime.Threads;

/// <summary>Stores how an attempt ended, and where the thread rests after it.</summary>
internal sealed class RunSettler(CoordinatorServices services, StoreContact contact, ClaimedRun claimed, Func<long> leaseEndsAt)
{
    private RunLease Lease => claimed.Lease;

    private IThreadGraph? Graph => services.Graphs(claimed.Run.GraphName);

    /// <summary>Ends the run, or gives it back.</summary>
    /// <returns>Its status; <see langword="null"/> if it is not ours any more.</returns>
    public async ValueTask<RunStatus?> StoreAsync(RunOutcome outcome, bool isAbandoned) => outcome switch
    {
        { Settlement: { } settlement } => await SettleAsync(settlement, isAbandoned).ConfigureAwait(false),
        { Release: { } release } => await ReleaseAsync(release).ConfigureAwait(false) ? RunStatus.Pending : null,
        _ => null,
    };

    private async ValueTask<RunStatus?> SettleAsync(RunSettlement settlement, bool isAbandoned)
    {
        if (settlement.Rest is null && !isAbandoned)
        {
            settlement = settlement with { Rest = await RestAsync().ConfigureAwait(false) };
        }

        if (await StoreAsync(settlement).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        CoordinatorInstruments.Settled(claimed.Run, stored, services.Time.GetUtcNow());
        return stored.Status;
    }

    private ValueTask<bool> ReleaseAsync(RunRelease release) =>
        contact.CallAsync(() => services.Store.ReleaseAsync(Lease, release, CancellationToken.None), leaseEndsAt());

    /// <summary>Where the end itself cannot be stored, for want of space for instance, its output gives way to saying so.</summary>
    private async ValueTask<RunSettlement?> StoreAsync(RunSettlement settlement)
    {
        try
        {
            return await CallAsync(settlement).ConfigureAwait(false);
        }
        catch (StorageException exception) when (!exception.IsTransient && settlement.Status != RunStatus.Error)
        {
            contact.Failed(exception);
            return await CallAsync(new RunSettlement { Status = RunStatus.Error, Error = exception.Message, Rest = settlement.Rest }).ConfigureAwait(false);
        }
    }

    private async ValueTask<RunSettlement?> CallAsync(RunSettlement settlement) =>
        await contact.CallAsync(() => services.Store.SettleAsync(Lease, settlement, CancellationToken.None), leaseEndsAt()).ConfigureAwait(false) ? settlement : null;

    /// <summary>A run that stopped half-way may have left the thread where it asked a question before, or not.</summary>
    private async ValueTask<ThreadRest?> RestAsync()
    {
        if (Graph is not { } graph)
        {
            return null;
        }

        try
        {
            var pause = await graph.GetPauseAsync(Lease.ThreadId, CancellationToken.None).ConfigureAwait(false);
            return pause is null ? ThreadRest.Idle : new ThreadRest(ThreadStatus.Interrupted, pause);
        }
        catch (GraphRuntimeException exception)
        {
            CoordinatorLog.PauseUnknown(services.Logger, exception, Lease.ThreadId, Lease.RunId);
            return null;
        }
    }
}
