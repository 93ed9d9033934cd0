using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <content>Runs are owned.</content>
public sealed partial class PostgresRunStore
{
    /// <inheritdoc/>
    public async ValueTask<RunClaimResult> ClaimAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentOutOfRangeException.ThrowIfLessThan(claim.Limit, 1, nameof(claim));
        StoredText.Check(claim.Owner, "owner");
        var rows = await _database.RowsAsync(
            _sql.Claim,
            (claim, Clock),
            static (p, s) => p.Text(s.claim.Owner).Span(s.claim.Lease).Int(s.claim.Limit)
                .Nullable(s.claim.Graphs?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text).Moment(s.Clock),
            static row => (For: row.Text(0), Next: row.Span(1), Waiting: row.IsDBNull(2) ? [] : row.Texts(2), Run: RunRow.IsThere(row, 3) ? RunRow.Read(row, 3) : null),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        foreach (var run in rows.Where(static row => row is { Run: not null, For: null }))
        {
            _hints.TellOfEvents(run.Run!.ThreadId);
        }

        var owed = rows.Where(row => row.For is not null).ToLookup(row => (row.Run!.ThreadId, row.For), row => row.Run!);
        return new RunClaimResult(
            [.. rows.Where(row => row is { Run: not null, For: null }).Select(row => Claimed(row.Run!, [.. owed[(row.Run!.ThreadId, row.Run.RunId)]]))],
            rows[^1].Next)
        {
            WaitingGraphs = rows[^1].Waiting,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LeaseState>> RenewAsync(IReadOnlyList<RunLease> leases, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leases);
        if (leases.Count == 0)
        {
            return [];
        }

        foreach (var lease in leases)
        {
            RunInput.Check(lease);
        }

        return await _database.RowsAsync(
            _sql.Renew, (leases, duration, Clock), static (p, s) => AddLeases(p, s.leases, s.duration, s.Clock), ReadLease, PostgresCall.Short, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IReadOnlyList<LeaseState> Renew(IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(leases);
        foreach (var lease in leases)
        {
            RunInput.Check(lease);
        }

        return leases.Count == 0 ? [] : _leaseLine.Renew(leases, duration, Clock, patience);
    }

    internal static void AddLeases(NpgsqlParameterCollection parameters, IReadOnlyList<RunLease> leases, TimeSpan duration, DateTime? clock) =>
        parameters.Many([.. leases.Select(lease => lease.ThreadId)], NpgsqlDbType.Text).Many([.. leases.Select(lease => lease.RunId)], NpgsqlDbType.Text)
            .Many([.. leases.Select(lease => lease.Epoch)], NpgsqlDbType.Bigint).Span(duration).Moment(clock);

    internal static LeaseState ReadLease(NpgsqlDataReader row) =>
        new(new RunLease(row.GetString(0), row.GetString(1), row.GetInt64(2)), (RunSignal)row.GetInt16(3)) { SteeredInputs = row.GetInt32(4) };

    /// <inheritdoc/>
    public ValueTask<bool> SettleAsync(RunLease lease, RunSettlement settlement, CancellationToken cancellationToken)
    {
        GraphRuntime.Threads.Ledger.RunInput.Check(settlement);
        var interrupts = RunInput.Checked(settlement.InterruptIds, "interrupt id");
        var pauses = settlement.Rest?.Pause is { } pause ? RunInput.Checked(pause.InterruptIds, "interrupt id") : null;
        return HeldAsync(
            lease,
            _sql.Settle,
            (settlement, interrupts, pauses, Clock),
            static (p, s) => p.Moment(s.Clock).Small((int)s.settlement.Status).Small((int)s.settlement.Reason).Text(RunInput.Fit(s.settlement.Error))
                .Bytes(s.settlement.Output).Many(s.interrupts, NpgsqlDbType.Text).Bytes(s.settlement.Interrupts).Nullable((short?)s.settlement.Rest?.Status, NpgsqlDbType.Smallint)
                .Nullable((short?)s.settlement.Rest?.Pause?.Reason, NpgsqlDbType.Smallint).Nullable(s.pauses, NpgsqlDbType.Array | NpgsqlDbType.Text),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(RunLease lease, RunRelease release, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(release);
        return HeldAsync(
            lease,
            _sql.Release,
            (release, Clock),
            static (p, s) => p.Moment(s.Clock).Small((int)s.release.Reason).Nullable(s.release.CountAttempt, NpgsqlDbType.Boolean).Span(s.release.Delay)
                .Nullable(s.release.Delayed, NpgsqlDbType.Boolean).Nullable(s.release.Held, NpgsqlDbType.Boolean),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> MarkInputsAppliedAsync(RunLease lease, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        return HeldAsync(lease, _sql.MarkApplied, RunInput.Checked(runIds, "run id"), static (p, runs) => p.Many(runs, NpgsqlDbType.Text), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredRun>?> TakeSteeredAsync(SteeredTake take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(take);
        RunInput.Check(take.Lease);
        var rows = await _database.RowsAsync(
            _sql.TakeSteered,
            (take, Clock),
            static (p, s) => p.Text(s.take.Lease.ThreadId).Text(s.take.Lease.RunId).Number(s.take.Lease.Epoch).Moment(s.Clock)
                .Nullable(s.take.OnlyTaken, NpgsqlDbType.Boolean).Nullable(s.take.IncludeHeld, NpgsqlDbType.Boolean)
                .Many([.. s.take.OfCalls], NpgsqlDbType.Text),
            static row => (Holds: row.GetBoolean(0), Changed: row.GetBoolean(1), Ready: row.GetBoolean(2), Run: RunRow.IsThere(row, 3) ? RunRow.Read(row, 3) : null),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        _hints.Publish(take.Lease.ThreadId, rows[0].Changed, rows[0].Ready);
        return rows[0].Holds ? [.. rows.Select(static row => row.Run).OfType<StoredRun>()] : null;
    }

    /// <inheritdoc/>
    public ValueTask<bool> SetGuardsAsync(RunLease lease, RunGuards guards, CancellationToken cancellationToken) =>
        HeldAsync(lease, _sql.SetGuards, (guards, Clock), static (p, s) => p.Moment(s.Clock).Int((int)s.guards), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ReapResult> ReapAsync(ReapRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var rows = await _database.RowsAsync(
            _sql.Reap,
            (request, Clock),
            static (p, s) => p.Int(s.request.Limit).Span(s.request.Backoff).Span(s.request.MaxBackoff).Moment(s.Clock),
            static row => (Next: row.Span(0), Run: RunRow.IsThere(row, 1) ? RunRow.Read(row, 1) : null),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        StoredRun[] taken = [.. rows.Select(row => row.Run).OfType<StoredRun>()];
        foreach (var run in taken)
        {
            _hints.Publish(run.ThreadId, changed: true, ready: true);
        }

        return new ReapResult(taken, rows[^1].Next);
    }

    private static ClaimedRun Claimed(StoredRun run, IReadOnlyList<StoredRun> owed) => new(new RunLease(run.ThreadId, run.RunId, run.Epoch), run, owed);
}
