using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>The run store as a process reaches it. What the store says it did is compared with what it should have done.</summary>
internal sealed class SimulatedRunStore(IRunStore inner, SimulatedCalls calls, SimulatedWorld world) : IRunStore
{
    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.CreateThreadAsync(thread, cancellationToken));

    public ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.ReadThreadAsync(threadId, cancellationToken));

    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.SearchThreadsAsync(query, cancellationToken));

    public ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.UpdateThreadAsync(threadId, change, cancellationToken));

    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken));

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) => calls.CallAsync(() => inner.DeleteThreadAsync(threadId, cancellationToken));

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken) => calls.CallAsync(async () =>
    {
        var before = await world.RunStore.ReadThreadAsync(request.Run.ThreadId, CancellationToken.None).ConfigureAwait(false);
        var result = await inner.AdmitAsync(request, cancellationToken).ConfigureAwait(false);
        if (result is { Outcome: AdmissionOutcome.Admitted, Decision.Strategy: MultitaskStrategy.Reject } && before is { Runs.Count: > 0 })
        {
            world.Violated($"I7 {request.Run.RunId} was admitted with Reject while {before.Runs[0].RunId} was in flight");
        }

        return result;
    });

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.DisplaceAsync(threadId, choose, cancellationToken));

    public ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken) => calls.CallAsync(async () =>
    {
        var result = await inner.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
        foreach (var run in result.Runs)
        {
            world.Claimed(run);
        }

        return result;
    });

    public ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.RenewAsync(leases, duration, cancellationToken));

    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) =>
        FencedAsync(lease, "settled", () => inner.SettleAsync(lease, settlement, cancellationToken));

    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) =>
        FencedAsync(lease, "released", () => inner.ReleaseAsync(lease, release, cancellationToken));

    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.AcknowledgeStopAsync(lease, cancellationToken));

    public ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.TakeEndedAsync(patience, limit, cancellationToken));

    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.ConfirmEndAsync(threadId, runId, cancellationToken));

    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        FencedAsync(lease, "marked", () => inner.MarkInputsAppliedAsync(lease, runIds, cancellationToken));

    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) =>
        FencedAsync(lease, "guarded", () => inner.SetGuardsAsync(lease, guards, cancellationToken));

    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken) => calls.CallAsync(() => inner.ReapAsync(request, cancellationToken));

    public ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.GetRunAsync(threadId, runId, cancellationToken));

    public ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.ListRunsAsync(query, cancellationToken));

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.DeleteRunAsync(threadId, runId, cancellationToken));

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.PruneRunsAsync(olderThan, limit, cancellationToken));

    public ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        FencedAsync(lease, "told of", () => inner.AppendEventsAsync(lease, events, cancellationToken));

    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        calls.CallAsync(() => inner.ReadEventsAsync(threadId, runId, after, limit, cancellationToken));

    public IDisposable Subscribe(Action<RunStoreHint> listener) => inner.Subscribe(hint => calls.Hint(() => listener(hint)));

    private ValueTask<bool> FencedAsync(RunLease lease, string deed, Func<ValueTask<bool>> call) => calls.CallAsync(async () =>
    {
        var before = await world.RunStore.GetRunAsync(lease.ThreadId, lease.RunId, CancellationToken.None).ConfigureAwait(false);
        var held = await call().ConfigureAwait(false);
        if (held && before is { Status: RunStatus.Running } && before.Epoch != lease.Epoch)
        {
            world.Violated($"I8 {lease.RunId} was {deed} under the fence {lease.Epoch} while its owner had {before.Epoch}");
        }

        return held;
    });
}
