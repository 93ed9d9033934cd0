using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>What rules can ask about the running run, else the one that has waited for longest.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "The facts are properties of the object that a rule is given.")]
public sealed class ActiveFacts
{
    internal ActiveFacts()
    {
    }

    /// <summary>How long it has been running; zero before it starts. Compared as a whole, days included.</summary>
    public PolicyFact<TimeSpan> RunningFor => new(PolicyNumber.RunningFor, static value => value.Ticks);

    /// <summary>How long ago it was created; the time in the queue counts.</summary>
    public PolicyFact<TimeSpan> Age => new(PolicyNumber.Age, static value => value.Ticks);

    /// <summary>It does not allow to be interrupted or rolled back at this moment.</summary>
    public PolicyCondition IsGuarded => new TestCondition("Active.IsGuarded", static context => context.IsGuarded);
}
