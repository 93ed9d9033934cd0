namespace GraphRuntime;

/// <summary>Something about stored checkpoints is wrong. The root of the storage errors.</summary>
public abstract class CheckpointException : GraphRuntimeException
{
    private protected CheckpointException(string message, string threadId, Exception? innerException = null)
        : base(message, innerException) => ThreadId = threadId;

    /// <summary>The thread.</summary>
    public string ThreadId { get; }
}
