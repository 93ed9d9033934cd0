using GraphRuntime.Effects;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>
/// Undoes, before a run begins, what rolled-back runs of its thread did outside: the last thing first. Only the sign that a rollback leaves with the note counts, see
/// <see cref="CompensationJournal"/>.
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
            if (await IsSettledAsync(journal, entry, cancellationToken).ConfigureAwait(false))
            {
                await journal.CloseAsync(entry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sees to a note.</summary>
    /// <returns>Whether nothing is left to do about it.</returns>
    private async ValueTask<bool> IsSettledAsync(CompensationJournal journal, CompensationEntry entry, CancellationToken cancellationToken)
    {
        if (!journal.IsOwn(entry))
        {
            return true;
        }

        if (entry.IsRolledBack)
        {
            await UndoAsync(entry, cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (entry.RunId == claimed.Run.RunId)
        {
            await GoOnAsync(journal, entry, cancellationToken).ConfigureAwait(false);
            return false;
        }

        return await HasEndedAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An earlier attempt at this run was cut off: the store writes of its last superstep may have to be made.</summary>
    private async ValueTask GoOnAsync(CompensationJournal journal, CompensationEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Name == StepStoreWrites.Name && StepStoreWrites.IsPlanned(entry))
        {
            var isMade = await MakeStoreWritesAsync(entry, cancellationToken).ConfigureAwait(false);
            await StepStoreWrites.RetainAsync(journal, entry, canBeRolledBack: isMade).ConfigureAwait(false);
        }
    }

    /// <summary>Whether another run, which was not rolled back, has ended: what it did stays done, and what it had still to write is written.</summary>
    private async ValueTask<bool> HasEndedAsync(CompensationEntry entry, CancellationToken cancellationToken)
    {
        var isEdit = entry.RunId.Length == 0;
        var run = isEdit ? null : await services.Store.GetRunAsync(Lease.ThreadId, entry.RunId, cancellationToken).ConfigureAwait(false);
        if (run is { FinishedAt: null })
        {
            return false;
        }

        if (entry.Name == StepStoreWrites.Name && StepStoreWrites.IsPlanned(entry))
        {
            await MakeStoreWritesAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask<bool> MakeStoreWritesAsync(CompensationEntry entry, CancellationToken cancellationToken)
    {
        if (!await graph.IsCommittedAsync(Lease.ThreadId, entry, cancellationToken).ConfigureAwait(false))
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
            catch (Exception exception) when (cancellationToken.IsCancellationRequested || exception is StaleEpochException)
            {
                // This run was taken away meanwhile; the next one undoes the effect.
                CoordinatorLog.CompensationLeft(services.Logger, exception, entry.RunId, claimed.Lease.ThreadId, entry.Name);
                throw;
            }
            catch (Exception exception)
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
