using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>
/// A condition of a rule, as data: it can be evaluated, described, and compared with the conditions of other rules. Combine conditions with <c>&amp;</c>, <c>|</c> and
/// <c>!</c>.
/// </summary>
public abstract class PolicyCondition
{
    private protected PolicyCondition()
    {
    }

    /// <summary>Both.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator &(PolicyCondition left, PolicyCondition right) => new AndCondition(left, right);

    /// <summary>At least one of them.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator |(PolicyCondition left, PolicyCondition right) => new OrCondition(left, right);

    /// <summary>The opposite.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The condition.</returns>
    public static PolicyCondition operator !(PolicyCondition condition) => new NotCondition(condition);

    internal abstract bool Holds(IPolicyValues values);

    /// <summary>Adds what the condition depends on.</summary>
    internal abstract void CollectInto(PolicyAtoms atoms);
}
