namespace GraphRuntime.Studio;

/// <summary>A part of a list.</summary>
internal sealed record ItemPage<T>(IReadOnlyList<T> Items, bool HasMore)
{
    /// <summary>A page of a list that was read with one item more than the page has.</summary>
    public static ItemPage<T> Of(IEnumerable<T> read, int limit)
    {
        var items = read.ToList();
        return new([.. items.Take(limit)], items.Count > limit);
    }
}
