using GraphRuntime.Effects;

namespace GraphRuntime.Threads;

/// <summary>
/// Undoes, before a run begins, what rolled-back runs of its thread did outside: the last thing first. Whether a run was rolled back is seen from what a rollback
/// erases: its record, its checkpoints, and what it noted beside others.
/// </summary>
internal sealed class CompensationSweep(CoordinatorServices services, IThreadGraph graph, ClaimedRun claimed)
{
    private const int MostTries = 5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    private RunLease Lease => claimed.Lease;

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var journal = graph.OpenJournal(Lease.ThreadId, Lease.Epoch);
        var open = await journal.ReadAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in open.Where(entry => entry.Graph == graph.DefinitionName).OrderByDescending(static entry => entry.Number))
        {
            if (entry.RunId == claimed.Run.RunId)
            {
                await GoOnAsync(journal, entry, cancellationToken).ConfigureAwait(false);
            }
            else if (await IsSettledAsync(entry, cancellationToken).ConfigureAwait(false))
            {
                await journal.CloseAsync(entry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>An earlier attempt at this run was cut off: the store writes of its last superstep may have to be made.</summary>
    private async ValueTask GoOnAsync(CompensationJournal journal, CompensationEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Name == StepStoreWrites.Name && StepStoreWrites.IsPlanned(entry))
        {
            var isMade = await MakeStoreWritesAsync(entry, cancellationToken).ConfigureAwait(false);
            await StepStoreWrites.KeepAsync(journal, entry, canBeRolledBack: isMade).ConfigureAwait(false);
        }
    }

    /// <summary>Sees to what another run has left. False where that run has not ended.</summary>
    private async ValueTask<bool> IsSettledAsync(CompensationEntry entry, CancellationToken cancellationToken)
    {
        var isEdit = entry.RunId.Length == 0;
        var run = isEdit ? null : await services.Store.GetRunAsync(Lease.ThreadId, entry.RunId, cancellationToken).ConfigureAwait(false);
        if (run is { FinishedAt: null })
        {
            return false;
        }

        if (run is null && !isEdit && await graph.WasRolledBackAsync(Lease.ThreadId, entry, cancellationToken).ConfigureAwait(false))
        {
            await UndoAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        else if (entry.Name == StepStoreWrites.Name && StepStoreWrites.IsPlanned(entry))
        {
            await MakeStoreWritesAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask<bool> MakeStoreWritesAsync(CompensationEntry entry, CancellationToken cancellationToken)
    {
        if (!await graph.HasLastedAsync(Lease.ThreadId, entry, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await graph.MakeStoreWritesAsync(Lease, entry, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask UndoAsync(CompensationEntry entry, CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await graph.CompensateAsync(Lease, entry, cancellationToken).ConfigureAwait(false);
                CoordinatorLog.Compensated(services.Logger, entry.RunId, claimed.Lease.ThreadId, entry.Name, attempt);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                CoordinatorLog.CompensationFailed(services.Logger, exception, entry.RunId, claimed.Lease.ThreadId, entry.Name, attempt);
                if (attempt == MostTries)
                {
                    throw new CompensationFailedException(claimed.Lease.ThreadId, graph.ToCompensation(entry), exception);
                }
            }

            await services.Time.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }
}
