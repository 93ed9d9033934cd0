using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads;

/// <summary>
/// What becomes of the record of a run in each transition of <see cref="IRunStore"/>. Pure functions; what becomes of the thread is in
/// <see cref="Ledger.ThreadLedger"/>. Moments are whole microseconds.
/// </summary>
internal static partial class RunTransitions
{
    /// <summary>The attempt keeps its number, which its events have; it is made up for by one more that the run may have.</summary>
    private static readonly RunRelease s_preemption = new(RunStatusReason.Preempted, CountAttempt: true, TimeSpan.Zero);

    private static readonly DateTimeOffset Last = StoredTime.Whole(DateTimeOffset.MaxValue);

    /// <summary>The record of an admitted run.</summary>
    /// <param name="request">The run as it was submitted; its bytes are copied.</param>
    /// <param name="decision">The decision that admits it.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="now">The moment of the admission.</param>
    /// <returns>The record.</returns>
    public static StoredRun Admitted(NewRun request, AdmissionDecision decision, long sequence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(decision);
        var delay = decision.Delay ?? request.Delay;
        return new StoredRun
        {
            RunId = request.RunId,
            ThreadId = request.ThreadId,
            GraphName = request.GraphName,
            Sequence = sequence,
            Status = RunStatus.Pending,
            Strategy = decision.Strategy,
            Input = (decision.Input ?? request.Input).ToArray(),
            Config = (decision.Config ?? request.Config).ToArray(),
            Metadata = request.Metadata.ToArray(),
            IdempotencyKey = request.IdempotencyKey,
            Delayed = delay > TimeSpan.Zero,
            Held = decision.Held && delay > TimeSpan.Zero,
            NotBefore = After(now, delay),
            CreatedAt = StoredTime.Whole(now),
            MaxAttempts = request.MaxAttempts,
            SteersRunId = decision.SteersRunId,
            SteersPath = decision.SteersPath,
            Urgency = decision.Urgency,
        };
    }

    /// <summary>The record of a claimed run.</summary>
    /// <param name="run">The pending run.</param>
    /// <param name="claim">Who gets it, and for how long.</param>
    /// <param name="epoch">The raised epoch of the thread.</param>
    /// <param name="now">The moment of the claim.</param>
    /// <returns>The record.</returns>
    public static StoredRun Claimed(StoredRun run, RunClaim claim, long epoch, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(claim);
        return run with
        {
            Status = RunStatus.Running,
            Reason = RunStatusReason.None,
            Owner = claim.Owner,
            Epoch = epoch,
            LeaseUntil = After(now, claim.Lease),
            Attempt = run.Attempt + 1,
            StartedAt = run.StartedAt ?? StoredTime.Whole(now),
        };
    }

    /// <summary>The record of a running run that is asked to stop. A first signal is not replaced by a later one, unless it lets the run go on later.</summary>
    /// <param name="run">The running run.</param>
    /// <param name="displacement">What it is asked to do.</param>
    /// <param name="now">The moment of the displacement.</param>
    /// <returns>The record.</returns>
    public static StoredRun Signalled(StoredRun run, RunDisplacement displacement, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        return !IsSignalledBy(run, displacement.Kind)
            ? run
            : run with { Signal = SignalOf(displacement.Kind), SignalDeadline = After(now, displacement.Grace) };
    }

    /// <summary>Whether a displacement changes what a running run is asked to do: the first one does, and an end does in the place of a preemption.</summary>
    /// <param name="run">The running run.</param>
    /// <param name="kind">The displacement.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsSignalledBy(StoredRun run, DisplacementKind kind)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Signal == RunSignal.None || (run.Signal == RunSignal.Preempt && kind != DisplacementKind.Preempt);
    }

    /// <summary>The record of a running run that goes back to the queue for a more urgent one. The attempt does not count, and what it has committed stays.</summary>
    /// <param name="run">The running run.</param>
    /// <returns>The record.</returns>
    public static StoredRun Preempted(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Requeued(run, s_preemption, run.CreatedAt) with
        {
            MaxAttempts = run.MaxAttempts + 1,
            Signal = RunSignal.None,
            SignalDeadline = null,
            Guards = RunGuards.NoRollback,
        };
    }

    /// <summary>The record of a running run that goes back to its place in the queue. One that was signalled ends instead: <see cref="Stopped(RunSignal)"/>.</summary>
    /// <param name="run">The running run.</param>
    /// <param name="release">Why, and for how long nobody may claim it.</param>
    /// <param name="now">The moment at which it is given back.</param>
    /// <returns>The record.</returns>
    public static StoredRun Requeued(StoredRun run, RunRelease release, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(release);
        return run with
        {
            Status = RunStatus.Pending,
            Reason = release.Reason,
            Delayed = release.Delayed,
            Held = release.Delayed && release.Held,
            NotBefore = release.Delay > TimeSpan.Zero ? After(now, release.Delay) : run.CreatedAt,
            Attempt = release.CountAttempt ? run.Attempt : run.Attempt - 1,
            Owner = null,
            LeaseUntil = null,
            Epoch = 0,
            Guards = run.Guards & RunGuards.NoRollback,
        };
    }

    /// <summary>
    /// The moment from which a pending run can enter its queue, or be claimed: <see cref="StoredRun.NotBefore"/> for a run with a delay or a back-off. A run
    /// without one never waits for a clock, also not for one that was set back.
    /// </summary>
    /// <param name="run">The pending run.</param>
    /// <returns>The moment; <see cref="DateTimeOffset.MinValue"/> for a run that does not wait.</returns>
    public static DateTimeOffset OpensAt(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.NotBefore > run.CreatedAt ? run.NotBefore : DateTimeOffset.MinValue;
    }

    /// <summary>The order of delayed runs: by the moment that their delay ends, then by sequence.</summary>
    public static Comparer<StoredRun> InDelay { get; } =
        Comparer<StoredRun>.Create(static (one, other) => (OpensAt(one), one.Sequence).CompareTo((OpensAt(other), other.Sequence)));

    /// <summary>The order of a queue: the most urgent first, then by sequence.</summary>
    public static Comparer<StoredRun> InQueue { get; } =
        Comparer<StoredRun>.Create(static (one, other) => (-one.Urgency, one.Sequence).CompareTo((-other.Urgency, other.Sequence)));

    /// <summary>How a run goes back to the queue that lost its owner: the wait doubles with each attempt.</summary>
    /// <param name="run">The run.</param>
    /// <param name="request">The first wait, and the longest.</param>
    /// <returns>The release.</returns>
    public static RunRelease LeaseLost(StoredRun run, ReapRequest request)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(request);
        var ticks = request.Backoff.Ticks * Math.Pow(2, Math.Clamp(run.Attempt - 1, 0, 30));
        return new RunRelease(
            RunStatusReason.LeaseLost, CountAttempt: true, ticks < request.MaxBackoff.Ticks ? TimeSpan.FromTicks((long)ticks) : request.MaxBackoff);
    }

    /// <summary>When a running run is taken from its owner: at the end of its lease, or of the time to follow a signal.</summary>
    /// <param name="run">The running run.</param>
    /// <returns>The moment.</returns>
    public static DateTimeOffset TakenAt(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.SignalDeadline < run.LeaseUntil ? run.SignalDeadline.Value : run.LeaseUntil.GetValueOrDefault();
    }

    /// <summary>A moment after a wait, capped at the largest moment that can be stored.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="wait">The wait.</param>
    /// <returns>The later moment.</returns>
    public static DateTimeOffset After(DateTimeOffset now, TimeSpan wait) => wait > Last - now ? Last : StoredTime.Whole(now + wait);

    private static RunSignal SignalOf(DisplacementKind kind) => kind switch
    {
        DisplacementKind.Interrupt => RunSignal.Displace,
        DisplacementKind.Preempt => RunSignal.Preempt,
        _ => RunSignal.Cancel,
    };
}
