namespace GraphRuntime;

/// <summary>A thread was to be created that is already there.</summary>
public sealed class ThreadExistsException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    public ThreadExistsException(string threadId)
        : base($"Thread '{threadId}' already exists. Choose another id, delete the thread first, or say that an existing thread is fine.") => ThreadId = threadId;

    /// <summary>The thread.</summary>
    public string ThreadId { get; }
}
