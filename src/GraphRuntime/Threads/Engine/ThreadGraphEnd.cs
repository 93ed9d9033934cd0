namespace GraphRuntime.Threads;

internal enum ThreadGraphEnd
{
    /// <summary>Nothing is left to do.</summary>
    Completed,

    /// <summary>It waits at a breakpoint or for an answer.</summary>
    Paused,

    /// <summary>It stopped at a superstep boundary because it was asked to.</summary>
    Drained,

    /// <summary>It did not begin, because it waits until the thread does not wait any more.</summary>
    Held,

    /// <summary>It did not begin: its input was for a subgraph of another run, and is part of the state.</summary>
    Steered,

    /// <summary>It did not begin: its input was for a subgraph of another run that has ended, and is not part of the state.</summary>
    NotApplied,

    /// <summary>It did not begin, because this process does not have its graph, the graph of an input that is owed before it, or the version of its state.</summary>
    LeftToOthers,
}
