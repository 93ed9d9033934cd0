using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <content>Runs are owned.</content>
internal sealed partial class SqliteRunStore
{
    public ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentOutOfRangeException.ThrowIfLessThan(claim.Limit, 1, nameof(claim));
        Checkpointing.Input.CheckText(claim.Owner, nameof(claim));
        return RunAsync(transaction => Ownership.Claim(transaction, claim), cancellationToken);
    }

    public ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return RunAsync<IReadOnlyList<LeaseState>>(transaction => Ownership.Renew(transaction, leases, duration), cancellationToken);
    }

    public IReadOnlyList<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(leases);
#pragma warning disable RS0030 // The token stays inside the store, and nothing is registered on it that throws.
        using var patient = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.Zero);
#pragma warning restore RS0030
        var work = new RunWork<List<LeaseState>>(_time, transaction => Ownership.Renew(transaction, leases, duration)) { Cancellation = patient.Token };
        _database.Writer.Run(work);
        _listeners.Tell(work.Hints);
        return work.Result;
    }

    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken)
    {
        RunInput.Check(settlement);
        var storable = settlement with { Error = RunInput.Fit(settlement.Error) };
        return RunAsync(transaction => Ownership.Settle(transaction, lease, storable), cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(release);
        return RunAsync(transaction => Ownership.Release(transaction, lease, release), cancellationToken);
    }

    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        return RunAsync(transaction => Ownership.MarkInputsApplied(transaction, lease, runIds), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(take);
        return RunAsync(transaction => Ownership.TakeSteered(transaction, take), cancellationToken);
    }

    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) =>
        RunAsync(transaction => Ownership.SetGuards(transaction, lease, guards), cancellationToken);

    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, 1, nameof(request));
        return RunAsync(transaction => Ownership.Reap(transaction, request), cancellationToken);
    }

    public ValueTask<bool> AppendEventsAsync(RunLease lease, IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        RunInput.Check(events);
        return RunAsync(transaction => Ownership.AppendEvents(transaction, lease, events), cancellationToken);
    }
}
