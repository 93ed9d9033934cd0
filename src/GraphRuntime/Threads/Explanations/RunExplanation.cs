namespace GraphRuntime;

/// <summary>Why a run is where it is: what was decided about it, what it waited for, and what became of it. Everything in it was stored when it happened.</summary>
public sealed record RunExplanation
{
    internal RunExplanation()
    {
    }

    /// <summary>The thread.</summary>
    public required string ThreadId { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The run as it is now; <see langword="null"/> where it was rolled back or deleted. Of several runs that are explained at once without its contents, as in a list.</summary>
    public RunInfo? Run { get; init; }

    /// <summary>What was recorded when it was removed; <see langword="null"/> where it is still there, or <see cref="CoordinatorOptions.RemovedRuns"/> did not ask for a record.</summary>
    public RemovedRun? Removed { get; init; }

    /// <summary>
    /// What was decided about it and on what. <see langword="null"/> where nothing had to be decided, as no run was in flight and no policy was asked, and for runs that earlier
    /// versions admitted.
    /// </summary>
    public RunDecision? Decision { get; init; }

    /// <summary>When it was admitted.</summary>
    public DateTimeOffset? AdmittedAt { get; init; }

    /// <summary>When it was started first; <see langword="null"/> where it never was.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How often it was started.</summary>
    public int Attempts { get; init; }

    /// <summary>How long it waited for its first start; <see langword="null"/> where it was never started.</summary>
    public TimeSpan? Waited => StartedAt - AdmittedAt;

    /// <summary>The runs that were in flight when it was admitted and were not displaced: it ran after them. A long queue is cut, see <see cref="RunDecision.InFlight"/>.</summary>
    public IReadOnlyList<string> WaitedFor => Decision is null or { Applied: MultitaskStrategy.Preempt } ? [] : [.. Decision.InFlight.Where(static run => !run.WasDisplaced).Select(static run => run.RunId)];

    /// <summary>The runs that its admission displaced.</summary>
    public IReadOnlyList<DecidedRun> Displaced => Decision is null ? [] : [.. Decision.InFlight.Where(static run => run.WasDisplaced)];

    /// <summary>The runs that had begun and that its admission stopped or overtook; they go on after it.</summary>
    public IReadOnlyList<DecidedRun> Preempted => Decision is null ? [] : [.. Decision.InFlight.Where(static run => run.Outcome == DecidedOutcome.Preempted)];

    /// <summary>The more urgent runs that it let go first, in order.</summary>
    public IReadOnlyList<RunPreemption> Preemptions { get; init; } = [];

    /// <summary>What ended it; <see langword="null"/> while it is in flight.</summary>
    public RunEnd? End { get; init; }

    /// <summary>The explanation as one sentence, without values of states or inputs.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => Threads.ExplanationText.Of(this);
}
