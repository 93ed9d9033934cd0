using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>
/// Chooses the strategy of a run from what is in flight: rules that are tried in their order, and a last resort. The choice is made inside the admission
/// transaction on an immutable snapshot, so that nothing can change between looking and doing. While nothing is in flight a run starts, whatever the policy says.
/// </summary>
public sealed partial class RunPolicy
{
    internal RunPolicy(IReadOnlyList<PolicyRule> rules, PolicyAction otherwise)
    {
        Rules = rules;
        Last = otherwise;
        var problems = PolicyAnalysis.Problems(rules, otherwise);
        if (problems.Count > 0)
        {
            throw new InvalidPolicyException(problems);
        }
    }

    internal IReadOnlyList<PolicyRule> Rules { get; }

    internal PolicyAction Last { get; }

    /// <summary>Whether any rule looks into the inputs of other runs.</summary>
    internal bool NeedsInputs => Last.NeedsInputs || Rules.Any(static rule => rule.Action.NeedsInputs);

    /// <summary>Begins a policy with rules.</summary>
    /// <typeparam name="TInput">
    /// What the graph reads its input as: its state, with nothing but the input in it. Use <see cref="object"/> where no rule looks at the input.
    /// </typeparam>
    /// <returns>The policy so far.</returns>
    public static RunPolicyBuilder<TInput> For<TInput>()
        where TInput : class => new([]);

    /// <summary>The policy that always chooses the same.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <returns>The policy.</returns>
    public static RunPolicy Always(MultitaskStrategy strategy) => new([], PolicyAction.Of(Checked(strategy)));

    /// <summary>The rules of several policies one after the other. Only the last resort of the last one counts.</summary>
    /// <param name="policies">The policies; at least one.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="InvalidPolicyException">A rule can never match, because of those before it.</exception>
    public static RunPolicy First(params IReadOnlyList<RunPolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentOutOfRangeException.ThrowIfZero(policies.Count, nameof(policies));
        return new RunPolicy([.. policies.SelectMany(static policy => policy.Rules)], policies[^1].Last);
    }

    /// <summary>The rules in words.</summary>
    /// <returns>One rule a line.</returns>
    public override string ToString() => string.Join(Environment.NewLine, Rules.Select(static rule => rule.ToString()).Append($"otherwise: {Last}"));

    internal PolicyChoice Choose(PolicyContext context)
    {
        foreach (var rule in Rules)
        {
            if (rule.Condition.Holds(context))
            {
                return new PolicyChoice(rule.Action, rule.ToString());
            }
        }

        return new PolicyChoice(Last, $"otherwise: {Last}");
    }

    private static MultitaskStrategy Checked(MultitaskStrategy strategy) =>
        Enum.IsDefined(strategy) ? strategy : throw new UnknownMultitaskStrategyException(strategy.ToString());
}
