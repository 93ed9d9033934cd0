namespace GraphRuntime;

/// <summary>A thread waits at a breakpoint or for an answer, and its rule refuses new input meanwhile. Nothing was stored.</summary>
public sealed class ThreadPausedException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="interruptIds">The open questions; empty at a breakpoint.</param>
    public ThreadPausedException(string threadId, IReadOnlyList<string> interruptIds)
        : base(interruptIds.Count == 0
            ? $"Thread '{threadId}' waits at a breakpoint. Resume it with GraphInput.Resume, or choose another PausedThreadRule."
            : $"Thread '{threadId}' waits for {interruptIds.Count} answer(s): {string.Join(", ", interruptIds)}. Answer with GraphInput.Answer, or choose another PausedThreadRule.")
    {
        ThreadId = threadId;
        InterruptIds = interruptIds;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The open questions; empty at a breakpoint.</summary>
    public IReadOnlyList<string> InterruptIds { get; }
}
