namespace GraphRuntime.Execution;

/// <summary>How far a task is.</summary>
internal enum TaskState
{
    /// <summary>Not finished.</summary>
    Pending,

    /// <summary>Finished; its writes are known.</summary>
    Done,

    /// <summary>Finished in an earlier run; its writes were read from the store.</summary>
    Reused,

    /// <summary>Waits for an answer, or its subgraph paused.</summary>
    Paused,

    /// <summary>Ended with an error that nobody handled.</summary>
    Failed,

    /// <summary>Its error handler took its place.</summary>
    Replaced,
}
