using System.Text;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>What becomes of the record of a run in each transition.</summary>
internal static class RunMoves
{
    public static StoredRun Admitted(NewRun request, AdmissionDecision decision, long sequence, DateTimeOffset now)
    {
        var delay = decision.Delay ?? request.Delay;
        return new StoredRun
        {
            RunId = request.RunId,
            ThreadId = request.ThreadId,
            GraphName = request.GraphName,
            Sequence = sequence,
            Status = RunStatus.Pending,
            Strategy = decision.Strategy,
            Input = decision.Input is { } input ? input.ToArray() : request.Input,
            Config = request.Config,
            Metadata = request.Metadata,
            IdempotencyKey = request.IdempotencyKey,
            Delayed = delay > TimeSpan.Zero,
            NotBefore = delay > TimeSpan.Zero ? Moments.After(now, delay) : now,
            CreatedAt = now,
            MaxAttempts = request.MaxAttempts,
        };
    }

    public static StoredRun Claimed(StoredRun run, RunClaim claim, long epoch, DateTimeOffset now) => run with
    {
        Status = RunStatus.Running,
        Reason = RunStatusReason.None,
        Owner = claim.Owner,
        Epoch = epoch,
        LeaseUntil = Moments.After(now, claim.Lease),
        Attempt = run.Attempt + 1,
        StartedAt = run.StartedAt ?? now,
    };

    public static StoredRun Signalled(StoredRun run, RunDisplacement displacement, DateTimeOffset now) => run.Signal != RunSignal.None
        ? run
        : run with { Signal = Signal(displacement.Kind), SignalDeadline = Moments.After(now, displacement.Grace) };

    public static StoredRun Ended(StoredRun run, RunSettlement settlement, DateTimeOffset now, bool byOwner) => run with
    {
        Status = settlement.Status,
        Reason = settlement.Reason,
        Output = settlement.Output.ToArray(),
        Error = Storable(settlement.Error),
        InterruptIds = [.. settlement.InterruptIds],
        Interrupts = settlement.Interrupts.ToArray(),
        FinishedAt = now,
        Delayed = false,
        Owner = null,
        LeaseUntil = null,
        Epoch = byOwner ? run.Epoch : 0,
        Signal = RunSignal.None,
        SignalDeadline = null,
        Guards = RunGuards.None,
        InputOwed = settlement.Reason == RunStatusReason.Displaced,
    };

    public static StoredRun Requeued(StoredRun run, RunRelease release, DateTimeOffset now) => run with
    {
        Status = RunStatus.Pending,
        Reason = release.Reason,
        Delayed = release.Delayed,
        NotBefore = release.Delay > TimeSpan.Zero ? Moments.After(now, release.Delay) : now,
        Attempt = release.CountAttempt ? run.Attempt : run.Attempt - 1,
        Owner = null,
        LeaseUntil = null,
        Epoch = 0,
        Guards = run.Guards & RunGuards.NoRollback,
    };

    public static RunSignal Signal(DisplacementKind kind) => kind == DisplacementKind.Interrupt ? RunSignal.Displace : RunSignal.Cancel;

    /// <summary>How a run ends that was asked to stop.</summary>
    public static RunSettlement Stopped(RunSignal signal) => new()
    {
        Status = RunStatus.Interrupted,
        Reason = signal == RunSignal.Displace ? RunStatusReason.Displaced : RunStatusReason.Cancelled,
    };

    public static RunSettlement Poisoned(StoredRun run) => new()
    {
        Status = RunStatus.Error,
        Reason = RunStatusReason.Poisoned,
        Error = $"The run lost its owner {run.Attempt} times and is not tried again.",
        Rest = ThreadRest.Error,
    };

    // The text comes from user code. Half a surrogate pair in it must not keep a run from ending.
    private static string? Storable(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
