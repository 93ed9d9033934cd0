namespace GraphRuntime.Threads;

internal sealed class NotCondition(PolicyCondition condition) : PolicyCondition
{
    public override string ToString() => $"not {condition}";

    internal override bool Holds(IPolicyValues values) => !condition.Holds(values);

    internal override void CollectInto(PolicyAtoms atoms) => condition.CollectInto(atoms);
}
