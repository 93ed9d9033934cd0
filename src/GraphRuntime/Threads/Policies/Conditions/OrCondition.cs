namespace GraphRuntime.Threads;

internal sealed class OrCondition(PolicyCondition left, PolicyCondition right) : PolicyCondition
{
    public override string ToString() => $"({left} or {right})";

    internal override bool Holds(IPolicyValues values) => left.Holds(values) || right.Holds(values);

    internal override void CollectInto(PolicyAtoms atoms)
    {
        left.CollectInto(atoms);
        right.CollectInto(atoms);
    }
}
