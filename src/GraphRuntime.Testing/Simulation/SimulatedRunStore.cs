using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>The run store as a process reaches it. What the store says it did is compared with what it should have done.</summary>
internal sealed class SimulatedRunStore(SimulatedProcess process, SimulatedCalls calls) : IRunStore
{
    private SimulatedWorld World => process.World;

    private IRunStore Inner => process.World.WrappedRunStore;

    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.CreateThreadAsync(thread, cancellationToken));

    public ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ReadThreadAsync(threadId, cancellationToken));

    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.SearchThreadsAsync(query, cancellationToken));

    public ValueTask<StoredThread?> UpdateThreadAsync(string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.UpdateThreadAsync(threadId, change, cancellationToken));

    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.CopyThreadAsync(sourceThreadId, targetThreadId, cancellationToken));

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken) =>
        TouchAsync(threadId, () => Inner.DeleteThreadAsync(threadId, cancellationToken));

    public ValueTask<IReadOnlyList<StoredThread>> ListRestingThreadsAsync(RestingThreadQuery query, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ListRestingThreadsAsync(query, cancellationToken));

    public ValueTask<bool> DeleteRestingThreadAsync(string threadId, TimeSpan unchangedFor, CancellationToken cancellationToken) =>
        TouchAsync(threadId, () => Inner.DeleteRestingThreadAsync(threadId, unchangedFor, cancellationToken));

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken) => calls.CallAsync(async () =>
    {
        var before = World.Snapshot(request.Run.ThreadId);
        var running = before?.Runs.FirstOrDefault(static run => run.Status == RunStatus.Running) is { } one ? World.Find(before.Thread.ThreadId, one.RunId) : null;
        var result = await Inner.AdmitAsync(request, cancellationToken).ConfigureAwait(false);
        World.Touched(request.Run.ThreadId);
        World.Admitted(request.Run.ThreadId, request.Run.RunId, result, before);
        if (running is not null && World.Find(running.ThreadId, running.RunId) is null)
        {
            World.Executions.RolledBack(running, SimulatedTimes.Options.CancellationGrace);
        }

        return result.Claimed is { } claimed ? result with { Claimed = Claimed(claimed) } : result;
    });

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken) =>
        TouchAsync(threadId, () => Inner.DisplaceAsync(threadId, choose, cancellationToken));

    public ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken) => calls.CallAsync(async () =>
    {
        var result = await Inner.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
        return result with { Runs = [.. result.Runs.Select(Claimed)] };
    });

    public ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.RenewAsync(leases, duration, cancellationToken));

    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) =>
        FencedAsync(lease, "settled", () => Inner.SettleAsync(lease, settlement, cancellationToken));

    public async ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken)
    {
        try
        {
            return await FencedAsync(lease, "released", () => Inner.ReleaseAsync(lease, release, cancellationToken)).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            World.Executions.NotGivenBack(lease);
            throw;
        }
    }

    public ValueTask<bool> AcknowledgeStopAsync(RunLease lease, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.AcknowledgeStopAsync(lease, cancellationToken));

    public ValueTask<IReadOnlyList<EndedRun>> TakeEndedAsync(TimeSpan patience, int limit, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.TakeEndedAsync(patience, limit, cancellationToken));

    public ValueTask<bool> ConfirmEndAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ConfirmEndAsync(threadId, runId, cancellationToken));

    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        FencedAsync(lease, "marked", () => Inner.MarkInputsAppliedAsync(lease, runIds, cancellationToken));

    public ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken) => calls.CallAsync(async () =>
    {
        var before = World.Find(take.Lease.ThreadId, take.Lease.RunId);
        var taken = await Inner.TakeSteeredAsync(take, cancellationToken).ConfigureAwait(false);
        World.Touched(take.Lease.ThreadId);
        if (taken is not null && before is { Status: RunStatus.Running } && before.Epoch != take.Lease.Epoch)
        {
            World.Violated($"I8 {take.Lease.RunId} was steered under the fence {take.Lease.Epoch} while its owner had {before.Epoch}");
        }

        return taken;
    });

    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) =>
        FencedAsync(lease, "guarded", () => Inner.SetGuardsAsync(lease, guards, cancellationToken));

    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken) => calls.CallAsync(async () =>
    {
        var result = await Inner.ReapAsync(request, cancellationToken).ConfigureAwait(false);
        foreach (var run in result.Runs)
        {
            World.Touched(run.ThreadId);
        }

        return result;
    });

    public ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.GetRunAsync(threadId, runId, cancellationToken));

    public ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ListRunsAsync(query, cancellationToken));

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken) =>
        TouchAsync(threadId, () => Inner.DeleteRunAsync(threadId, runId, recording, cancellationToken));

    public ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(RemovedRunQuery query, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ListRemovedRunsAsync(query, cancellationToken));

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.PruneRunsAsync(olderThan, limit, cancellationToken));

    public ValueTask<int> PruneEventsAsync(EventPruning pruning, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.PruneEventsAsync(pruning, cancellationToken));

    public ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        FencedAsync(lease, "told of", () => Inner.AppendEventsAsync(lease, events, cancellationToken));

    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ReadEventsAsync(threadId, runId, after, limit, cancellationToken));

    public ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ReadFactsAsync(query, cancellationToken));

    public ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken) =>
        calls.CallAsync(() => Inner.ReadThreadEventsAsync(threadId, after, limit, cancellationToken));

    public IDisposable Subscribe(Action<RunStoreHint> listener) => Inner.Subscribe(hint => calls.Hint(() => listener(hint)));

    private ValueTask<T> TouchAsync<T>(string threadId, Func<ValueTask<T>> call) => calls.CallAsync(async () =>
    {
        var answer = await call().ConfigureAwait(false);
        World.Touched(threadId);
        return answer;
    });

    private ValueTask<bool> FencedAsync(RunLease lease, string deed, Func<ValueTask<bool>> call) => calls.CallAsync(async () =>
    {
        var before = World.Find(lease.ThreadId, lease.RunId);
        var held = await call().ConfigureAwait(false);
        World.Touched(lease.ThreadId);
        if (held && before is { Status: RunStatus.Running } && before.Epoch != lease.Epoch)
        {
            World.Violated($"I8 {lease.RunId} was {deed} under the fence {lease.Epoch} while its owner had {before.Epoch}");
        }

        return held;
    });

    private ClaimedRun Claimed(ClaimedRun run)
    {
        World.Touched(run.Lease.ThreadId);
        World.Executions.Claimed(run.Lease);
        return run with { Run = run.Run with { MaxAttempts = SimulatedTimes.LastAttempt } };
    }
}
