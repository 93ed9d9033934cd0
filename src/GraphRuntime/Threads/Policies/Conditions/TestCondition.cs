namespace GraphRuntime.Threads;

/// <summary>Something that holds or not and of which nothing more is known. Two tests with the same key hold together.</summary>
internal sealed class TestCondition(string key, Func<PolicyContext, bool> test) : PolicyCondition
{
    public string Key => key;

    /// <summary>True where the test is code of the application, which may look at anything.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>Tests of one group exclude each other; <see langword="null"/> for a test that stands alone.</summary>
    public string? Group { get; init; }

    public override string ToString() => key;

    internal bool Run(PolicyContext context) => test(context);

    internal override bool Holds(IPolicyValues values) => values.Test(this);

    internal override void CollectInto(PolicyAtoms atoms) => atoms.Add(this);
}
