using GraphRuntime.Diagnostics;
using GraphRuntime.Execution;

namespace GraphRuntime.Threads;

/// <summary>Decides about one new run. It may be asked several times; the last answer counts.</summary>
internal sealed partial class RunAdmitter(IThreadGraph graph, NewRun run, RunPolicy? policy, MultitaskStrategy strategy, MultitaskLimits limits)
{
    private readonly ThreadInputKind _kind = graph.Classify(run.Input);

    public RunHints Hints { get; init; } = RunHints.None;

    public required PausedThreadRule Paused { get; init; }

    /// <summary>Records the runs that the decision rolls back.</summary>
    public RemovalRecorder Removals { get; init; } = new(null);

    /// <summary>The values that the caller gave to the run.</summary>
    public RunValues Values { get; init; } = RunValues.Empty;

    /// <summary>The run that is to take the input; <see langword="null"/> where any may.</summary>
    public string? SteersRunId { get; init; }

    /// <summary>The subgraph of that run that the input is for; <see langword="null"/> for the root graph.</summary>
    public string? SteersPath { get; init; }

    /// <summary>How large the input may be that comes of the decision; <see langword="null"/> for any size.</summary>
    public SizeLimits? SizeLimits { get; init; }

    /// <summary>What the graph itself says that the thread waits for, where the record of the thread said something else.</summary>
    public ThreadPause? KnownPause { get; set; }

    /// <summary>What a person answered, and about which snapshot.</summary>
    public (MultitaskStrategy Strategy, ThreadSnapshot About)? Answer { get; set; }

    /// <summary>What was chosen last; before that, the strategy without a policy.</summary>
    public PolicyChoice Choice { get; private set; } = new(PolicyAction.Of(strategy), "");

    public Exception? Failure { get; private set; }

    /// <summary>An encoded answer that no decision was made about, because it has not been compared with its question yet. Set <see cref="CheckedAnswer"/> to it and ask again.</summary>
    public ReadOnlyMemory<byte>? UncheckedAnswer { get; private set; }

    /// <summary>The encoded answer that fits its question.</summary>
    public ReadOnlyMemory<byte>? CheckedAnswer { get; set; }

    public ThreadPause? Discarded { get; private set; }

    public bool IsHeld { get; private set; }

    public bool IsAnswer { get; private set; }

    /// <summary>Whether the decision needs the inputs of the runs in flight, which may be large.</summary>
    public bool NeedsInputs { get; private set; } = policy?.NeedsInputs == true;

    /// <summary>Whether the decision sees the inputs of the runs in flight.</summary>
    public bool SeesInputs { get; set; }

    /// <summary>Whether runs count as in flight whose creator asked for a delay that is not over.</summary>
    public bool IncludesDelayed { get; init; }

    /// <summary>Whether a decision runs code of the application, which has to stay outside of locks and transactions.</summary>
    public bool RunsUserCode => policy is not null || Paused.Verb == PausedThreadVerb.Answer;

    public AdmissionDecision Decide(ThreadSnapshot thread)
    {
        (Failure, Discarded, IsHeld, IsAnswer, UncheckedAnswer) = (null, null, false, false, null);
        try
        {
            if (!IncludesDelayed && !SeesInputs && DelayedRuns.AreUnclear(thread))
            {
                NeedsInputs = true;
                return MultitaskRules.Refuse(AdmissionRefusal.Undecided, strategy);
            }

            var met = Met(thread);
            var decision = WithDecision(WithFacts(WithContext(WithinLimits(DecideNow(WithoutHeld(met)), thread), met), met), met);
            return Removals.Record(decision, run.RunId, thread);
        }
        catch (Exception exception)
        {
            // Code of the application threw, or the merged input is too large. Nothing may escape into the store; the caller of the admission gets it.
            Failure = exception;
            return MultitaskRules.Refuse(AdmissionRefusal.Undecided, strategy);
        }
    }

    private AdmissionDecision DecideNow(ThreadSnapshot thread)
    {
        Choice = new PolicyChoice(PolicyAction.Of(strategy), "");
        if (SteersRunId is not null || SteersPath is not null)
        {
            return Policy(thread);
        }

        if (thread.Thread.Rest.Pause is null ? thread.Runs.Count == 0 : thread.Runs.All(static active => active.Held))
        {
            var pause = KnownPause ?? thread.Thread.Rest.Pause;
            if (_kind == ThreadInputKind.Answer && (!Fits(pause) ? AdmissionRefusal.NoSuchQuestion : Unchecked(run.Input)) is { } refusal)
            {
                return MultitaskRules.Refuse(refusal, strategy);
            }

            if (_kind == ThreadInputKind.New && pause is not null && AtPause(pause, thread) is { } decision)
            {
                return decision;
            }
        }

        return Policy(thread);
    }

    /// <summary>The values of the run on this thread: those that the thread keeps, with its own over them.</summary>
    public RunValues ValuesOn(ThreadSnapshot thread) => RunValues.Read(thread.Thread.Context, graph.JsonOptions).With(Values);

    private AdmissionDecision WithinLimits(AdmissionDecision decision, ThreadSnapshot thread)
    {
        if (decision is { Admitted: true, Input: { } input })
        {
            SizeLimits?.Input(run.ThreadId, input);
        }

        return decision.Admitted && run.Delay > TimeSpan.Zero ? MultitaskRules.Bounded(decision, thread, limits) : decision;
    }

    private ThreadSnapshot Met(ThreadSnapshot thread) => IncludesDelayed ? thread : DelayedRuns.Without(thread);

    /// <summary>What an admitted run inherits; a run that meets no other one leaves its values to later runs.</summary>
    private AdmissionDecision WithContext(AdmissionDecision decision, ThreadSnapshot thread)
    {
        if (!decision.Admitted || (Values.Count == 0 && thread.Thread.Context.IsEmpty))
        {
            return decision;
        }

        var values = ValuesOn(thread);
        SizeLimits?.Values(run.ThreadId, values);
        var inherits = decision with { Config = RunConfigCodec.WithContext(run.Config, values) };
        return Values.Count > 0 && thread.Runs.Count == 0 ? inherits with { ThreadContext = values.Json } : inherits;
    }

    /// <summary>Questions that the run answers, or that its input replaces, are told to whoever follows the thread.</summary>
    private AdmissionDecision WithFacts(AdmissionDecision decision, ThreadSnapshot thread)
    {
        if (!decision.Admitted)
        {
            return decision;
        }

        var open = (KnownPause ?? thread.Thread.Rest.Pause)?.InterruptIds ?? [];
        if (Discarded is not null && open.Count > 0)
        {
            return decision with { Facts = [Fact(RunFactKind.Discarded, open)] };
        }

        if (_kind != ThreadInputKind.Answer && !IsAnswer)
        {
            return decision;
        }

        var ids = graph.AnsweredIds(decision.Input ?? run.Input);
        return decision with { Facts = [Fact(RunFactKind.Answered, ids.Count == 0 ? open : ids)] };
    }

    /// <summary>Writes down what was decided. Where nothing had to be decided there is nothing to write down.</summary>
    private AdmissionDecision WithDecision(AdmissionDecision decision, ThreadSnapshot thread)
    {
        if (!decision.Admitted || (thread.Runs.Count == 0 && Choice.Rule.Length == 0 && Discarded is null && !IsHeld && !IsAnswer))
        {
            return decision;
        }

        var record = DecisionRecorder.Record(decision, Choice, thread) with
        {
            WaitsForAnswer = IsHeld,
            TakenAsAnswer = IsAnswer,
            Discarded = Discarded?.InterruptIds ?? [],
        };
        return decision with { Facts = [.. decision.Facts, new RunFact(RunFactKind.Decided) { Data = DecisionJson.Write(record) }] };
    }

    private static RunFact Fact(RunFactKind kind, IReadOnlyList<string> ids) => new(kind) { Data = LifecycleJson.WriteIds(ids) };

    private AdmissionDecision Policy(ThreadSnapshot thread)
    {
        if (policy is not null)
        {
            Choice = policy.Choose(new PolicyContext(thread, new PolicySubject(run.GraphName, Hints, run.Input, () => graph.ReadInput(run.Input))
            {
                Values = ValuesOn(thread),
            }));
        }

        var action = Choice.Action;
        if (action.Verb == PolicyVerb.Ask && thread.Runs.Count > 0)
        {
            if (Answer is not { } answer || !Same(Met(answer.About), thread))
            {
                return MultitaskRules.Refuse(AdmissionRefusal.Undecided, action.Strategy);
            }

            Choice = new PolicyChoice(action = PolicyAction.Of(answer.Strategy), $"{Choice.Rule}, answered {answer.Strategy}");
        }

        return action.Verb switch
        {
            PolicyVerb.Merge or PolicyVerb.Coalesce or PolicyVerb.Debounce => new JoiningRules(graph, run).Decide(action, thread, limits),
            PolicyVerb.Steer when SteersPath is not null => SteeringRules.IntoSubgraph(Steer(action, thread), SteersPath),
            PolicyVerb.Steer => Steer(action, thread),
            PolicyVerb.Preempt when thread.Runs.Count > 0 && _kind != ThreadInputKind.New => MultitaskRules.Enqueue(thread, limits),
            _ => MultitaskRules.Decide(action, thread, limits),
        };
    }

    /// <summary>Only an input that can be applied at once is handed to another run: neither an answer nor a command, nor one that has to wait first.</summary>
    private AdmissionDecision Steer(PolicyAction action, ThreadSnapshot thread)
    {
        if (SteersRunId is { } taker)
        {
            return SteeringRules.DecideFor(taker, action, thread, limits, run.GraphName);
        }

        if (thread.Runs.Count == 0)
        {
            return MultitaskRules.Admit(action.Strategy);
        }

        return _kind == ThreadInputKind.New && run.Delay <= TimeSpan.Zero ? SteeringRules.Decide(action, thread, limits, run.GraphName) : MultitaskRules.Enqueue(thread, limits);
    }
}
