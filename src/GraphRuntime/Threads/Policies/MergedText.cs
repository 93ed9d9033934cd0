namespace GraphRuntime;

/// <summary>The text that two merged requests have by default.</summary>
public static class MergedText
{
    /// <summary>Makes one text of two.</summary>
    /// <param name="earlier">The request that was being processed.</param>
    /// <param name="current">The new request.</param>
    /// <returns>The text: the earlier request as context, then the current one.</returns>
    public static string Format(string? earlier, string? current) => $"Context: {earlier}\n\nCurrent request: {current}";
}
