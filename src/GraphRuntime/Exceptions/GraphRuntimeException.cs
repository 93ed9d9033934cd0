namespace GraphRuntime;

/// <summary>The root of all exceptions of this library. Exceptions of user code are never wrapped in it without need.</summary>
public abstract class GraphRuntimeException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    protected GraphRuntimeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    protected GraphRuntimeException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
