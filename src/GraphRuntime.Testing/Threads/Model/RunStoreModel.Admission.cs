using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Testing.Threads.Model;

/// <content>Admissions and displacements.</content>
internal sealed partial class RunStoreModel
{
    public async Task<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        var run = request.Run;
        if (Find(run.ThreadId) is null && !run.CreateThread)
        {
            return new AdmissionResult(AdmissionOutcome.ThreadMissing, null, null, null);
        }

        var thread = Find(run.ThreadId) ?? New(run.ThreadId, default);
        if (thread.Repeated(run) is { } known)
        {
            return new AdmissionResult(AdmissionOutcome.Duplicate, known, null, null);
        }

        var snapshot = thread.Snapshot(Now, request.IncludeInputs);
        var decision = request.Decide(snapshot);
        if (!decision.Admitted)
        {
            return new AdmissionResult(AdmissionOutcome.Refused, null, decision, snapshot);
        }

        _threads[run.ThreadId] = thread;
        var ledger = new ThreadLedger(thread.Header, thread, Now);
        var added = ledger.Admit(run, decision);
        var claimed = request.Claim is { } claim ? ledger.ClaimAdded(claim) : null;
        await ApplyAsync(thread, ledger, decision.Displaced.Count > 0 || decision.SteersRunId is not null, cancellationToken).ConfigureAwait(false);
        thread.Runs[run.RunId].TellAt = run.TellEnd ? Now : null;
        return new AdmissionResult(AdmissionOutcome.Admitted, claimed ?? added, decision, snapshot)
        {
            Claimed = claimed is null ? null : Claimed(thread, claimed),
            EventNumber = ledger.AdmittedEvent,
        };
    }

    public async Task<IReadOnlyList<RunChange>?> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken)
    {
        if (Find(threadId) is not { } thread)
        {
            return null;
        }

        var ledger = new ThreadLedger(thread.Header, thread, Now);
        var changes = ledger.Displace(choose(thread.Snapshot(Now, includeInputs: false)));
        await ApplyAsync(thread, ledger, changes.Count > 0, cancellationToken).ConfigureAwait(false);
        return changes;
    }
}
