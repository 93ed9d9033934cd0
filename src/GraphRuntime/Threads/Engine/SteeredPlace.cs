namespace GraphRuntime.Threads;

/// <summary>Where an input is that was for a subgraph.</summary>
internal enum SteeredPlace
{
    /// <summary>It is not in the state, and no call has it.</summary>
    Nowhere,

    /// <summary>A call has applied it whose graph above was stopped: it is in the state once that goes on.</summary>
    InCall,

    /// <summary>It is part of the state of the thread.</summary>
    InState,
}
