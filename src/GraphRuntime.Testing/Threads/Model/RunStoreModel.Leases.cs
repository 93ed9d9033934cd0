using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Testing.Threads.Model;

/// <content>Claims, and what follows under a lease.</content>
internal sealed partial class RunStoreModel
{
    public async Task<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        foreach (var due in Waking.Where(thread => thread.Header.WakesAt <= Now).ToList())
        {
            var ledger = new ThreadLedger(due.Header, due, Now);
            ledger.EnterDue();
            await ApplyAsync(due, ledger, changed: false, cancellationToken).ConfigureAwait(false);
        }

        var claimed = new List<ClaimedRun>();
        foreach (var thread in _ready.Select(id => _threads[id]).Where(thread => claim.Takes(thread.Queued.First().GraphName)).Take(claim.Limit).ToList())
        {
            var ledger = new ThreadLedger(thread.Header, thread, Now);
            var run = ledger.Claim(claim)!;
            await ApplyAsync(thread, ledger, changed: false, cancellationToken).ConfigureAwait(false);
            claimed.Add(Claimed(thread, run));
        }

        // A claim takes what it lets become ready: nobody has to be told of that.
        Hints.Clear();
        var left = _ready.Select(id => _threads[id].Header.NextGraph!).Distinct(StringComparer.Ordinal);
        return new RunClaimResult(claimed, Until(Waking.FirstOrDefault()?.Header.WakesAt)) { WaitingGraphs = claimed.Count < claim.Limit ? [.. left] : [] };
    }

    public List<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration)
    {
        var held = new List<LeaseState>();
        foreach (var lease in leases)
        {
            if (Find(lease.ThreadId)?.Find(lease) is { } run)
            {
                _threads[lease.ThreadId].Runs[lease.RunId].Stored = run with { LeaseUntil = RunTransitions.After(Now, duration) };
                held.Add(new LeaseState(lease, run.Signal) { SteeredInputs = run.SteeredInputs });
            }
        }

        return held;
    }

    public async Task<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken) =>
        await WithLeaseAsync(lease, (ledger, run) => ledger.Settle(run, settlement), cancellationToken).ConfigureAwait(false)
        || (Find(lease.ThreadId)?.Find(lease.RunId) is { FinishedAt: not null } ended && ended.Epoch == lease.Epoch);

    public Task<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken) =>
        WithLeaseAsync(lease, (ledger, run) => ledger.Release(run, release), cancellationToken);

    public async Task<bool> AcknowledgeAsync(RunLease lease, CancellationToken cancellationToken)
    {
        if (Find(lease.ThreadId) is not { } thread)
        {
            return false;
        }

        var ledger = new ThreadLedger(thread.Header, thread, Now);
        var done = ledger.Acknowledge(lease);
        if (done)
        {
            await ApplyAsync(thread, ledger, changed: false, cancellationToken).ConfigureAwait(false);
        }

        return done;
    }

    public bool MarkApplied(RunLease lease, IReadOnlyCollection<string> runIds) => Change(lease, (thread, _) =>
    {
        foreach (var run in runIds.Select(thread.Runs.GetValueOrDefault).OfType<ModelRun>())
        {
            run.Stored = run.Stored with { InputOwed = false };
        }

        return true;
    });

    public async Task<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken)
    {
        if (Find(take.Lease.ThreadId) is not { } thread || thread.Find(take.Lease) is not { } run)
        {
            return null;
        }

        var ledger = new ThreadLedger(thread.Header, thread, Now);
        if (ledger.TakeSteered(run, take))
        {
            await ApplyAsync(thread, ledger, changed: true, cancellationToken).ConfigureAwait(false);
        }

        return [.. thread.SteeredInto(run.RunId).Where(static one => one is { InputOwed: true, Reason: RunStatusReason.Steered })];
    }

    public bool SetGuards(RunLease lease, RunGuards guards) => Change(lease, (_, run) =>
    {
        var guarded = ThreadLedger.Guarded(run.Stored, guards);
        run.Stored = guarded ?? run.Stored;
        return guarded is not null;
    });

    public async Task<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken)
    {
        var taken = new List<StoredRun>();
        foreach (var (thread, run) in Ending.Where(one => RunTransitions.TakenAt(one.Run) <= Now).Take(request.Limit).ToList())
        {
            var ledger = new ThreadLedger(thread.Header, thread, Now);
            ledger.Reap(run, request);
            await ApplyAsync(thread, ledger, changed: true, cancellationToken).ConfigureAwait(false);
            taken.Add(thread.Find(run.RunId)!);
        }

        return new ReapResult(taken, Ending.Select(one => Until(RunTransitions.TakenAt(one.Run))).Min());
    }

    private static ClaimedRun Claimed(ModelRunThread thread, StoredRun run) => new(
        new RunLease(run.ThreadId, run.RunId, run.Epoch), run, [.. thread.Stored.Where(one => RunTransitions.IsOwedBefore(one, run, thread.Find)).OrderBy(one => one.Sequence)]);

    private TimeSpan? Until(DateTimeOffset? moment) => moment is { } known ? known > Now ? known - Now : TimeSpan.Zero : null;
}
