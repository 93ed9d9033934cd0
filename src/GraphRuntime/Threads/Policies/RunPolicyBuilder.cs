using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>Rules that are tried in their order; the first that matches decides. Ends with <see cref="Otherwise"/>.</summary>
/// <typeparam name="TInput">What the graph reads its input as: its state.</typeparam>
public sealed class RunPolicyBuilder<TInput>
    where TInput : class
{
    private readonly IReadOnlyList<PolicyRule> _rules;

    internal RunPolicyBuilder(IReadOnlyList<PolicyRule> rules) => _rules = rules;

    /// <summary>A rule that matches where a condition holds.</summary>
    /// <param name="condition">Called once, now: makes the condition from facts.</param>
    /// <returns>What the rule can do.</returns>
    public PolicyVerbs<TInput, RunPolicyBuilder<TInput>> When(Func<PolicyFacts<TInput>, PolicyCondition> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var made = condition(new PolicyFacts<TInput>());
        return new PolicyStep<TInput, RunPolicyBuilder<TInput>>(action => new RunPolicyBuilder<TInput>([.. _rules, new PolicyRule(made, action)]));
    }

    /// <summary>All rules of another policy, without its last resort.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>This policy so far.</returns>
    public RunPolicyBuilder<TInput> Include(RunPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new RunPolicyBuilder<TInput>([.. _rules, .. policy.Rules]);
    }

    /// <summary>What happens where no rule matches; it completes the policy and checks it.</summary>
    /// <returns>What can happen.</returns>
    /// <exception cref="InvalidPolicyException">Thrown by the verb that follows: a rule can never match, or contradicts itself.</exception>
    public PolicyVerbs<TInput, RunPolicy> Otherwise() => new PolicyStep<TInput, RunPolicy>(action => new RunPolicy(_rules, action));
}
