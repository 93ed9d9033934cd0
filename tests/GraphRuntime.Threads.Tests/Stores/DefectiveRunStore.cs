using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Tests;

/// <summary>The store in memory, with one defect.</summary>
internal sealed class DefectiveRunStore(InMemoryRunStore inner, TimeProvider time, RunStoreDefect defect) : IRunStore
{
    private readonly Dictionary<string, StoredRun> _firstOfId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _updated = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), RunGuards> _guards = [];
    private readonly Dictionary<(string, string), long> _sequences = [];

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        if (defect == RunStoreDefect.RunIdsOfAllThreads && _firstOfId.TryGetValue(request.Run.RunId, out var known)
            && await inner.GetRunAsync(known.ThreadId, known.RunId, cancellationToken) is { } run)
        {
            return new AdmissionResult(AdmissionOutcome.Duplicate, run, null, null);
        }

        var decide = request.Decide;
        request = defect == RunStoreDefect.KeyOfMergedRunIsForgotten ? request with { Decide = thread => decide(thread) with { InheritsKeys = false } } : request;
        var result = await inner.AdmitAsync(request, cancellationToken);
        if (result is { Outcome: AdmissionOutcome.Admitted, Run: { } admitted })
        {
            _firstOfId[admitted.RunId] = admitted;
        }

        return result;
    }

    public async ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken)
    {
        var held = await inner.SetGuardsAsync(lease, guards, cancellationToken);
        if (held)
        {
            _updated[lease.ThreadId] = time.GetUtcNow();
            _guards[(lease.ThreadId, lease.RunId)] = guards;
        }

        return held;
    }

    public async ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        var snapshot = await inner.ReadThreadAsync(threadId, cancellationToken);
        return snapshot is null || defect != RunStoreDefect.GuardUpdatesThread || !(_updated.GetValueOrDefault(threadId) > snapshot.Thread.UpdatedAt)
            ? snapshot
            : snapshot with { Thread = snapshot.Thread with { UpdatedAt = _updated[threadId] } };
    }

    public async ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) =>
        [.. (await inner.ListRunsAsync(query, cancellationToken)).Select(Wrong)];

    public async ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        await inner.GetRunAsync(threadId, runId, cancellationToken) is { } run ? Wrong(run) : null;

    public async ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        if (defect == RunStoreDefect.WaitsForClock
            && (await inner.ListRunsAsync(new RunQuery { Status = RunStatus.Pending }, cancellationToken)).Any(run => !run.Delayed && run.CreatedAt > time.GetUtcNow()))
        {
            return new RunClaimResult([], TimeSpan.Zero);
        }

        return await inner.ClaimAsync(defect == RunStoreDefect.ClaimsOtherGraphs ? claim with { Graphs = null } : claim, cancellationToken);
    }

    public IDisposable Subscribe(Action<RunStoreHint> listener) =>
        inner.Subscribe(hint =>
        {
            if (defect != RunStoreDefect.NoHintOfEnd || hint.Kind != RunStoreHintKind.Changed)
            {
                listener(hint);
            }
        });

    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) => inner.CreateThreadAsync(thread, cancellationToken);

    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) => inner.SearchThreadsAsync(query, cancellationToken);

    public ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        inner.UpdateThreadAsync(threadId, change, cancellationToken);

    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        inner.DisplaceAsync(threadId, choose, cancellationToken);

    public ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.RenewAsync(leases, duration, cancellationToken);

    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) => inner.SettleAsync(lease, settlement, cancellationToken);

    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) => inner.ReleaseAsync(lease, release, cancellationToken);

    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) => inner.AcknowledgeStopAsync(lease, cancellationToken);

    public ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        inner.TakeEndedAsync(patience, limit, cancellationToken);

    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.ConfirmEndAsync(threadId, runId, cancellationToken);

    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        inner.MarkInputsAppliedAsync(lease, runIds, cancellationToken);

    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken) => inner.ReapAsync(request, cancellationToken);

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.DeleteRunAsync(threadId, runId, cancellationToken);

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) => inner.PruneRunsAsync(olderThan, limit, cancellationToken);

    public ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        inner.AppendEventsAsync(lease, events, cancellationToken);

    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadEventsAsync(threadId, runId, after, limit, cancellationToken);

    public ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadThreadEventsAsync(threadId, after, limit, cancellationToken);

    private StoredRun Wrong(StoredRun run)
    {
        var key = (run.ThreadId, run.RunId);
        switch (defect)
        {
            case RunStoreDefect.CancelledKeepsGuards when run is { FinishedAt: not null, Reason: RunStatusReason.Cancelled } && _guards.GetValueOrDefault(key) is var kept and not RunGuards.None:
                return run with { Guards = kept & RunGuards.NoRollback };
            case RunStoreDefect.HeldGetsNewSequence:
                if (run.Held)
                {
                    _sequences[key] = run.Sequence;
                }

                return !run.Held && _sequences.ContainsKey(key) ? run with { Sequence = run.Sequence + 1000 } : run;
            default:
                return run;
        }
    }
}
