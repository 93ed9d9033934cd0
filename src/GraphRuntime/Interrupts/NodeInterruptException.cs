namespace GraphRuntime;

/// <summary>
/// Thrown by a node to pause on a condition. It pauses again on every resume until the state no longer leads to it; an update of the state as that
/// node skips it. Prefer <see cref="NodeContext.Interrupt{TAnswer}(object?)"/>, which can be answered.
/// </summary>
public sealed class NodeInterruptException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="payload">What the caller is shown; written as JSON.</param>
    public NodeInterruptException(object? payload)
        : base("A node paused the run. This exception is meant for the graph runtime; do not catch it.") => Payload = payload;

    /// <summary>What the caller is shown.</summary>
    public object? Payload { get; }
}
