namespace GraphRuntime.Threads;

/// <summary>What a set of conditions depends on.</summary>
internal sealed class PolicyAtoms
{
    public Dictionary<PolicyNumber, SortedSet<long>> Numbers { get; } = [];

    public Dictionary<string, TestCondition> Tests { get; } = new(StringComparer.Ordinal);

    public bool HasOpaque => Tests.Values.Any(static test => test.IsOpaque);

    public static PolicyAtoms Of(IEnumerable<PolicyCondition> conditions)
    {
        var atoms = new PolicyAtoms();
        foreach (var condition in conditions)
        {
            condition.CollectInto(atoms);
        }

        return atoms;
    }

    public void Add(PolicyNumber number, long constant)
    {
        if (!Numbers.TryGetValue(number, out var constants))
        {
            Numbers[number] = constants = [];
        }

        constants.Add(constant);
    }

    public void Add(TestCondition test) => Tests.TryAdd(test.Key, test);
}
