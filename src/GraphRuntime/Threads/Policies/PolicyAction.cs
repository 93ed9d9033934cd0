namespace GraphRuntime.Threads;

/// <summary>What a rule does, with everything that belongs to it.</summary>
internal sealed record PolicyAction(PolicyVerb Verb)
{
    public RunScope Scope { get; init; }

    /// <summary>What happens when it meets a guard; <see langword="null"/> for what the coordinator says.</summary>
    public GuardedStrategy? WhenGuarded { get; init; }

    /// <summary>Makes one input of an earlier and a later one.</summary>
    public Func<object, object, StateUpdate>? Merger { get; init; }

    public TimeSpan Quiet { get; init; }

    public TimeSpan? Longest { get; init; }

    public Func<PolicyQuestion, CancellationToken, ValueTask<MultitaskStrategy?>>? Ask { get; init; }

    /// <summary>The strategy that is recorded with a run admitted in this way.</summary>
    public MultitaskStrategy Strategy => Verb switch
    {
        PolicyVerb.Reject => MultitaskStrategy.Reject,
        PolicyVerb.Interrupt => MultitaskStrategy.Interrupt,
        PolicyVerb.Rollback or PolicyVerb.Merge => MultitaskStrategy.Rollback,
        PolicyVerb.Steer => MultitaskStrategy.Steer,
        PolicyVerb.Preempt => MultitaskStrategy.Preempt,
        _ => MultitaskStrategy.Enqueue,
    };

    /// <summary>Whether the inputs of the runs in flight have to be known.</summary>
    public bool NeedsInputs => Verb is PolicyVerb.Merge or PolicyVerb.Coalesce or PolicyVerb.Debounce;

    public static PolicyAction Of(MultitaskStrategy strategy) => new(strategy switch
    {
        MultitaskStrategy.Reject => PolicyVerb.Reject,
        MultitaskStrategy.Interrupt => PolicyVerb.Interrupt,
        MultitaskStrategy.Rollback => PolicyVerb.Rollback,
        MultitaskStrategy.Steer => PolicyVerb.Steer,
        MultitaskStrategy.Preempt => PolicyVerb.Preempt,
        _ => PolicyVerb.Enqueue,
    });

    public override string ToString() => Scope == RunScope.All || Verb is not (PolicyVerb.Interrupt or PolicyVerb.Rollback) ? Verb.ToString() : $"{Verb} ({Scope})";
}
