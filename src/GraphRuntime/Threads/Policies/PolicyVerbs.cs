using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>What a rule can do.</summary>
/// <typeparam name="TInput">What the graph reads its input as: its state.</typeparam>
/// <typeparam name="TNext">What comes after the rule: the next rule, or the finished policy.</typeparam>
public abstract class PolicyVerbs<TInput, TNext>
    where TInput : class
{
    private protected PolicyVerbs()
    {
    }

    /// <summary>The new run starts at once; for rules that match only while nothing is in flight.</summary>
    /// <returns>What comes next.</returns>
    public TNext StartNow() => Then(new PolicyAction(PolicyVerb.StartNow));

    /// <summary>The new run is refused while others are in flight.</summary>
    /// <returns>What comes next.</returns>
    public TNext Reject() => Then(new PolicyAction(PolicyVerb.Reject));

    /// <summary>The new run waits for its turn.</summary>
    /// <returns>What comes next.</returns>
    public TNext Enqueue() => Then(new PolicyAction(PolicyVerb.Enqueue));

    /// <summary>Runs in flight stop; what they have committed and their input stay.</summary>
    /// <param name="scope">Which of them.</param>
    /// <param name="whenGuarded">What happens if one of them does not allow it; <see langword="null"/> for what the coordinator says.</param>
    /// <returns>What comes next.</returns>
    public TNext Interrupt(RunScope scope = RunScope.All, GuardedStrategy? whenGuarded = null) =>
        Then(new PolicyAction(PolicyVerb.Interrupt) { Scope = scope, WhenGuarded = whenGuarded });

    /// <summary>Runs in flight are removed without trace.</summary>
    /// <param name="scope">Which of them.</param>
    /// <param name="whenGuarded">What happens if one of them does not allow it; <see langword="null"/> for what the coordinator says.</param>
    /// <returns>What comes next.</returns>
    public TNext Rollback(RunScope scope = RunScope.All, GuardedStrategy? whenGuarded = null) =>
        Then(new PolicyAction(PolicyVerb.Rollback) { Scope = scope, WhenGuarded = whenGuarded });

    /// <summary>
    /// The input goes into the run in flight, which applies it between two supersteps and goes on. Where no run can take it, the new run waits for its turn.
    /// </summary>
    /// <param name="whenGuarded">What happens if that run is in a region that must not be interrupted; <see langword="null"/> for what the coordinator says.</param>
    /// <returns>What comes next.</returns>
    public TNext Steer(GuardedStrategy? whenGuarded = null) => Then(new PolicyAction(PolicyVerb.Steer) { WhenGuarded = whenGuarded });

    /// <summary>
    /// The new run goes first. The running one stops, and goes on from its last committed superstep when the new run has ended.
    /// </summary>
    /// <param name="whenGuarded">What happens if the running run is in a region that must not be interrupted; <see langword="null"/> for what the coordinator says.</param>
    /// <returns>What comes next.</returns>
    public TNext Preempt(GuardedStrategy? whenGuarded = null) => Then(new PolicyAction(PolicyVerb.Preempt) { WhenGuarded = whenGuarded });

    /// <summary>
    /// Runs in flight are rolled back, and their inputs become part of the new run's input. Both origins are recorded (<see cref="RunInfo.Origins"/>). An answer or a
    /// resume in flight cannot be merged; the new run is then enqueued.
    /// </summary>
    /// <param name="merger">Makes one input of an earlier and a later one; pure and quick. With several runs in flight it is applied from the oldest on.</param>
    /// <param name="whenGuarded">What happens if one of them does not allow it; <see langword="null"/> for what the coordinator says.</param>
    /// <returns>What comes next.</returns>
    public TNext Merge(Func<TInput, TInput, StateUpdate> merger, GuardedStrategy? whenGuarded = null)
    {
        ArgumentNullException.ThrowIfNull(merger);
        return Then(new PolicyAction(PolicyVerb.Merge)
        {
            WhenGuarded = whenGuarded,
            Merger = (earlier, later) => merger(PolicyInput.As<TInput>(earlier), PolicyInput.As<TInput>(later)),
        });
    }

    /// <summary>Merges texts: the new input is the text of <see cref="MergedText.Format"/>.</summary>
    /// <param name="text">Reads the text of an input.</param>
    /// <param name="update">Makes an input of the merged text.</param>
    /// <param name="whenGuarded">What happens if one of them does not allow it; <see langword="null"/> for what the coordinator says.</param>
    /// <returns>What comes next.</returns>
    public TNext Merge(Func<TInput, string?> text, Func<string, StateUpdate> update, GuardedStrategy? whenGuarded = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(update);
        return Merge((earlier, later) => update(MergedText.Format(text(earlier), text(later))), whenGuarded);
    }

    /// <summary>
    /// The runs that have not started and the new one become one: their inputs are applied in order, and one run answers them all. A running run is left alone.
    /// </summary>
    /// <returns>What comes next.</returns>
    public TNext Coalesce() => Then(new PolicyAction(PolicyVerb.Coalesce) { Scope = RunScope.Pending });

    /// <summary>Like <see cref="Coalesce"/>, and the one run starts only when no further input has come for a while.</summary>
    /// <param name="quiet">How long nothing must have come.</param>
    /// <param name="longest">How long the first input waits at most; <see langword="null"/> for ten times <paramref name="quiet"/>.</param>
    /// <returns>What comes next.</returns>
    public TNext Debounce(TimeSpan quiet, TimeSpan? longest = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(quiet, TimeSpan.Zero);
        if (longest < quiet)
        {
            throw new ArgumentOutOfRangeException(nameof(longest), longest, "The first input must be allowed to wait at least for the quiet time.");
        }

        return Then(new PolicyAction(PolicyVerb.Debounce) { Scope = RunScope.Pending, Quiet = quiet, Longest = longest });
    }

    /// <summary>
    /// Somebody is asked, outside the transaction. The answer counts only if the thread is still as the question showed it: if nothing is in flight any more, the
    /// run starts without an answer; if it has moved on, the question is asked again.
    /// </summary>
    /// <param name="ask">Asks; <see langword="null"/> means that there was no valid answer, and the run is enqueued.</param>
    /// <returns>What comes next.</returns>
    public TNext Ask(Func<PolicyQuestion, CancellationToken, ValueTask<MultitaskStrategy?>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return Then(new PolicyAction(PolicyVerb.Ask) { Ask = ask });
    }

    private protected abstract TNext Then(PolicyAction action);
}
