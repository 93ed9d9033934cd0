namespace GraphRuntime;

/// <summary>Thrown by an effect that is known not to have happened: the next attempt may do it without reconciliation.</summary>
public sealed class EffectNotDoneException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why it did not happen.</param>
    /// <param name="innerException">The cause.</param>
    public EffectNotDoneException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
