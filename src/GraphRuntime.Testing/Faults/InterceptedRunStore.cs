using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>A run store whose calls go over a path. Hints go straight through.</summary>
internal sealed class InterceptedRunStore(IRunStore inner, ICallPath path) : IRunStore
{
    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) =>
        path.WriteAsync(thread?.ThreadId, () => inner.CreateThreadAsync(thread!, cancellationToken), cancellationToken);

    public ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) =>
        path.ReadAsync(threadId, () => inner.ReadThreadAsync(threadId, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) =>
        path.ReadAsync(null, () => inner.SearchThreadsAsync(query, cancellationToken), cancellationToken);

    public ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        path.WriteAsync(threadId, () => inner.UpdateThreadAsync(threadId, change, cancellationToken), cancellationToken);

    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        path.WriteAsync(targetThreadId, () => inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken), cancellationToken);

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) =>
        path.WriteAsync(threadId, () => inner.DeleteThreadAsync(threadId, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<StoredThread>> ListRestingThreadsAsync(RestingThreadQuery query, CancellationToken cancellationToken) =>
        path.ReadAsync(null, () => inner.ListRestingThreadsAsync(query, cancellationToken), cancellationToken);

    public ValueTask<bool> DeleteRestingThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken) =>
        path.WriteAsync(threadId, () => inner.DeleteRestingThreadAsync(threadId, unchangedFor, cancellationToken), cancellationToken);

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken) =>
        path.WriteAsync(request?.Run.ThreadId, () => inner.AdmitAsync(request!, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        path.WriteAsync(threadId, () => inner.DisplaceAsync(threadId, choose, cancellationToken), cancellationToken);

    public ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken) =>
        path.WriteAsync(null, () => inner.ClaimAsync(claim, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken) =>
        path.WriteAsync(null, () => inner.RenewAsync(leases, duration, cancellationToken), cancellationToken);

    public IReadOnlyList<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience)
    {
        using var patient = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.Zero);
        return path.WriteAsync(null, () => ValueTask.FromResult(inner.Renew(leases, duration, patience)), patient.Token, nameof(RenewAsync)).AsTask().GetAwaiter().GetResult();
    }

    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) =>
        path.WriteAsync(lease.ThreadId, () => inner.SettleAsync(lease, settlement, cancellationToken), cancellationToken);

    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) =>
        path.WriteAsync(lease.ThreadId, () => inner.ReleaseAsync(lease, release, cancellationToken), cancellationToken);

    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) =>
        path.WriteAsync(lease.ThreadId, () => inner.AcknowledgeStopAsync(lease, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        path.WriteAsync(null, () => inner.TakeEndedAsync(patience, limit, cancellationToken), cancellationToken);

    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        path.WriteAsync(threadId, () => inner.ConfirmEndAsync(threadId, runId, cancellationToken), cancellationToken);

    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        path.WriteAsync(lease.ThreadId, () => inner.MarkInputsAppliedAsync(lease, runIds, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken) =>
        path.WriteAsync(take?.Lease.ThreadId, () => inner.TakeSteeredAsync(take!, cancellationToken), cancellationToken);

    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) =>
        path.WriteAsync(lease.ThreadId, () => inner.SetGuardsAsync(lease, guards, cancellationToken), cancellationToken);

    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken) =>
        path.WriteAsync(null, () => inner.ReapAsync(request, cancellationToken), cancellationToken);

    public ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        path.ReadAsync(threadId, () => inner.GetRunAsync(threadId, runId, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) =>
        path.ReadAsync(query?.ThreadId, () => inner.ListRunsAsync(query!, cancellationToken), cancellationToken);

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken) =>
        path.WriteAsync(threadId, () => inner.DeleteRunAsync(threadId, runId, recording, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(RemovedRunQuery query, CancellationToken cancellationToken) =>
        path.ReadAsync(query?.ThreadId, () => inner.ListRemovedRunsAsync(query!, cancellationToken), cancellationToken);

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) =>
        path.WriteAsync(null, () => inner.PruneRunsAsync(olderThan, limit, cancellationToken), cancellationToken);

    public ValueTask<int> PruneEventsAsync(EventPruning pruning, CancellationToken cancellationToken) =>
        path.WriteAsync(null, () => inner.PruneEventsAsync(pruning, cancellationToken), cancellationToken);

    public ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        path.WriteAsync(lease.ThreadId, () => inner.AppendEventsAsync(lease, events, cancellationToken), cancellationToken);

    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        path.ReadAsync(threadId, () => inner.ReadEventsAsync(threadId, runId, after, limit, cancellationToken), cancellationToken);

    public ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken) =>
        path.ReadAsync(query?.ThreadId, () => inner.ReadFactsAsync(query!, cancellationToken), cancellationToken);

    public ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken) =>
        path.ReadAsync(threadId, () => inner.ReadThreadEventsAsync(threadId, after, limit, cancellationToken), cancellationToken);

    public IDisposable Subscribe(Action<RunStoreHint> listener) => inner.Subscribe(listener);
}
