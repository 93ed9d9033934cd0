namespace GraphRuntime;

/// <summary>A thread was named that does not exist.</summary>
public sealed class ThreadNotFoundException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    public ThreadNotFoundException(string threadId)
        : base($"There is no thread '{threadId}'. It was never created or it was deleted; create it first, or allow a run to create it.") => ThreadId = threadId;

    /// <summary>The thread.</summary>
    public string ThreadId { get; }
}
