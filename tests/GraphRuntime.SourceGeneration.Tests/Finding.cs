using System.Globalization;
using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration.Tests;

/// <summary>A diagnostic as a test compares it.</summary>
/// <param name="Id">The number.</param>
/// <param name="At">The source text it points at.</param>
/// <param name="Message">The message.</param>
internal sealed record Finding(string Id, string At, string Message)
{
    public static Finding From(Diagnostic diagnostic, string text) => new(
        diagnostic.Id,
        text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length),
        diagnostic.GetMessage(CultureInfo.InvariantCulture));
}
