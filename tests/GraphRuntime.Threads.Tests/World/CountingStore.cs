namespace GraphRuntime.Threads.Tests;

/// <summary>Tells a test about admissions, and fails on request.</summary>
internal sealed class CountingStore(IRunStore inner) : IRunStore
{
    private volatile bool _down;

    public Action? Admitting { get; set; }

    public Action? Marking { get; set; }

    /// <summary>Whether the store cannot be reached.</summary>
    public bool Down
    {
        get => _down;
        set => _down = value;
    }

    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) => Up().CreateThreadAsync(thread, cancellationToken);

    public ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) => Up().ReadThreadAsync(threadId, cancellationToken);

    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) => Up().SearchThreadsAsync(query, cancellationToken);

    public ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        Up().UpdateThreadAsync(threadId, change, cancellationToken);

    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        Up().CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => Up().DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        Admitting?.Invoke();
        return Up().AdmitAsync(request, cancellationToken);
    }

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        Up().DisplaceAsync(threadId, choose, cancellationToken);

    public ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken) => Up().ClaimAsync(claim, cancellationToken);

    public ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken) =>
        Up().RenewAsync(leases, duration, cancellationToken);

    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) => Up().SettleAsync(lease, settlement, cancellationToken);

    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) => Up().ReleaseAsync(lease, release, cancellationToken);

    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        Marking?.Invoke();
        return Up().MarkInputsAppliedAsync(lease, runIds, cancellationToken);
    }

    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) => Up().SetGuardsAsync(lease, guards, cancellationToken);

    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken) => Up().ReapAsync(request, cancellationToken);

    public ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) => Up().GetRunAsync(threadId, runId, cancellationToken);

    public ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) => Up().ListRunsAsync(query, cancellationToken);

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, CancellationToken cancellationToken) => Up().DeleteRunAsync(threadId, runId, cancellationToken);

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) => Up().PruneRunsAsync(olderThan, limit, cancellationToken);

    public ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        Up().AppendEventsAsync(lease, events, cancellationToken);

    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        Up().ReadEventsAsync(threadId, runId, after, limit, cancellationToken);

    public IDisposable Subscribe(Action<RunStoreHint> listener) => inner.Subscribe(listener);

    private IRunStore Up() => _down ? throw new StorageException(StorageProblem.Unavailable, "The store is away. Try again later.") : inner;
}
