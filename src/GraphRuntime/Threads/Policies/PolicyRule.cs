namespace GraphRuntime.Threads;

/// <summary>A condition and what follows from it.</summary>
internal sealed record PolicyRule(PolicyCondition Condition, PolicyAction Action)
{
    public override string ToString() => $"when {Condition}: {Action}";
}
