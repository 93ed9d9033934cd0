namespace GraphRuntime;

/// <summary>
/// Unwinds a node that asked a question. The pause is recorded before it is thrown, so catching it cannot swallow the question.
/// </summary>
public sealed class TaskPausedException : OperationCanceledException
{
    internal TaskPausedException(string taskId, CancellationToken cancellationToken)
        : base($"Task '{taskId}' paused and waits for an answer. This exception is meant for the graph runtime; let it pass.", cancellationToken) => TaskId = taskId;

    /// <summary>The task.</summary>
    public string TaskId { get; }
}
