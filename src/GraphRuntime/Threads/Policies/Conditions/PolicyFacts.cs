using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>What rules can ask for. Comparing a fact gives a condition, which is evaluated later, inside the admission transaction.</summary>
/// <typeparam name="TInput">What the graph reads its input as: its state.</typeparam>
[SuppressMessage("Performance", "CA1822", Justification = "The facts are properties of the object that a rule is given.")]
public sealed class PolicyFacts<TInput>
    where TInput : class
{
    internal PolicyFacts()
    {
    }

    /// <summary>How many runs are in flight.</summary>
    public PolicyFact<int> ActiveCount => new(PolicyNumber.Active, static value => value);

    /// <summary>How many of them have not started.</summary>
    public PolicyFact<int> PendingCount => new(PolicyNumber.Pending, static value => value);

    /// <summary>The running run, else the one that has waited for longest.</summary>
    public ActiveFacts Active { get; } = new();

    /// <summary>The input of the new run.</summary>
    public InputFacts<TInput> Input { get; } = new();

    /// <summary>The kind of conversation, as the caller said.</summary>
    public PolicyText Scenario => new("Scenario", static context => context.Hints.Scenario);

    /// <summary>What matters most, as the caller said.</summary>
    public PolicyFact<RunPriority> Priority =>
        new(new PolicyNumber("Priority", static context => (long)context.Hints.Priority, (long)RunPriority.Speed), static value => (long)value);

    /// <summary>The caller said that the message being processed matters.</summary>
    public PolicyCondition ActiveIsImportant => Test("ActiveIsImportant", static context => context.Hints.ActiveIsImportant);

    /// <summary>The caller said that the new message can wait.</summary>
    public PolicyCondition CanWait => Test("CanWait", static context => context.Hints.CanWait);

    /// <summary>The caller said that the new message needs the context of the one being processed.</summary>
    public PolicyCondition NeedsContext => Test("NeedsContext", static context => context.Hints.NeedsContext);

    /// <summary>The caller said that resources are scarce.</summary>
    public PolicyCondition ResourcesScarce => Test("ResourcesScarce", static context => context.Hints.ResourcesScarce);

    /// <summary>The caller said that the new run is expensive.</summary>
    public PolicyCondition Expensive => Test("Expensive", static context => context.Hints.Expensive);

    /// <summary>A condition in code of the application. It is pure, quick and synchronous; nothing is known about it when the policy is checked.</summary>
    /// <param name="name">Its name in descriptions.</param>
    /// <param name="test">The condition.</param>
    /// <returns>The condition.</returns>
    public PolicyCondition Where(string name, Func<PolicyContext, bool> test)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(test);
        return new TestCondition(name, test) { IsOpaque = true };
    }

    private static TestCondition Test(string name, Func<PolicyContext, bool> test) => new(name, test);
}
