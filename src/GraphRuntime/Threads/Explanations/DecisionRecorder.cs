namespace GraphRuntime.Threads;

/// <summary>Writes down what was decided about a run, for whoever asks later why it was admitted or displaced.</summary>
internal static class DecisionRecorder
{
    /// <summary>A long queue is told by its length: each run that joins it would otherwise store all of it.</summary>
    private const int MostKept = 16;

    /// <param name="decision">The decision.</param>
    /// <param name="choice">What was chosen.</param>
    /// <param name="thread">The snapshot that it was made on.</param>
    public static RunDecision Record(AdmissionDecision decision, PolicyChoice choice, ThreadSnapshot thread)
    {
        var runs = thread.Runs.Select(run => Describe(run, decision, choice, thread.Now)).ToList();
        var kept = 0;
        return new RunDecision
        {
            Requested = choice.Action.Strategy,
            Applied = decision.Strategy,
            Rule = choice.Rule.Length == 0 ? null : choice.Rule,
            InFlightCount = runs.Count,
            InFlight = [.. runs.Where(run => run.Outcome != DecidedOutcome.Kept || kept++ < MostKept)],
        };
    }

    private static DecidedRun Describe(RunInFlight run, AdmissionDecision decision, PolicyChoice choice, DateTimeOffset now) => new()
    {
        RunId = run.RunId,
        Status = run.Status,
        RunningFor = now - run.StartedAt,
        Guards = run.Guards,
        Outcome = OutcomeOf(run.RunId, decision, choice),
    };

    private static DecidedOutcome OutcomeOf(string runId, AdmissionDecision decision, PolicyChoice choice)
    {
        foreach (var displaced in decision.Displaced)
        {
            if (displaced.RunId == runId)
            {
                return displaced.Kind switch
                {
                    DisplacementKind.Rollback when choice.Action.Verb == PolicyVerb.Merge => DecidedOutcome.Merged,
                    DisplacementKind.Rollback => DecidedOutcome.RolledBack,
                    DisplacementKind.EndDelay => DecidedOutcome.DelayEnded,
                    DisplacementKind.Preempt => DecidedOutcome.Preempted,
                    _ => DecidedOutcome.Interrupted,
                };
            }
        }

        return DecidedOutcome.Kept;
    }
}
