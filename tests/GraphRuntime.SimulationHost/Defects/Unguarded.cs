using GraphRuntime.TestSupport;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing.Simulations;

/// <summary>A run store without one of its guards.</summary>
internal sealed class Unguarded(IRunStore inner) : DelegatingRunStore(inner)
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

    public override async ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        if (OrdersByTime)
        {
            request = request with { Run = request.Run with { Delay = TimeSpan.FromSeconds(1 + (_admitted++ * 7 % 5)) } };
        }

        return DecidesEarly ? await AdmitEarlyAsync(request, cancellationToken)
            : ForgetsWindDown ? await AdmitAndAcknowledgeAsync(request, cancellationToken)
            : await Inner.AdmitAsync(request, cancellationToken);
    }

    private async ValueTask<AdmissionResult> AdmitAndAcknowledgeAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var before = await Inner.ListRunsAsync(new RunQuery { ThreadId = request.Run.ThreadId, Status = RunStatus.Running, Limit = 1 }, cancellationToken);
        var result = await Inner.AdmitAsync(request, cancellationToken);
        foreach (var run in before)
        {
            await Inner.AcknowledgeStopAsync(new RunLease(run.ThreadId, run.RunId, run.Epoch), cancellationToken);
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

        var before = await Inner.ReadThreadAsync(thread, cancellationToken);
        var result = await Inner.AdmitAsync(request, cancellationToken);
        if (before is not null)
        {
            _seen[thread] = before;
        }

        return result;
    }

    public override async ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        var result = await Inner.ClaimAsync(claim, cancellationToken);
        return HidesAttempts ? result with { Runs = [.. result.Runs.Select(static run => run with { Run = run.Run with { Attempt = 1 } })] } : result;
    }

    public override async ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) =>
        await Inner.SettleAsync(await ForgeAsync(lease), settlement, cancellationToken);

    public override async ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) =>
        await Inner.ReleaseAsync(await ForgeAsync(lease), release, cancellationToken);

    public override async ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        await Inner.MarkInputsAppliedAsync(await ForgeAsync(lease), runIds, cancellationToken);

    public override async ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken) =>
        await Inner.TakeSteeredAsync(take with { Lease = await ForgeAsync(take.Lease) }, cancellationToken);

    public override async ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        await Inner.AppendEventsAsync(await ForgeAsync(lease), events, cancellationToken);

    private async ValueTask<RunLease> ForgeAsync(RunLease lease) =>
        IgnoresFence && await Inner.GetRunAsync(lease.ThreadId, lease.RunId, CancellationToken.None) is { Status: RunStatus.Running } run ? lease with { Epoch = run.Epoch } : lease;
}
