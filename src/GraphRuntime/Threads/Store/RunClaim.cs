namespace GraphRuntime.Threads;

/// <summary>Asks for runs to execute.</summary>
/// <param name="Owner">The incarnation of the process that asks; never used by two at once.</param>
/// <param name="Lease">How long the lease lasts without renewal.</param>
/// <param name="Limit">At most this many runs; at least 1.</param>
public sealed record RunClaim(string Owner, TimeSpan Lease, int Limit)
{
    /// <summary>The names of the graphs that the process has. A thread whose first run is of another graph waits for a process that has it.</summary>
    /// <value>The default is <see langword="null"/>: runs of any graph.</value>
    public IReadOnlyCollection<string>? Graphs { get; init; }

    /// <summary>Whether runs of a graph are asked for.</summary>
    internal bool Takes(string graphName) => Graphs?.Contains(graphName) != false;
}
