namespace GraphRuntime.Threads;

/// <summary>Compares a number of the snapshot with a constant.</summary>
internal sealed class NumberCondition(PolicyNumber number, Comparison comparison, long constant, string text) : PolicyCondition
{
    public override string ToString() => text;

    internal override bool Holds(IPolicyValues values)
    {
        var actual = values.Number(number);
        return comparison switch
        {
            Comparison.Equal => actual == constant,
            Comparison.NotEqual => actual != constant,
            Comparison.Less => actual < constant,
            Comparison.LessOrEqual => actual <= constant,
            Comparison.Greater => actual > constant,
            _ => actual >= constant,
        };
    }

    internal override void CollectInto(PolicyAtoms atoms) => atoms.Add(number, constant);
}
