using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>What comes of an admission.</content>
public sealed partial class ThreadRunCoordinator
{
    private const int MaxQuestions = 5;

    private RunAdmitter Admitter(IThreadGraph graph, NewRun run, RunOptions options, string? steersRunId)
    {
        var settings = _services.Options;
        var limits = new MultitaskLimits(settings.MaxQueuedPerThread, settings.CancellationGrace, settings.MaxGuardWait, options.WhenGuarded ?? settings.WhenGuarded, settings.MaxPreemptionDepth);
        return new RunAdmitter(graph, run, PolicyFor(run.GraphName, options), StrategyFor(run.GraphName, options), limits)
        {
            Hints = options.Hints ?? RunHints.None,
            Values = _limits.Values(run.ThreadId, RunValues.Of(options.Config?.Context, graph.JsonOptions)),
            SizeLimits = _limits,
            Removals = _removals,
            SteersRunId = steersRunId,
            SteersPath = options.SteersPath,
            IncludesDelayed = options.IncludeDelayed,
            Paused = options.WhenPaused ?? (settings.GraphPausedRules.TryGetValue(run.GraphName, out var ofGraph) ? ofGraph : settings.WhenPaused),
        };
    }

    private RunPolicy? PolicyFor(string graphName, RunOptions options)
    {
        var settings = _services.Options;
        if (options.Policy is not null || options.MultitaskStrategy is not null)
        {
            return options.Policy;
        }

        if (settings.GraphPolicies.TryGetValue(graphName, out var ofGraph))
        {
            return ofGraph;
        }

        return settings.GraphStrategies.ContainsKey(graphName) ? null : settings.DefaultPolicy;
    }

    private MultitaskStrategy StrategyFor(string graphName, RunOptions options)
    {
        var strategy = options.MultitaskStrategy
            ?? (_services.Options.GraphStrategies.TryGetValue(graphName, out var ofGraph) ? ofGraph : _services.Options.DefaultMultitaskStrategy);
        return Enum.IsDefined(strategy) ? strategy : throw new UnknownMultitaskStrategyException(strategy.ToString());
    }

    /// <summary>Admits a run; where somebody has to be asked first, asks, and decides again on the thread as it is then.</summary>
    private async ValueTask<AdmissionResult> AdmitAsync(RunAdmitter admitter, IThreadGraph graph, NewRun run, CancellationToken cancellationToken)
    {
        for (var asked = 0; ; asked++)
        {
            admitter.SeesInputs = admitter.NeedsInputs;
            var request = new AdmissionRequest(run, admitter.Decide) { IncludeInputs = admitter.SeesInputs, RunsUserCode = admitter.RunsUserCode };
            var result = await _workers.Pool.AdmitAsync(request, cancellationToken).ConfigureAwait(false);
            switch (result.Decision?.Refusal)
            {
                case AdmissionRefusal.NoSuchQuestion when admitter.KnownPause is null:
                    // The graph may have been run past the coordinator: what is stored with its checkpoints counts.
                    admitter.KnownPause = await graph.GetPauseAsync(run.ThreadId, cancellationToken).ConfigureAwait(false);
                    if (admitter.KnownPause is null)
                    {
                        return result;
                    }

                    break;
                case AdmissionRefusal.Undecided when admitter.NeedsInputs && !admitter.SeesInputs:
                    break;
                case AdmissionRefusal.Undecided when admitter.UncheckedAnswer is { } given:
                    await graph.CheckAnswersAsync(run.ThreadId, given, cancellationToken).ConfigureAwait(false);
                    admitter.CheckedAnswer = given;
                    break;
                case AdmissionRefusal.Undecided when admitter.Failure is null:
                    var answer = asked < MaxQuestions ? await AskAsync(admitter, run, result.Snapshot!, cancellationToken).ConfigureAwait(false) : null;
                    admitter.Answer = (answer ?? MultitaskStrategy.Enqueue, result.Snapshot!);
                    break;
                default:
                    return result;
            }
        }
    }

    private static async ValueTask<MultitaskStrategy?> AskAsync(RunAdmitter admitter, NewRun run, ThreadSnapshot thread, CancellationToken cancellationToken)
    {
        var subject = new PolicySubject(run.GraphName, admitter.Hints, run.Input, static () => null) { Values = admitter.ValuesOn(thread) };
        try
        {
            return await admitter.Choice.Action.Ask!(new PolicyQuestion(new PolicyContext(thread, subject)), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw PolicyFailed(run.ThreadId, exception);
        }
    }

    private static PolicyFailedException PolicyFailed(string threadId, Exception exception) =>
        new(threadId, $"The policy of a run on thread '{threadId}' failed: {ErrorText.Of(exception)} Nothing was created.", exception);

    private RunHandle Admitted(NewRun run, RunAdmitter admitter, AdmissionResult result)
    {
        var strategy = admitter.Choice.Action.Strategy;
        if (result is { Decision: { } decision, Snapshot: { } snapshot })
        {
            CoordinatorInstruments.Decided(strategy, decision, snapshot);
        }

        return result switch
        {
            { Outcome: AdmissionOutcome.ThreadMissing } => throw new ThreadNotFoundException(run.ThreadId),
            { Outcome: AdmissionOutcome.Refused, Decision: { } refused } => throw Refused(run, admitter, strategy, refused, result.Snapshot!),
            { Outcome: AdmissionOutcome.Duplicate } => Duplicate(result.Run!, strategy),
            _ => Admitted(result.Run!, admitter, result.Decision!, result),
        };
    }

    private GraphRuntimeException Refused(NewRun run, RunAdmitter admitter, MultitaskStrategy strategy, AdmissionDecision decision, ThreadSnapshot snapshot)
    {
        var refusal = decision.Refusal ?? AdmissionRefusal.Conflict;
        CoordinatorLog.Refused(_services.Logger, run.ThreadId, run.GraphName, strategy, refusal, snapshot.Runs.Count);
        var open = (admitter.KnownPause ?? snapshot.Thread.Rest.Pause)?.InterruptIds ?? [];
        return refusal switch
        {
            AdmissionRefusal.QueueFull => new QueueFullException(run.ThreadId, _services.Options.MaxQueuedPerThread),
            AdmissionRefusal.Guarded => Guarded(run.ThreadId, snapshot.Runs.First(static active => active.Guards != RunGuards.None)),
            AdmissionRefusal.ThreadPaused => new ThreadPausedException(run.ThreadId, open),
            AdmissionRefusal.NoSuchQuestion => NoSuchQuestion(run, open),
            AdmissionRefusal.Undecided => admitter.Failure as LimitExceededException ?? (GraphRuntimeException)PolicyFailed(run.ThreadId, admitter.Failure!),
            AdmissionRefusal.NotSteerable when admitter.SteersRunId is null => RunNotSteerableException.NothingForSubgraph(run.ThreadId, admitter.SteersPath!),
            AdmissionRefusal.NotSteerable => new RunNotSteerableException(run.ThreadId, admitter.SteersRunId!),
            _ => new RunConflictException(run.ThreadId, [.. snapshot.Runs.Select(active => active.RunId)]),
        };
    }

    private static RunGuardedException Guarded(string threadId, RunInFlight run) => new(threadId, run.RunId, run.Guards);

    private AnswerException NoSuchQuestion(NewRun run, IReadOnlyList<string> open)
    {
        var id = _services.Graphs(run.GraphName)?.AnsweredIds(run.Input).FirstOrDefault(answered => !open.Contains(answered));
        var what = id is null ? "an answer without an id" : $"an answer to '{id}'";
        var now = open.Count == 0 ? "no question is open" : $"these questions are open: {string.Join(", ", open)}";
        return new AnswerException(run.ThreadId, $"Thread '{run.ThreadId}' was given {what}, but {now}. Read the thread again, and answer by id.", id, open);
    }

    private RunHandle Duplicate(StoredRun run, MultitaskStrategy strategy)
    {
        CoordinatorLog.Duplicate(_services.Logger, run.ThreadId, run.RunId);
        return new RunHandle(this, run.ThreadId, run.RunId, new RunAdmission { Requested = strategy, Applied = run.Strategy, Duplicate = true });
    }

    private RunHandle Admitted(StoredRun run, RunAdmitter admitter, AdmissionDecision decision, AdmissionResult result)
    {
        var strategy = admitter.Choice.Action.Strategy;
        var merged = admitter.Choice.Action.Verb == PolicyVerb.Merge && decision.Input is not null;
        IReadOnlyList<string> displaced = decision.Displaced.Count == 0
            ? []
            : [.. decision.Displaced.Where(static one => one.Kind is not (DisplacementKind.EndDelay or DisplacementKind.Preempt)).Select(static one => one.RunId)];
        var admission = new RunAdmission
        {
            Requested = strategy,
            Applied = decision.Strategy,
            Rule = admitter.Choice.Rule.Length == 0 ? null : admitter.Choice.Rule,
            DisplacedRunIds = displaced,
            MergedRunIds = merged ? displaced : [],
            Discarded = admitter.Discarded,
            WaitsForAnswer = admitter.IsHeld,
            TakenAsAnswer = admitter.IsAnswer,
            SteersRunId = decision.SteersRunId,
            PreemptedRunIds = [.. decision.Displaced.Where(static one => one.Kind == DisplacementKind.Preempt).Select(static one => one.RunId)],
            Ahead = decision.Urgency > 0 ? 0 : result.Snapshot!.Runs.Count - displaced.Count,
            EventNumber = result.EventNumber,
        };
        if (decision.SteersRunId is not null)
        {
            _workers.Steered(run.ThreadId);
        }

        CoordinatorLog.Admitted(
            _services.Logger, run.ThreadId, run.RunId, run.GraphName, strategy, decision.Strategy, admission.Ahead, admission.DisplacedRunIds.Count);
        if (admission.Rule is not null)
        {
            CoordinatorLog.RuleMatched(_services.Logger, run.ThreadId, run.RunId, admission.Rule);
        }

        return new RunHandle(this, run.ThreadId, run.RunId, admission);
    }
}
