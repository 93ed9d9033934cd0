using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Simulations;

/// <summary>A run store without one of its guards.</summary>
internal sealed class Unguarded(IRunStore inner) : IRunStore
{
    private readonly Dictionary<string, ThreadSnapshot> _seen = new(StringComparer.Ordinal);
    private int _admitted;

    /// <summary>Whoever once had a run may do with it what its owner may.</summary>
    public bool IgnoresFence { get; init; }

    /// <summary>Decisions are made on the thread as it was before the last admission.</summary>
    public bool DecidesEarly { get; init; }

    /// <summary>The place in the queue is a matter of clocks that differ.</summary>
    public bool OrdersByTime { get; init; }

    /// <summary>Whoever rolls a running run back says that its owner has stopped.</summary>
    public bool ForgetsWindDown { get; init; }

    /// <summary>Nobody learns that a run had owners before.</summary>
    public bool HidesAttempts { get; init; }

    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) => inner.CreateThreadAsync(thread, cancellationToken);

    public ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) => inner.ReadThreadAsync(threadId, cancellationToken);

    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) => inner.SearchThreadsAsync(query, cancellationToken);

    public ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        inner.UpdateThreadAsync(threadId, change, cancellationToken);

    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken);

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => inner.DeleteThreadAsync(threadId, cancellationToken);

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        if (OrdersByTime)
        {
            request = request with { Run = request.Run with { Delay = TimeSpan.FromSeconds(1 + (_admitted++ * 7 % 5)) } };
        }

        return DecidesEarly ? await AdmitEarlyAsync(request, cancellationToken)
            : ForgetsWindDown ? await AdmitAndAcknowledgeAsync(request, cancellationToken)
            : await inner.AdmitAsync(request, cancellationToken);
    }

    private async ValueTask<AdmissionResult> AdmitAndAcknowledgeAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var before = await inner.ListRunsAsync(new RunQuery { ThreadId = request.Run.ThreadId, Status = RunStatus.Running, Limit = 1 }, cancellationToken);
        var result = await inner.AdmitAsync(request, cancellationToken);
        foreach (var run in before)
        {
            await inner.AcknowledgeStopAsync(new RunLease(run.ThreadId, run.RunId, run.Epoch), cancellationToken);
        }

        return result;
    }

    private async ValueTask<AdmissionResult> AdmitEarlyAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var thread = request.Run.ThreadId;
        if (_seen.TryGetValue(thread, out var seen))
        {
            var decide = request.Decide;
            request = request with { Decide = _ => decide(seen) };
        }

        var before = await inner.ReadThreadAsync(thread, cancellationToken);
        var result = await inner.AdmitAsync(request, cancellationToken);
        if (before is not null)
        {
            _seen[thread] = before;
        }

        return result;
    }

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        inner.DisplaceAsync(threadId, choose, cancellationToken);

    public async ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        var result = await inner.ClaimAsync(claim, cancellationToken);
        return HidesAttempts ? result with { Runs = [.. result.Runs.Select(static run => run with { Run = run.Run with { Attempt = 1 } })] } : result;
    }

    public ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.RenewAsync(leases, duration, cancellationToken);

    public async ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) =>
        await inner.SettleAsync(await ForgeAsync(lease), settlement, cancellationToken);

    public async ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) =>
        await inner.ReleaseAsync(await ForgeAsync(lease), release, cancellationToken);

    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) => inner.AcknowledgeStopAsync(lease, cancellationToken);

    public ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        inner.TakeEndedAsync(patience, limit, cancellationToken);

    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.ConfirmEndAsync(threadId, runId, cancellationToken);

    public async ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        await inner.MarkInputsAppliedAsync(await ForgeAsync(lease), runIds, cancellationToken);

    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) => inner.SetGuardsAsync(lease, guards, cancellationToken);

    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken) => inner.ReapAsync(request, cancellationToken);

    public ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.GetRunAsync(threadId, runId, cancellationToken);

    public ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) => inner.ListRunsAsync(query, cancellationToken);

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, CancellationToken cancellationToken) => inner.DeleteRunAsync(threadId, runId, cancellationToken);

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) => inner.PruneRunsAsync(olderThan, limit, cancellationToken);

    public async ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        await inner.AppendEventsAsync(await ForgeAsync(lease), events, cancellationToken);

    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadEventsAsync(threadId, runId, after, limit, cancellationToken);

    public ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadThreadEventsAsync(threadId, after, limit, cancellationToken);

    public IDisposable Subscribe(Action<RunStoreHint> listener) => inner.Subscribe(listener);

    private async ValueTask<RunLease> ForgeAsync(RunLease lease) =>
        IgnoresFence && await inner.GetRunAsync(lease.ThreadId, lease.RunId, CancellationToken.None) is { Status: RunStatus.Running } run ? lease with { Epoch = run.Epoch } : lease;
}
