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

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var journal = graph.OpenJournal(claimed.Lease.ThreadId, claimed.Lease.Epoch);
        var open = await journal.ReadAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entry in open.Where(entry => entry.Graph == graph.DefinitionName).OrderByDescending(static entry => entry.Number))
        {
            if (entry.RunId == claimed.Run.RunId)
            {
                continue;
            }

            var run = await services.Store.GetRunAsync(claimed.Lease.ThreadId, entry.RunId, cancellationToken).ConfigureAwait(false);
            if (run is { FinishedAt: null })
            {
                continue;
            }

            if (run is null && await graph.WasRolledBackAsync(claimed.Lease.ThreadId, entry, cancellationToken).ConfigureAwait(false))
            {
                await UndoAsync(entry, cancellationToken).ConfigureAwait(false);
            }

            await journal.CloseAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask UndoAsync(CompensationEntry entry, CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await graph.CompensateAsync(entry, cancellationToken).ConfigureAwait(false);
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
