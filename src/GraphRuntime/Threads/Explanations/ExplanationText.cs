using System.Globalization;

namespace GraphRuntime.Threads;

/// <summary>An explanation as one sentence.</summary>
internal static class ExplanationText
{
    public static string Of(RunExplanation run) => $"Run '{run.RunId}' {Admission(run)}{Waiting(run)}{string.Concat(run.Preemptions.Select(Preempted))}{End(run)}.";

    private static string Admission(RunExplanation run)
    {
        var admitted = run.AdmittedAt is { } at ? $"was admitted at {Moment(at)}" : "was admitted";
        if (run.Decision is not { } decision)
        {
            return admitted;
        }

        var strategy = decision.Applied == decision.Requested ? $"with {decision.Applied}" : $"with {decision.Applied} in the place of {decision.Requested}";
        var rule = decision.Rule is null ? "" : $" by the rule '{decision.Rule}'";
        var pause = decision.TakenAsAnswer ? ", taken as the answer to the open question" : decision.WaitsForAnswer ? ", held until the open question is answered" : "";
        var discarded = decision.Discarded.Count == 0 ? "" : $", in the place of {Count(decision.Discarded.Count, "open question")}";
        return $"{admitted} {strategy}{rule}{Others(run, decision)}{pause}{discarded}";
    }

    private static string Others(RunExplanation run, RunDecision decision)
    {
        if (decision.InFlightCount == 0)
        {
            return ", while no other run was in flight";
        }

        var displaced = run.Displaced.Count == 0 ? "" : $", displaced {string.Join(", ", run.Displaced.Select(static one => $"'{one.RunId}' ({Name(one.Outcome)})"))}";
        var preempted = run.Preempted.Count == 0 ? "" : $", preempted {string.Join(", ", run.Preempted.Select(static one => $"'{one.RunId}'"))}";
        if (decision.Applied == MultitaskStrategy.Preempt)
        {
            return preempted;
        }

        var kept = decision.InFlightCount - run.Displaced.Count;
        return kept == 0 ? displaced : $"{displaced}, had {Count(kept, "run")} before it{(run.WaitedFor.Count == 0 ? "" : $" ('{run.WaitedFor[0]}' first)")}";
    }

    private static string Waiting(RunExplanation run) => run switch
    {
        { StartedAt: { } started, Waited: { } waited } =>
            $", started at {Moment(started)} after {Seconds(waited)}{(run.Attempts > 1 ? $" (the last of {Count(run.Attempts, "attempt")} counts)" : "")}",
        { End: null } => ", and waits for its start",
        _ => ", never started",
    };

    private static string Preempted(RunPreemption preemption)
    {
        var by = preemption.By is { } other ? $" by run '{other}'" : "";
        return $", was preempted{by} at {Moment(preemption.At)}{(preemption.WentOnAt is { } at ? $", went on at {Moment(at)}" : "")}";
    }

    private static string End(RunExplanation run)
    {
        if (run.End is not { } end)
        {
            return run.StartedAt is null ? "" : " and is in flight";
        }

        var by = end.DisplacedBy is { } other ? $" by run '{other}'{(end.Decision?.Rule is { } rule ? $", whose rule was '{rule}'" : "")}" : "";
        return end.Kind switch
        {
            RunEndKind.Displaced => $", and was interrupted{by} at {Moment(end.At)}",
            RunEndKind.Cancelled => $", and was cancelled by a caller at {Moment(end.At)}",
            RunEndKind.RolledBack => $", and was rolled back{by} at {Moment(end.At)}, which removed its input, its record, its checkpoints and its events{Counts(run.Removed)}",
            RunEndKind.Deleted => $", and its record was deleted at {Moment(end.At)}{Counts(run.Removed)}",
            _ when end.Reason == RunStatusReason.Steered => $", and its input was taken by the run in flight at {Moment(end.At)}",
            _ when end.Reason == RunStatusReason.NotApplied => $", and its input was not applied: the run that it was for ended before a call of its subgraph had taken it",
            _ => $", and ended at {Moment(end.At)} as {end.Status}{(end.Reason == RunStatusReason.None ? "" : $" ({end.Reason})")}",
        };
    }

    private static string Counts(RemovedRun? removed) => removed is null
        ? ""
        : $" ({Count(removed.Checkpoints, "checkpoint")}, {Count(removed.Writes, "pending write")}, {Count(removed.Events, "event")}{(removed.Caller is { } caller ? $"; its caller was '{caller}'" : "")})";

    private static string Name(DecidedOutcome outcome) => outcome switch
    {
        DecidedOutcome.Merged => "merged into it",
        DecidedOutcome.RolledBack => "rolled back",
        _ => "interrupted",
    };

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan waited) => string.Create(CultureInfo.InvariantCulture, $"{waited.TotalSeconds:0.###} s");
}
