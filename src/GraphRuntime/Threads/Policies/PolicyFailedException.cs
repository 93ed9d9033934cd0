namespace GraphRuntime;

/// <summary>Code of a policy threw, or the policy is for another type of input. The run was not created and the thread is unchanged.</summary>
public sealed class PolicyFailedException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public PolicyFailedException(string threadId, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ThreadId = threadId;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }
}
