using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>A change that was decided on a thread as it was seen: displacements, then a new run, or none.</summary>
internal sealed record ThreadChange(SeenThread Seen, Guid Call, IReadOnlyList<RunDisplacement> Displaced, NewRun? Run, AdmissionDecision? Decision)
{
    /// <summary>Who would execute the new run at once.</summary>
    public RunClaim? Claim { get; init; }

    public string ThreadId => Seen.Snapshot.Thread.ThreadId;

    private TimeSpan Delay => Decision?.Delay ?? Run?.Delay ?? TimeSpan.Zero;

    private IReadOnlyList<RunFact> Facts => Decision?.Facts ?? [];

    private ReadOnlyMemory<byte> Input => Decision?.Input ?? Run?.Input ?? default;

    /// <summary>The runs that are rolled back and recorded.</summary>
    public IReadOnlyList<(string RunId, RemovalRecording Recording)> Recorded { get; } =
        [.. Displaced.Where(static one => one is { Kind: DisplacementKind.Rollback, Recording: not null }).Select(static one => (one.RunId, one.Recording!))];

    /// <summary>Adds the parameters in the order of the function; the recordings come last.</summary>
    public void AddTo(NpgsqlParameterCollection parameters, DateTime? clock)
    {
        AddChange(parameters, clock);
        if (Recorded.Count > 0)
        {
            parameters.Recordings(Recorded);
        }
    }

    private void AddChange(NpgsqlParameterCollection parameters, DateTime? clock) =>
        parameters.Text(ThreadId).Number(Seen.Version).Nullable(Call, NpgsqlDbType.Uuid).Moment(clock)
            .Many([.. Displaced.Select(one => one.RunId)], NpgsqlDbType.Text)
            .Many([.. Displaced.Select(one => (short)one.Kind)], NpgsqlDbType.Smallint)
            .Many([.. Displaced.Select(one => one.Grace)], NpgsqlDbType.Interval)
            .Text(Run?.RunId).Text(Run?.GraphName).Small((int)(Decision?.Strategy ?? default)).Text(RunInput.Json(Run?.Metadata ?? default))
            .Text(Run?.IdempotencyKey).Span(Delay).Int(Run?.MaxAttempts ?? 0).Bytes(Input).Bytes(Decision?.Config ?? Run?.Config ?? default).Nullable(Run?.TellEnd ?? false, NpgsqlDbType.Boolean)
            .Text(Claim?.Owner).Span(Claim?.Lease ?? TimeSpan.Zero)
            .Nullable(Decision?.ThreadContext?.ToArray(), NpgsqlDbType.Bytea)
            .Many([.. Facts.Select(fact => (short)fact.Kind)], NpgsqlDbType.Smallint)
            .Many([.. Facts.Select(fact => fact.Data)], NpgsqlDbType.Bytea)
            .Nullable(Decision?.Held ?? false, NpgsqlDbType.Boolean).Nullable(Decision?.InheritsKeys ?? false, NpgsqlDbType.Boolean)
            .Text(Decision?.SteersRunId).Int(Decision?.Urgency ?? 0).Text(Decision?.SteersPath);

    /// <summary>The new run as it is stored.</summary>
    public StoredRun Admitted(ChangeOutcome outcome) =>
        RunTransitions.Admitted(Run!, Decision!, outcome.Sequence, outcome.CreatedAt!.Value) with { NotBefore = outcome.NotBefore!.Value };

    /// <summary>The new run with its lease, if it was claimed at once.</summary>
    public ClaimedRun? Claimed(ChangeOutcome outcome)
    {
        if (outcome.Epoch is not { } epoch)
        {
            return null;
        }

        var run = RunTransitions.Claimed(Admitted(outcome), Claim!, epoch, outcome.CreatedAt!.Value);
        return new ClaimedRun(new RunLease(ThreadId, run.RunId, epoch), run, []);
    }

    /// <summary>What the displacements did. As nothing had changed since the look, that is known without asking.</summary>
    public IReadOnlyList<RunChange> Displacements()
    {
        var running = Seen.Snapshot.Runs.FirstOrDefault(run => run.Status == RunStatus.Running)?.RunId;
        return [.. Displaced.Select(one => new RunChange(one.RunId, one.Kind, one.RunId == running))];
    }
}
