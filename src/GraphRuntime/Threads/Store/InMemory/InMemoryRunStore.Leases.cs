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
                    var run = thread?.Find(lease);
                    run?.Stored = run.Stored with { LeaseUntil = RunTransitions.After(Now, duration) };
                    return run?.Stored;
                });
                if (run is not null)
                {
                    held.Add(new LeaseState(lease, run.Signal));
                }
            }

            return held;
        });
    }

    /// <inheritdoc/>
    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        return Answer(cancellationToken, () => WithLease(lease, RunStoreHintKind.Changed, (thread, run) =>
        {
            thread.End(run, settlement, Now, byOwner: true);
            return true;
        }) || Settled(lease));
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(release);
        return Answer(cancellationToken, () => WithLease(lease, RunStoreHintKind.Changed, (thread, run) =>
        {
            thread.Requeue(run, release, Now);
            return true;
        }));
    }

    /// <inheritdoc/>
    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        return Answer(cancellationToken, () => WithLease(lease, RunStoreHintKind.Changed, (thread, _) =>
        {
            foreach (var runId in runIds)
            {
                if (thread.Find(runId) is { } owed)
                {
                    thread.MarkApplied(owed);
                }
            }

            return true;
        }));
    }

    /// <inheritdoc/>
    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) =>
        Answer(cancellationToken, () => WithLease(lease, RunStoreHintKind.Changed, (_, run) =>
        {
            if (guards != RunGuards.None && run.Stored.Signal != RunSignal.None)
            {
                return false;
            }

            run.Stored = run.Stored with { Guards = guards };
            return true;
        }));

    /// <inheritdoc/>
    public ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Answer(cancellationToken, () => Reap(request));
    }

    private RunClaimResult Claim(RunClaim claim)
    {
        var now = Now;
        LineUpDue(now);
        var claimed = new List<ClaimedRun>();
        while (claimed.Count < claim.Limit && _line.TryTake(out var thread))
        {
            lock (thread.Gate)
            {
                thread.InLine = false;
                if (thread.Gone)
                {
                    continue;
                }

                // By the clock of this moment: the thread may have entered the line after the claim began.
                if (thread.TryClaim(claim, Now) is { } run)
                {
                    claimed.Add(run);
                }

                Noted(thread);
            }
        }

        foreach (var run in claimed)
        {
            _listeners.Publish(RunStoreHintKind.Events, run.Lease.ThreadId);
        }

        return new RunClaimResult(claimed, _line.NextIn(now));
    }

    private void LineUpDue(DateTimeOffset now)
    {
        while (_line.TryTakeDue(now, out var due))
        {
            lock (due.Gate)
            {
                due.WaitsFor = null;
                if (!due.Gone)
                {
                    due.EnterDue(now);
                    Noted(due);
                }
            }
        }
    }

    /// <summary>True if this lease already settled its run: the caller repeats a call whose outcome it did not learn.</summary>
    private bool Settled(RunLease lease) => Read(
        lease.ThreadId,
        thread => thread?.Find(lease.RunId) is { Stored: { FinishedAt: not null } stored } && stored.Epoch == lease.Epoch);

    private ReapResult Reap(ReapRequest request)
    {
        var now = Now;
        var taken = new List<StoredRun>();
        TimeSpan? next = null;
        foreach (var thread in _running.Keys.OrderBy(static thread => thread.ThreadId, StringComparer.Ordinal))
        {
            var ready = false;
            lock (thread.Gate)
            {
                if (thread.Gone || thread.Running is not { } run)
                {
                    continue;
                }

                var left = RunTransitions.TakenAt(run.Stored) - now;
                if (left > TimeSpan.Zero || taken.Count == request.Limit)
                {
                    left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
                    next = next < left ? next : left;
                    continue;
                }

                Take(thread, run, request, now);
                taken.Add(run.Stored);
                ready = Noted(thread);
            }

            Publish(thread.ThreadId, changed: true, ready);
        }

        return new ReapResult(taken, next);
    }

    private static void Take(InMemory.MemoryThread thread, InMemory.MemoryRun run, ReapRequest request, DateTimeOffset now)
    {
        if (run.Stored.Signal == RunSignal.None && run.Stored.Attempt >= run.Stored.MaxAttempts)
        {
            thread.End(run, RunTransitions.Poisoned(run.Stored), now, byOwner: false);
            return;
        }

        thread.Requeue(run, RunTransitions.LeaseLost(run.Stored, request), now);
    }
}
