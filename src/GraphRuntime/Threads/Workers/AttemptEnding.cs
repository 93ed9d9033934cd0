namespace GraphRuntime.Threads;

/// <summary>Stores how an attempt at a run ended, and says so in the log.</summary>
/// <param name="services">What everything is made of.</param>
/// <param name="contact">The store.</param>
/// <param name="claimed">The run.</param>
/// <param name="leaseEndsAt">The timestamp at which the lease is over, which moves with each renewal.</param>
internal sealed class AttemptEnding(CoordinatorServices services, StoreContact contact, ClaimedRun claimed, Func<long> leaseEndsAt)
{
    private readonly RunLease _lease = claimed.Lease;

    /// <summary>Stores the end.</summary>
    /// <param name="stop">Why the run was asked to stop, if it was.</param>
    /// <param name="end">How the body ended.</param>
    /// <param name="isAbandoned">Whether the body goes on without effect.</param>
    public async ValueTask StoreAsync(StopReason stop, BodyEnd end, bool isAbandoned)
    {
        var retry = RetryRule.Of(claimed.Run, services.Options);
        var status = await StoreOutcomeAsync(RunOutcome.Decide(stop, end, retry), retry, isAbandoned).ConfigureAwait(false);
        CoordinatorLog.AttemptEnded(services.Logger, _lease.ThreadId, _lease.RunId, claimed.Run.Attempt, status, stop);
        if (status is null && !isAbandoned)
        {
            await AcknowledgeAsync().ConfigureAwait(false);
        }
        else if (status == RunStatus.Error && end.Exception is not null)
        {
            LogFailure(end.Exception, end.Node);
        }
    }

    /// <summary>The message of a node's exception often quotes what the node was given, so it is shown at Debug only, unless the application wants it.</summary>
    private void LogFailure(Exception exception, string? node)
    {
        var details = services.Options.LogExceptionMessages ? exception : null;
        CoordinatorLog.RunFailed(services.Logger, details, _lease.ThreadId, _lease.RunId, node, exception.GetType().Name);
        if (details is null)
        {
            CoordinatorLog.RunFailedBecause(services.Logger, exception, _lease.ThreadId, _lease.RunId);
        }
    }

    /// <summary>Stores how the attempt ended. Where the store does not take that, although it answers, the attempt has failed for a passing reason.</summary>
    /// <returns>The status of the run; <see langword="null"/> if it is not ours any more.</returns>
    private async ValueTask<RunStatus?> StoreOutcomeAsync(RunOutcome outcome, RetryRule retry, bool isAbandoned)
    {
        var settler = new RunSettler(services, contact, claimed, leaseEndsAt);
        try
        {
            return await settler.StoreAsync(outcome, isAbandoned).ConfigureAwait(false);
        }
        catch (StorageException exception) when (exception.IsTransient)
        {
            contact.Failed(exception);
            return await settler.StoreAsync(RunOutcome.Decide(StopReason.None, new BodyEnd(null, exception), retry), isAbandoned: true).ConfigureAwait(false);
        }
    }

    /// <summary>If the run was erased, the next one waits for this.</summary>
    private async ValueTask AcknowledgeAsync()
    {
        try
        {
            var patience = services.Options.CancellationGrace + services.Options.LeaseDuration;
            await contact.CallOnceAsync(() => services.Store.AcknowledgeStopAsync(_lease, CancellationToken.None), patience).ConfigureAwait(false);
        }
        catch (StorageException exception)
        {
            // The next run starts when the time of this one is over.
            contact.Failed(exception);
        }
    }
}
