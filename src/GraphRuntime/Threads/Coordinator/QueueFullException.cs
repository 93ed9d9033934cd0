namespace GraphRuntime;

/// <summary>A run was refused because too many runs of the thread are waiting. Nothing of it was stored.</summary>
public sealed class QueueFullException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="limit">How many runs of a thread may wait.</param>
    public QueueFullException(string threadId, int limit)
        : base($"Thread '{threadId}' has {limit} runs waiting, which is the limit. Wait for some to finish, cancel pending ones, or raise CoordinatorOptions.MaxQueuedPerThread.")
    {
        ThreadId = threadId;
        Limit = limit;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>How many runs of a thread may wait.</summary>
    public int Limit { get; }

    /// <summary>The corresponding HTTP status: 429, too many requests.</summary>
    public int StatusCode { get; } = 429;
}
