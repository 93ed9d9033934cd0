namespace GraphRuntime;

/// <summary>The error that an error handler handles.</summary>
/// <param name="Node">The node that failed.</param>
/// <param name="Exception">What it threw at its last attempt.</param>
public sealed record NodeError(string Node, Exception Exception)
{
    /// <summary>The message of the exception.</summary>
    public string Message => Exception.Message;
}
