using GraphRuntime.Threads;

namespace GraphRuntime.CrashHost;

/// <summary>The run store of the application, which also says in the log who got a run and how it ended.</summary>
internal sealed class LoggedRunStore(IRunStore inner, OperationsLog log, Claims claims) : IRunStore
{
    public async ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        var result = await inner.ClaimAsync(claim, cancellationToken);
        foreach (var run in result.Runs)
        {
            Claimed(run);
        }

        return result;
    }

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var result = await inner.AdmitAsync(request, cancellationToken);
        if (result.Claimed is { } run)
        {
            Claimed(run);
        }

        return result;
    }

    public async ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken)
    {
        var settled = await inner.SettleAsync(lease, settlement, cancellationToken);
        Write(settled ? "run_end" : "fenced", lease, settled ? RunWords.Of(settlement.Status, settlement.Reason) : null);
        return settled;
    }

    public async ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) =>
        Held(lease, await inner.ReleaseAsync(lease, release, cancellationToken));

    public async ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken)
    {
        var held = await inner.RenewAsync(leases, duration, cancellationToken);
        foreach (var lost in leases.Except(held.Select(state => state.Lease)))
        {
            Held(lost, held: false);
        }

        return held;
    }

    public IReadOnlyList<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience)
    {
        var held = inner.Renew(leases, duration, patience);
        foreach (var lost in leases.Except(held.Select(state => state.Lease)))
        {
            Held(lost, held: false);
        }

        return held;
    }

    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) => inner.AcknowledgeStopAsync(lease, cancellationToken);

    public ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        inner.TakeEndedAsync(patience, limit, cancellationToken);

    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.ConfirmEndAsync(threadId, runId, cancellationToken);

    public async ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        Held(lease, await inner.MarkInputsAppliedAsync(lease, runIds, cancellationToken));

    public async ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        Held(lease, await inner.AppendEventsAsync(lease, events, cancellationToken));

    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) => inner.CreateThreadAsync(thread, cancellationToken);

    public ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) => inner.ReadThreadAsync(threadId, cancellationToken);

    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) => inner.SearchThreadsAsync(query, cancellationToken);

    public ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        inner.UpdateThreadAsync(threadId, change, cancellationToken);

    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        inner.DisplaceAsync(threadId, choose, cancellationToken);

    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) => inner.SetGuardsAsync(lease, guards, cancellationToken);

    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken) => inner.ReapAsync(request, cancellationToken);

    public ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.GetRunAsync(threadId, runId, cancellationToken);

    public ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) => inner.ListRunsAsync(query, cancellationToken);

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.DeleteRunAsync(threadId, runId, cancellationToken);

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) => inner.PruneRunsAsync(olderThan, limit, cancellationToken);

    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadEventsAsync(threadId, runId, after, limit, cancellationToken);

    public ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadThreadEventsAsync(threadId, after, limit, cancellationToken);

    public IDisposable Subscribe(Action<RunStoreHint> listener) => inner.Subscribe(listener);

    private void Claimed(ClaimedRun run)
    {
        claims.Add(run.Lease.RunId, new Claim(run.Run.Attempt, run.Lease.Epoch));
        Write("claim", run.Lease);
    }

    private bool Held(RunLease lease, bool held)
    {
        if (!held)
        {
            Write("fenced", lease);
        }

        return held;
    }

    private void Write(string name, RunLease lease, string? status = null) => log.Write(name, json =>
    {
        json.WriteString("r", lease.RunId);
        json.WriteString("th", lease.ThreadId);
        if (status is not null)
        {
            json.WriteString("status", status);
        }

        json.WriteNumber("att", claims.TryGet(lease.RunId, out var claim) && claim.Fence == lease.Epoch ? claim.Attempt : 0);
        json.WriteNumber("fence", lease.Epoch);
    });
}
