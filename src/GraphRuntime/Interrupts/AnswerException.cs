namespace GraphRuntime;

/// <summary>An answer does not fit a question: there is none, there are several, or the answer has the wrong type. The thread is unchanged.</summary>
public sealed class AnswerException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread, or <see langword="null"/>.</param>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="interruptId">The interrupt that was answered, or <see langword="null"/>.</param>
    /// <param name="openInterruptIds">The interrupts that wait for an answer.</param>
    /// <param name="innerException">The cause.</param>
    public AnswerException(string? threadId, string message, string? interruptId, IReadOnlyList<string> openInterruptIds, Exception? innerException = null)
        : base(message, innerException)
    {
        ThreadId = threadId;
        InterruptId = interruptId;
        OpenInterruptIds = openInterruptIds;
    }

    /// <summary>The thread, or <see langword="null"/>.</summary>
    public string? ThreadId { get; }

    /// <summary>The interrupt that was answered, or <see langword="null"/>.</summary>
    public string? InterruptId { get; }

    /// <summary>True where the question is open and the answer is not of the type that it asks for; false where no such question is open.</summary>
    public bool IsMismatch { get; init; }

    /// <summary>The interrupts that wait for an answer.</summary>
    public IReadOnlyList<string> OpenInterruptIds { get; }
}
