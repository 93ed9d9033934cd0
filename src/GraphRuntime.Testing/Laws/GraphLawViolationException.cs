namespace GraphRuntime.Testing;

/// <summary>A graph broke a law: two ways of running it led to different states.</summary>
public sealed class GraphLawViolationException : GraphRuntimeException
{
    internal GraphLawViolationException(GraphLaw law, int seed, string difference, Exception? innerException = null)
        : base($"Law {law}, seed {seed}: {difference}", innerException!)
    {
        Law = law;
        Seed = seed;
    }

    /// <summary>The law that was broken.</summary>
    public GraphLaw Law { get; }

    /// <summary>The seed that repeats it.</summary>
    public int Seed { get; }
}
