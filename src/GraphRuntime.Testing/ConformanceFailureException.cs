namespace GraphRuntime.Testing;

/// <summary>A component does not keep its contract. The message says which clause, what was expected and what was found.</summary>
public sealed class ConformanceFailureException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="innerException">The exception that the component threw, or <see langword="null"/>.</param>
    public ConformanceFailureException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
