namespace GraphRuntime.AI.Testing;

/// <summary>A model was asked what its script or recording has no answer to.</summary>
public sealed class ScriptException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was asked, and what to do.</param>
    public ScriptException(string message)
        : base(message)
    {
    }
}
