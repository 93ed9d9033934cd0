namespace GraphRuntime;

/// <summary>A run was refused because other runs of the thread are in flight and its strategy is <see cref="MultitaskStrategy.Reject"/>. Nothing of it was stored.</summary>
public sealed class RunConflictException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="activeRunIds">The runs in flight, the running one first.</param>
    public RunConflictException(string threadId, IReadOnlyList<string> activeRunIds)
        : base($"Thread '{threadId}' is busy with {activeRunIds.Count} run(s) in flight, first '{(activeRunIds.Count > 0 ? activeRunIds[0] : "")}'. Wait for them (join) and try again, or choose the strategy enqueue, interrupt or rollback.")
    {
        ThreadId = threadId;
        ActiveRunIds = activeRunIds;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The runs in flight, the running one first.</summary>
    public IReadOnlyList<string> ActiveRunIds { get; }

    /// <summary>The corresponding HTTP status: 409, conflict.</summary>
    public int StatusCode { get; } = 409;
}
