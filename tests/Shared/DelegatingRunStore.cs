using GraphRuntime.Threads;

namespace GraphRuntime.TestSupport;

/// <summary>A run store that hands every call to another one: derive, and override what is to be otherwise.</summary>
/// <remarks>A renewal on a thread of its own is made of <see cref="RenewAsync"/>, as the interface has it.</remarks>
internal abstract class DelegatingRunStore(IRunStore inner) : IRunStore
{
    protected IRunStore Inner { get; } = inner;

    public virtual ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) => Inner.CreateThreadAsync(thread, cancellationToken);

    public virtual ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) => Inner.ReadThreadAsync(threadId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) => Inner.SearchThreadsAsync(query, cancellationToken);

    public virtual ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        Inner.UpdateThreadAsync(threadId, change, cancellationToken);

    public virtual ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        Inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public virtual ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => Inner.DeleteThreadAsync(threadId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredThread>> ListRestingThreadsAsync(RestingThreadQuery query, CancellationToken cancellationToken) =>
        Inner.ListRestingThreadsAsync(query, cancellationToken);

    public virtual ValueTask<bool> DeleteRestingThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken) =>
        Inner.DeleteRestingThreadAsync(threadId, unchangedFor, cancellationToken);

    public virtual ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken) => Inner.AdmitAsync(request, cancellationToken);

    public virtual ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        Inner.DisplaceAsync(threadId, choose, cancellationToken);

    public virtual ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken) => Inner.ClaimAsync(claim, cancellationToken);

    public virtual ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken) =>
        Inner.RenewAsync(leases, duration, cancellationToken);

    public virtual ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) => Inner.SettleAsync(lease, settlement, cancellationToken);

    public virtual ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) => Inner.ReleaseAsync(lease, release, cancellationToken);

    public virtual ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) => Inner.AcknowledgeStopAsync(lease, cancellationToken);

    public virtual ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        Inner.TakeEndedAsync(patience, limit, cancellationToken);

    public virtual ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken) => Inner.ConfirmEndAsync(threadId, runId, cancellationToken);

    public virtual ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        Inner.MarkInputsAppliedAsync(lease, runIds, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken) => Inner.TakeSteeredAsync(take, cancellationToken);

    public virtual ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) => Inner.SetGuardsAsync(lease, guards, cancellationToken);

    public virtual ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken) => Inner.ReapAsync(request, cancellationToken);

    public virtual ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) => Inner.GetRunAsync(threadId, runId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) => Inner.ListRunsAsync(query, cancellationToken);

    public virtual ValueTask<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken) =>
        Inner.DeleteRunAsync(threadId, runId, recording, cancellationToken);

    public virtual ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(RemovedRunQuery query, CancellationToken cancellationToken) =>
        Inner.ListRemovedRunsAsync(query, cancellationToken);

    public virtual ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) => Inner.PruneRunsAsync(olderThan, limit, cancellationToken);

    public virtual ValueTask<int> PruneEventsAsync(EventPruning pruning, CancellationToken cancellationToken) => Inner.PruneEventsAsync(pruning, cancellationToken);

    public virtual ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        Inner.AppendEventsAsync(lease, events, cancellationToken);

    public virtual ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        Inner.ReadEventsAsync(threadId, runId, after, limit, cancellationToken);

    public virtual ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken) => Inner.ReadFactsAsync(query, cancellationToken);

    public virtual ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken) =>
        Inner.ReadThreadEventsAsync(threadId, after, limit, cancellationToken);

    public virtual IDisposable Subscribe(Action<RunStoreHint> listener) => Inner.Subscribe(listener);
}
