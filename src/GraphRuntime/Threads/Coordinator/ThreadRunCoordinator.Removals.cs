using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>Records of runs that were removed.</content>
public sealed partial class ThreadRunCoordinator
{
    /// <summary>Lists the records of runs of a thread that were rolled back or deleted, the newest first.</summary>
    /// <remarks>
    /// A record is written in the transaction that removes the run, where <see cref="CoordinatorOptions.RemovedRuns"/> of the coordinator that removes it asks for that. It goes
    /// at the end of its own retention, whatever becomes of other runs, and with its thread. A copy of a thread has none.
    /// </remarks>
    /// <param name="threadId">The thread.</param>
    /// <param name="options">Which ones; <see langword="null"/> for the newest 100.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One page.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(string threadId, RemovedRunListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Identifiers.Check(threadId);
        options ??= new RemovedRunListOptions();
        CheckPage(options.Offset, options.Limit);
        if (options.RunId is { } runId)
        {
            Identifiers.Check(runId);
        }

        var query = new RemovedRunQuery(threadId) { RunId = options.RunId, Offset = options.Offset, Limit = options.Limit };
        var removed = await Store.ListRemovedRunsAsync(query, cancellationToken).ConfigureAwait(false);
        if (removed.Count == 0)
        {
            await ReadAsync(threadId, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    /// <summary>The newest record of each run that was removed, where there is one.</summary>
    private async ValueTask<Dictionary<string, RemovedRun>> RemovedAsync(string threadId, IReadOnlyList<string> runIds, CancellationToken cancellationToken)
    {
        var query = new RemovedRunQuery(threadId) { RunId = runIds.Count == 1 ? runIds[0] : null, Limit = runIds.Count == 1 ? 1 : RemovalRecording.MostOfThread };
        var records = runIds.Count == 0 ? [] : await Store.ListRemovedRunsAsync(query, cancellationToken).ConfigureAwait(false);
        return records.DistinctBy(static record => record.RunId).ToDictionary(static record => record.RunId, StringComparer.Ordinal);
    }

    /// <summary>What is recorded about a run that a caller deletes.</summary>
    private async ValueTask<RemovalRecording?> RecordingAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        if (_services.Options.RemovedRuns is not { } options)
        {
            return null;
        }

        var run = options.CallerKey is null ? null : await Store.GetRunAsync(threadId, runId, cancellationToken).ConfigureAwait(false);
        return _removals.Of(run?.Metadata ?? default, removedBy: null);
    }
}
