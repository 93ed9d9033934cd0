using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Encoded;

/// <summary>A run store whose content is encoded on its way in and decoded on its way out. The store below never sees content.</summary>
internal sealed class EncodedRunStore(IRunStore inner, ICheckpointCodec codec) : IRunStore
{
    private readonly RunContent _content = new(new ContentCodec(codec));

    public async ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) =>
        _content.Decode(await inner.CreateThreadAsync(thread, cancellationToken).ConfigureAwait(false));

    public async ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) =>
        await inner.ReadThreadAsync(threadId, cancellationToken).ConfigureAwait(false) is { } snapshot ? _content.Decode(snapshot) : null;

    public async ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) =>
        [.. (await inner.SearchThreadsAsync(query, cancellationToken).ConfigureAwait(false)).Select(_content.Decode)];

    public async ValueTask<StoredThread?> UpdateThreadAsync(
        string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        await inner.UpdateThreadAsync(threadId, change, cancellationToken).ConfigureAwait(false) is { } thread ? _content.Decode(thread) : null;

    public async ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        _content.Decode(await inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken).ConfigureAwait(false));

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public async ValueTask<IReadOnlyList<StoredThread>> ListRestingThreadsAsync(RestingThreadQuery query, CancellationToken cancellationToken) =>
        [.. (await inner.ListRestingThreadsAsync(query, cancellationToken).ConfigureAwait(false)).Select(_content.Decode)];

    public ValueTask<bool> DeleteRestingThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken) =>
        inner.DeleteRestingThreadAsync(threadId, unchangedFor, cancellationToken);

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var encoded = request with { Run = _content.Encode(request.Run), Decide = snapshot => _content.Encode(request.Decide(_content.Decode(snapshot))) };
        return _content.Decode(await inner.AdmitAsync(encoded, cancellationToken).ConfigureAwait(false));
    }

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        inner.DisplaceAsync(threadId, snapshot => choose(_content.Decode(snapshot)), cancellationToken);

    public async ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        var result = await inner.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
        var runs = new List<ClaimedRun>(result.Runs.Count);
        foreach (var claimed in result.Runs)
        {
            try
            {
                runs.Add(_content.Decode(claimed));
            }
            catch (StorageException) when (result.Runs.Count > 1)
            {
                // It must not keep the others from being executed. Nobody renews its lease, so it is claimed again, and ends as poisoned after its last attempt.
            }
        }

        return result with { Runs = runs };
    }

    public ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.RenewAsync(leases, duration, cancellationToken);

    public IReadOnlyList<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience) => inner.Renew(leases, duration, patience);

    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        return inner.SettleAsync(lease, _content.Encode(settlement), cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) => inner.ReleaseAsync(lease, release, cancellationToken);

    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) => inner.AcknowledgeStopAsync(lease, cancellationToken);

    public async ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        [.. (await inner.TakeEndedAsync(patience, limit, cancellationToken).ConfigureAwait(false)).Select(ended => ended with { Run = _content.Decode(ended.Run) })];

    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.ConfirmEndAsync(threadId, runId, cancellationToken);

    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        inner.MarkInputsAppliedAsync(lease, runIds, cancellationToken);

    public async ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken) =>
        await inner.TakeSteeredAsync(take, cancellationToken).ConfigureAwait(false) is { } runs ? _content.Decode(runs) : null;

    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) => inner.SetGuardsAsync(lease, guards, cancellationToken);

    public async ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken)
    {
        var result = await inner.ReapAsync(request, cancellationToken).ConfigureAwait(false);
        return result with { Runs = _content.Decode(result.Runs) };
    }

    public async ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        await inner.GetRunAsync(threadId, runId, cancellationToken).ConfigureAwait(false) is { } run ? _content.Decode(run) : null;

    public async ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) =>
        _content.Decode(await inner.ListRunsAsync(query, cancellationToken).ConfigureAwait(false));

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken) =>
        inner.DeleteRunAsync(threadId, runId, recording, cancellationToken);

    public async ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(RemovedRunQuery query, CancellationToken cancellationToken) =>
        [.. (await inner.ListRemovedRunsAsync(query, cancellationToken).ConfigureAwait(false)).Select(_content.Decode)];

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) => inner.PruneRunsAsync(olderThan, limit, cancellationToken);

    public ValueTask<int> PruneEventsAsync(EventPruning pruning, CancellationToken cancellationToken) => inner.PruneEventsAsync(pruning, cancellationToken);

    public ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        return inner.AppendEventsAsync(lease, _content.Encode(events), cancellationToken);
    }

    public async ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        await inner.ReadEventsAsync(threadId, runId, after, limit, cancellationToken).ConfigureAwait(false) is { } page ? _content.Decode(page, runId) : null;

    public async ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken) =>
        await inner.ReadThreadEventsAsync(threadId, after, limit, cancellationToken).ConfigureAwait(false) is { } page ? _content.Decode(page) : null;

    public async ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken) =>
        await inner.ReadFactsAsync(query, cancellationToken).ConfigureAwait(false) is { } page ? _content.Decode(page) : null;

    public IDisposable Subscribe(Action<RunStoreHint> listener) => inner.Subscribe(listener);
}
