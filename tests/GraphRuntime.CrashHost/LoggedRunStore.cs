using GraphRuntime.TestSupport;
using GraphRuntime.Threads;

namespace GraphRuntime.CrashHost;

/// <summary>The run store of the application, which also says in the log who got a run and how it ended.</summary>
internal sealed class LoggedRunStore(IRunStore inner, OperationsLog log, Claims claims) : DelegatingRunStore(inner), IRunStore
{
    public override async ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        var result = await Inner.ClaimAsync(claim, cancellationToken);
        foreach (var run in result.Runs)
        {
            Claimed(run);
        }

        return result;
    }

    public override async ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var result = await Inner.AdmitAsync(request, cancellationToken);
        if (result.Claimed is { } run)
        {
            Claimed(run);
        }

        return result;
    }

    public override async ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken)
    {
        var settled = await Inner.SettleAsync(lease, settlement, cancellationToken);
        Write(settled ? "run_end" : "fenced", lease, settled ? RunWords.Of(settlement.Status, settlement.Reason) : null);
        return settled;
    }

    public override async ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) =>
        Held(lease, await Inner.ReleaseAsync(lease, release, cancellationToken));

    public override async ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken)
    {
        var held = await Inner.RenewAsync(leases, duration, cancellationToken);
        foreach (var lost in leases.Except(held.Select(state => state.Lease)))
        {
            Held(lost, held: false);
        }

        return held;
    }

    public IReadOnlyList<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience)
    {
        var held = Inner.Renew(leases, duration, patience);
        foreach (var lost in leases.Except(held.Select(state => state.Lease)))
        {
            Held(lost, held: false);
        }

        return held;
    }

    public override async ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        Held(lease, await Inner.MarkInputsAppliedAsync(lease, runIds, cancellationToken));

    public override async ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken)
    {
        var taken = await Inner.TakeSteeredAsync(take, cancellationToken);
        Held(take.Lease, taken is not null);
        return taken;
    }

    public override async ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken) =>
        Held(lease, await Inner.AppendEventsAsync(lease, events, cancellationToken));

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
