using GraphRuntime.Threads;

namespace GraphRuntime;

/// <content>Policies that are there already.</content>
public sealed partial class RunPolicy
{

    /// <summary>The words by which a user takes back what was said before: "不对", "算了", "改成".</summary>
    public static IReadOnlyList<string> DefaultIntentWords { get; } = ["不对", "算了", "改成"];

    /// <summary>
    /// By age: nothing in flight starts; two or more in flight refuse; a run that has been running for less than 5 seconds is rolled back, for less than 30 seconds
    /// interrupted; otherwise the new run waits. Ages are compared as a whole, days included.
    /// </summary>
    public static RunPolicy Adaptive { get; } = AdaptiveAt(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    /// <summary>
    /// The decision tree, from what the caller says (<see cref="RunHints"/>): scarce resources refuse; an important message in flight lets the new one wait if that
    /// can wait, else is interrupted; an unimportant one is interrupted if its context is needed, else rolled back.
    /// </summary>
    public static RunPolicy DecisionTree { get; } = For<object>()
        .When(static c => c.ResourcesScarce).Reject()
        .When(static c => c.ActiveIsImportant & c.CanWait).Enqueue()
        .When(static c => c.ActiveIsImportant | c.NeedsContext).Interrupt()
        .Otherwise().Rollback();

    /// <summary>Like <see cref="Adaptive"/>, with other bounds.</summary>
    /// <param name="rollbackUnder">A run younger than this is rolled back.</param>
    /// <param name="interruptUnder">A run younger than this, and not rolled back, is interrupted.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="InvalidPolicyException">The bounds leave no run to be interrupted.</exception>
    public static RunPolicy AdaptiveAt(TimeSpan rollbackUnder, TimeSpan interruptUnder) => For<object>()
        .When(static c => c.ActiveCount == 0).StartNow()
        .When(static c => c.ActiveCount >= 2).Reject()
        .When(c => c.Active.RunningFor < rollbackUnder).Rollback()
        .When(c => c.Active.RunningFor < interruptUnder).Interrupt()
        .Otherwise().Enqueue();

    /// <summary>By the kind of conversation (<see cref="RunHints.Scenario"/>).</summary>
    /// <param name="chat">For <c>chat</c>.</param>
    /// <param name="search">For <c>search</c>.</param>
    /// <param name="form">For <c>form</c>.</param>
    /// <param name="transaction">For <c>transaction</c>.</param>
    /// <param name="file">For <c>file</c>.</param>
    /// <param name="otherwise">For any other kind, or none.</param>
    /// <returns>The policy.</returns>
    public static RunPolicy Scenario(
        MultitaskStrategy chat = MultitaskStrategy.Enqueue,
        MultitaskStrategy search = MultitaskStrategy.Rollback,
        MultitaskStrategy form = MultitaskStrategy.Interrupt,
        MultitaskStrategy transaction = MultitaskStrategy.Reject,
        MultitaskStrategy file = MultitaskStrategy.Interrupt,
        MultitaskStrategy otherwise = MultitaskStrategy.Enqueue) =>
        Scenario(
            new Dictionary<string, MultitaskStrategy>
            {
                ["chat"] = chat,
                ["search"] = search,
                ["form"] = form,
                ["transaction"] = transaction,
                ["file"] = file,
            },
            otherwise);

    /// <summary>By the kind of conversation (<see cref="RunHints.Scenario"/>), with kinds of the application.</summary>
    /// <param name="strategies">The strategy by the name of the kind.</param>
    /// <param name="otherwise">For any other kind, or none.</param>
    /// <returns>The policy.</returns>
    public static RunPolicy Scenario(IReadOnlyDictionary<string, MultitaskStrategy> strategies, MultitaskStrategy otherwise = MultitaskStrategy.Enqueue)
    {
        ArgumentNullException.ThrowIfNull(strategies);
        var scenario = new PolicyFacts<object>().Scenario;
        return new RunPolicy(
            [.. strategies.Select(entry => new PolicyRule(scenario == entry.Key, PolicyAction.Of(Checked(entry.Value))))],
            PolicyAction.Of(Checked(otherwise)));
    }

    /// <summary>A bound for the queue: with more runs waiting than this, those in flight are rolled back; otherwise the new run waits.</summary>
    /// <param name="longest">How many may wait.</param>
    /// <param name="scope">Which runs are rolled back.</param>
    /// <returns>The policy.</returns>
    public static RunPolicy QueueCap(int longest = 5, RunScope scope = RunScope.All) =>
        For<object>().When(c => c.PendingCount > longest).Rollback(scope).Otherwise().Enqueue();

    /// <summary>
    /// By intent: words that take something back roll back; an expensive run is refused while another is in flight; a run for which speed matters interrupts;
    /// otherwise the new run waits.
    /// </summary>
    /// <param name="words">The words; <see langword="null"/> for <see cref="DefaultIntentWords"/>.</param>
    /// <returns>The policy.</returns>
    public static RunPolicy Intent(params IReadOnlyList<string>? words) => For<object>()
        .When(c => c.Input.ContainsAny(words is { Count: > 0 } ? words : DefaultIntentWords)).Rollback()
        .When(static c => c.Expensive).Reject()
        .When(static c => c.Priority == RunPriority.Speed).Interrupt()
        .Otherwise().Enqueue();

    /// <summary>Somebody is asked while a run is in flight; see <see cref="PolicyVerbs{TInput, TNext}.Ask"/>.</summary>
    /// <param name="ask">Asks.</param>
    /// <returns>The policy.</returns>
    public static RunPolicy Ask(Func<PolicyQuestion, CancellationToken, ValueTask<MultitaskStrategy?>> ask) => For<object>().Otherwise().Ask(ask);

    /// <summary>A run that does not allow to be interrupted or rolled back is waited for; anything else is up to another policy.</summary>
    /// <param name="otherwise">The other policy.</param>
    /// <returns>The policy.</returns>
    public static RunPolicy Guarded(RunPolicy otherwise)
    {
        ArgumentNullException.ThrowIfNull(otherwise);
        return new RunPolicy([new PolicyRule(new ActiveFacts().IsGuarded, new PolicyAction(PolicyVerb.Enqueue)), .. otherwise.Rules], otherwise.Last);
    }

    /// <summary>Always merges; see <see cref="PolicyVerbs{TInput, TNext}.Merge(Func{TInput, TInput, StateUpdate}, GuardedStrategy?)"/>.</summary>
    /// <typeparam name="TInput">What the graph reads its input as: its state.</typeparam>
    /// <param name="merger">Makes one input of an earlier and a later one.</param>
    /// <returns>The policy.</returns>
    public static RunPolicy Merge<TInput>(Func<TInput, TInput, StateUpdate> merger)
        where TInput : class => For<TInput>().Otherwise().Merge(merger);

    /// <summary>Always coalesces; see <see cref="PolicyVerbs{TInput, TNext}.Coalesce"/>.</summary>
    /// <returns>The policy.</returns>
    public static RunPolicy Coalesce() => For<object>().Otherwise().Coalesce();

    /// <summary>Always debounces; see <see cref="PolicyVerbs{TInput, TNext}.Debounce"/>.</summary>
    /// <param name="quiet">How long nothing must have come.</param>
    /// <param name="longest">How long the first input waits at most; <see langword="null"/> for ten times <paramref name="quiet"/>.</param>
    /// <returns>The policy.</returns>
    public static RunPolicy Debounce(TimeSpan quiet, TimeSpan? longest = null) => For<object>().Otherwise().Debounce(quiet, longest);

    /// <summary>The strategies that fit a need, the best first.</summary>
    /// <param name="need">The need.</param>
    /// <returns>One or two strategies.</returns>
    public static IReadOnlyList<MultitaskStrategy> Recommend(RunNeed need) => need switch
    {
        RunNeed.EveryRequestProcessed => [MultitaskStrategy.Enqueue],
        RunNeed.NewRequestFirst => [MultitaskStrategy.Interrupt, MultitaskStrategy.Rollback],
        RunNeed.FirstMustNotStop => [MultitaskStrategy.Reject, MultitaskStrategy.Enqueue],
        RunNeed.FastResponse => [MultitaskStrategy.Interrupt, MultitaskStrategy.Rollback],
        RunNeed.SideEffects => [MultitaskStrategy.Reject, MultitaskStrategy.Enqueue],
        RunNeed.FirstWasCancelled => [MultitaskStrategy.Rollback],
        RunNeed.KeepAllHistory => [MultitaskStrategy.Enqueue, MultitaskStrategy.Interrupt],
        RunNeed.CleanestHistory => [MultitaskStrategy.Rollback],
        RunNeed.AddToRunningWork => [MultitaskStrategy.Steer, MultitaskStrategy.Enqueue],
        RunNeed.UrgentThenFirst => [MultitaskStrategy.Preempt, MultitaskStrategy.Enqueue],
        _ => throw new ArgumentOutOfRangeException(nameof(need), need, "There is no such need."),
    };
}
