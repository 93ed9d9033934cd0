using System.Diagnostics.CodeAnalysis;

namespace GraphRuntime.Studio;

/// <summary>An expression that cannot be read.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It never leaves the library: it becomes the answer of the request.")]
internal sealed class ExpressionException(string message, int position, int length) : Exception(message)
{
    /// <summary>Where the mistake is, counted in UTF-16 units from 0.</summary>
    public int Position { get; } = position;

    /// <summary>How many units are wrong; 0 at the end of the text.</summary>
    public int Length { get; } = length;
}
