using GraphRuntime.Checkpointing;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>One workload. Its graph is compiled once; an iteration is a complete run on fresh threads, with its result checked.</summary>
internal abstract class Workload(string name, int supersteps, int tasks)
{
    public string Name { get; } = name;

    public int Supersteps { get; } = supersteps;

    public int Tasks { get; } = tasks;

    /// <summary>What allocations are divided by.</summary>
    public virtual int Units => Supersteps;

    /// <summary>How many threads an iteration uses.</summary>
    public virtual int Threads => 1;

    public virtual bool IsHeavy => false;

    /// <summary>The same work by hand without a store, or <see langword="null"/>.</summary>
    public virtual Func<Task>? ByHand => null;

    public abstract void Compile(ICheckpointer? checkpointer);

    public abstract Task RunAsync(IReadOnlyList<string> threads, BenchOptions options);

    protected static InvalidOperationException Wrong(string name, object? found) => new($"Workload '{name}' gave a wrong result: {found}.");
}
