using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Tests;

/// <summary>The store in memory, with one defect.</summary>
internal sealed class DefectiveRunStore(InMemoryRunStore inner, TimeProvider time, RunStoreDefect defect) : DelegatingRunStore(inner)
{
    private readonly Dictionary<string, StoredRun> _firstOfId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _updated = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), RunGuards> _guards = [];
    private readonly Dictionary<(string, string), long> _sequences = [];

    public override async ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        if (defect == RunStoreDefect.RunIdsOfAllThreads && _firstOfId.TryGetValue(request.Run.RunId, out var known)
            && await Inner.GetRunAsync(known.ThreadId, known.RunId, cancellationToken) is { } run)
        {
            return new AdmissionResult(AdmissionOutcome.Duplicate, run, null, null);
        }

        var decide = request.Decide;
        request = defect == RunStoreDefect.KeyOfMergedRunIsForgotten ? request with { Decide = thread => decide(thread) with { InheritsKeys = false } } : request;
        var result = await Inner.AdmitAsync(request, cancellationToken);
        if (result is { Outcome: AdmissionOutcome.Admitted, Run: { } admitted })
        {
            _firstOfId[admitted.RunId] = admitted;
        }

        return result;
    }

    public override async ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken)
    {
        var held = await Inner.SetGuardsAsync(lease, guards, cancellationToken);
        if (held)
        {
            _updated[lease.ThreadId] = time.GetUtcNow();
            _guards[(lease.ThreadId, lease.RunId)] = guards;
        }

        return held;
    }

    public override async ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        var snapshot = await Inner.ReadThreadAsync(threadId, cancellationToken);
        return snapshot is null || defect != RunStoreDefect.GuardUpdatesThread || !(_updated.GetValueOrDefault(threadId) > snapshot.Thread.UpdatedAt)
            ? snapshot
            : snapshot with { Thread = snapshot.Thread with { UpdatedAt = _updated[threadId] } };
    }

    public override async ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken) =>
        [.. (await Inner.ListRunsAsync(query, cancellationToken)).Select(Wrong)];

    public override async ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken) =>
        await Inner.GetRunAsync(threadId, runId, cancellationToken) is { } run ? Wrong(run) : null;

    public override async ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        if (defect == RunStoreDefect.WaitsForClock
            && (await Inner.ListRunsAsync(new RunQuery { Status = RunStatus.Pending }, cancellationToken)).Any(run => !run.Delayed && run.CreatedAt > time.GetUtcNow()))
        {
            return new RunClaimResult([], TimeSpan.Zero);
        }

        return await Inner.ClaimAsync(defect == RunStoreDefect.ClaimsOtherGraphs ? claim with { Graphs = null } : claim, cancellationToken);
    }

    public override IDisposable Subscribe(Action<RunStoreHint> listener) =>
        Inner.Subscribe(hint =>
        {
            if (defect != RunStoreDefect.NoHintOfEnd || hint.Kind != RunStoreHintKind.Changed)
            {
                listener(hint);
            }
        });

    private StoredRun Wrong(StoredRun run)
    {
        var key = (run.ThreadId, run.RunId);
        switch (defect)
        {
            case RunStoreDefect.CancelledKeepsGuards when run is { FinishedAt: not null, Reason: RunStatusReason.Cancelled } && _guards.GetValueOrDefault(key) is var kept and not RunGuards.None:
                return run with { Guards = kept & RunGuards.NoRollback };
            case RunStoreDefect.HeldGetsNewSequence:
                if (run.Held)
                {
                    _sequences[key] = run.Sequence;
                }

                return !run.Held && _sequences.ContainsKey(key) ? run with { Sequence = run.Sequence + 1000 } : run;
            default:
                return run;
        }
    }
}
