namespace GraphRuntime.Execution;

/// <summary>Why a loop ended.</summary>
internal enum LoopEnd
{
    /// <summary>Nothing is left to run.</summary>
    Completed,

    /// <summary>It waits at a breakpoint or for an answer.</summary>
    Paused,

    /// <summary>It was asked to stop between two supersteps.</summary>
    Drained,

    /// <summary>It did not begin, because its thread waits for an answer to another run.</summary>
    Held,

    /// <summary>A node sent a command to the graph one level up.</summary>
    LeftForParent,
}
