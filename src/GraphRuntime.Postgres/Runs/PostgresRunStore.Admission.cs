using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <content>Runs come in, and are displaced.</content>
public sealed partial class PostgresRunStore
{
    /// <inheritdoc/>
    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RunInput.Check(request.Run);
        if (request.Claim is { } claim)
        {
            StoredText.Check(claim.Owner, "owner");
        }

        return ChangeAsync(request.RunsUserCode ? _deciding : _turns, request.Run.ThreadId, (call, token) => AdmitAsync(request, call, token), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        ArgumentNullException.ThrowIfNull(choose);
        return ChangeAsync(_turns, threadId, (call, token) => DisplaceAsync(threadId, choose, call, token), cancellationToken);
    }

    private async ValueTask<(bool Done, AdmissionResult Result)> AdmitAsync(AdmissionRequest request, Guid call, CancellationToken cancellationToken)
    {
        var run = request.Run;
        var seen = await SeeAsync(run.ThreadId, run, request.IncludeInputs, cancellationToken).ConfigureAwait(false);
        if (!seen.Exists && !run.CreateThread)
        {
            return (true, new AdmissionResult(AdmissionOutcome.ThreadMissing, null, null, null));
        }

        if (seen.Repeated is { } known)
        {
            return (true, new AdmissionResult(AdmissionOutcome.Duplicate, known, null, null));
        }

        var decision = request.Decide(seen.Snapshot);
        if (!decision.Admitted)
        {
            return (true, new AdmissionResult(AdmissionOutcome.Refused, null, decision, seen.Snapshot));
        }

        var change = new ThreadChange(seen, call, Present(seen, decision.Displaced), run, decision) { Claim = request.Claim };
        var outcome = await StoreAsync(change, cancellationToken).ConfigureAwait(false);
        var claimed = outcome.Done ? change.Claimed(outcome) : null;
        var stored = outcome.Done ? claimed?.Run ?? change.Admitted(outcome) : null;
        return (outcome.Done, new AdmissionResult(AdmissionOutcome.Admitted, stored, decision, seen.Snapshot) { Claimed = claimed, EventNumber = outcome.EventNumber });
    }

    private async ValueTask<(bool Done, IReadOnlyList<RunChange>? Result)> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, Guid call, CancellationToken cancellationToken)
    {
        var seen = await SeeAsync(threadId, null, includeInputs: false, cancellationToken).ConfigureAwait(false);
        if (!seen.Exists)
        {
            return (true, null);
        }

        var displaced = Present(seen, choose(seen.Snapshot));
        if (displaced.Count == 0)
        {
            return (true, []);
        }

        var change = new ThreadChange(seen, call, displaced, null, null);
        var outcome = await StoreAsync(change, cancellationToken).ConfigureAwait(false);
        return (outcome.Done, change.Displacements());
    }

    private static List<RunDisplacement> Present(SeenThread seen, IReadOnlyList<RunDisplacement> displaced) =>
        [.. displaced.Where(one => seen.Snapshot.Runs.Any(run => run.RunId == one.RunId))];

    private async ValueTask<ChangeOutcome> StoreAsync(ThreadChange change, CancellationToken cancellationToken)
    {
        var rows = await _database.RowsAsync(
            change.Recorded.Count == 0 ? _sql.Change : _sql.RecordAndChange, (change, Clock), static (p, s) => s.change.AddTo(p, s.Clock), ChangeOutcome.Read, PostgresCall.Short, cancellationToken).ConfigureAwait(false);
        if (rows[0].Done)
        {
            _hints.Publish(change.ThreadId, changed: change.Displaced.Count > 0 || change.Decision?.SteersRunId is not null, ready: rows[0].Ready);
            _hints.TellOfEvents(change.ThreadId);
        }

        return rows[0];
    }
}
