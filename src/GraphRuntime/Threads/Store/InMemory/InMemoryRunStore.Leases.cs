using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Threads;

/// <content>Runs are owned.</content>
public sealed partial class InMemoryRunStore
{
    /// <inheritdoc/>
    public ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Answer(cancellationToken, () => Claim(claim));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return Answer<IReadOnlyList<LeaseState>>(cancellationToken, () =>
        {
            var held = new List<LeaseState>(leases.Count);
            foreach (var lease in leases)
            {
                var run = Read(lease.ThreadId, thread =>
                {
                    if (thread?.Run(lease) is not { } run)
                    {
                        return null;
                    }

                    thread.Replace(run, run.Stored with { LeaseUntil = RunTransitions.After(Now, duration) });
                    return run.Stored;
                });
                if (run is not null)
                {
                    held.Add(new LeaseState(lease, run.Signal) { SteeredInputs = run.SteeredInputs });
                }
            }

            return held;
        });
    }

    /// <inheritdoc/>
    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken)
    {
        RunInput.Check(settlement);
        var storable = settlement with { Error = RunInput.Fit(settlement.Error) };
        return Answer(cancellationToken, () => WithLease(lease, (ledger, run) => ledger.Settle(run, storable)) || IsSettled(lease));
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(release);
        return Answer(cancellationToken, () => WithLease(lease, (ledger, run) => ledger.Release(run, release)));
    }

    /// <inheritdoc/>
    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        return Answer(cancellationToken, () => WithRun(lease, RunStoreHintKind.Changed, (thread, _) =>
        {
            foreach (var owed in runIds.Select(thread.Run).OfType<InMemory.MemoryRun>())
            {
                thread.Replace(owed, owed.Stored with { InputOwed = false });
            }

            return true;
        }));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(take);
        return Answer(cancellationToken, () => TakeSteered(take));
    }

    /// <inheritdoc/>
    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () => WithRun(lease, RunStoreHintKind.Changed, (thread, run) =>
        {
            if (ThreadLedger.Guarded(run.Stored, guards) is not { } guarded)
            {
                return false;
            }

            thread.Guard(run, guarded);
            return true;
        }));

    /// <inheritdoc/>
    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answer(cancellationToken, () => Reap(request));
    }

    private static ClaimedRun Claimed(InMemory.MemoryThread thread, StoredRun run) =>
        new(new RunLease(run.ThreadId, run.RunId, run.Epoch), run, thread.OwedBefore(run));

    private RunClaimResult Claim(RunClaim claim)
    {
        EnterDue(Now);
        var claimed = new List<ClaimedRun>();
        while (claimed.Count < claim.Limit && _queue.TryTake(claim, out var thread))
        {
            lock (thread.Gate)
            {
                if (!thread.Gone && TryClaim(thread, claim) is { } run)
                {
                    claimed.Add(run);
                }
            }
        }

        foreach (var run in claimed)
        {
            _listeners.Publish(RunStoreHintKind.Events, run.Lease.ThreadId);
        }

        return new RunClaimResult(claimed, Until(_queue.NextMoment(), Now)) { WaitingGraphs = claimed.Count < claim.Limit ? _queue.Graphs() : [] };
    }

    private ClaimedRun? TryClaim(InMemory.MemoryThread thread, RunClaim claim)
    {
        // The thread was looked at under the lock of the queue only: its first run may be another one by now.
        var ledger = thread.Ledger(Now);
        var run = thread.Header.NextGraph is { } graph && claim.Takes(graph) ? ledger.Claim(claim) : null;
        Apply(thread, ledger);
        return run is null ? null : Claimed(thread, run);
    }

    private IReadOnlyList<StoredRun>? TakeSteered(SteeredTake take)
    {
        var (changed, ready) = (false, false);
        var taken = Read<IReadOnlyList<StoredRun>?>(take.Lease.ThreadId, thread =>
        {
            if (thread?.Run(take.Lease) is not { } run)
            {
                return null;
            }

            var ledger = thread.Ledger(Now);
            if (ledger.TakeSteered(run.Stored, take))
            {
                changed = true;
                ready = Apply(thread, ledger);
            }

            return [.. thread.SteeredInto(run.Stored.RunId).Where(static one => one is { InputOwed: true, Reason: RunStatusReason.Steered })];
        });
        Publish(take.Lease.ThreadId, changed, ready);
        return taken;
    }

    /// <summary>Lets delayed runs whose moment has come enter the queues of their threads.</summary>
    private void EnterDue(DateTimeOffset now)
    {
        while (_queue.TryTakeDue(now, out var due))
        {
            lock (due.Gate)
            {
                if (!due.Gone)
                {
                    var ledger = due.Ledger(now);
                    ledger.EnterDue();
                    Apply(due, ledger);
                }
            }
        }
    }

    /// <summary>True if this lease already settled its run: the caller repeats a call whose outcome it did not learn.</summary>
    private bool IsSettled(RunLease lease) => Read(
        lease.ThreadId,
        thread => thread?.Find(lease.RunId) is { FinishedAt: not null } run && run.Epoch == lease.Epoch);

    private ReapResult Reap(ReapRequest request)
    {
        var now = Now;
        var taken = new List<StoredRun>();
        foreach (var (threadId, _) in Ending().TakeWhile(one => one.TakenAt <= now))
        {
            if (taken.Count == request.Limit)
            {
                break;
            }

            if (TryReap(threadId, request, now) is { } run)
            {
                taken.Add(run);
            }
        }

        return new ReapResult(taken, Until(Ending().Select(static one => (DateTimeOffset?)one.TakenAt).FirstOrDefault(), now));
    }

    /// <summary>The threads with a running run, by the moment at which it is taken from its owner.</summary>
    private List<(string ThreadId, DateTimeOffset TakenAt)> Ending() =>
    [
        .. _running.Keys.Select(thread => (thread.ThreadId, TakenAt: Read(thread.ThreadId, static found => found?.Running is { } run ? RunTransitions.TakenAt(run) : DateTimeOffset.MaxValue)))
            .Where(static one => one.TakenAt != DateTimeOffset.MaxValue)
            .OrderBy(static one => one.TakenAt)
            .ThenBy(static one => one.ThreadId, StringComparer.Ordinal),
    ];

    private StoredRun? TryReap(string threadId, ReapRequest request, DateTimeOffset now)
    {
        var ready = false;
        var taken = Read(threadId, thread =>
        {
            if (thread?.Running is not { } run || RunTransitions.TakenAt(run) > now)
            {
                return null;
            }

            var ledger = thread.Ledger(now);
            ledger.Reap(run, request);
            ready = Apply(thread, ledger);
            return thread.Find(run.RunId);
        });
        Publish(threadId, taken is not null, ready);
        return taken;
    }

    private static TimeSpan? Until(DateTimeOffset? moment, DateTimeOffset now) => moment is { } known ? known > now ? known - now : TimeSpan.Zero : null;
}
