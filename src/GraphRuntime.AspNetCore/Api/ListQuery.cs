using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.AspNetCore;

/// <summary>What every search of a list has in its body.</summary>
internal abstract record ListQuery
{
    public JsonElement? Metadata { get; init; }

    public int Limit { get; set; } = 10;

    public int Offset { get; init; }

    public string? SortBy { get; init; }

    public string? SortOrder { get; init; }

    public IReadOnlyList<string>? Select { get; init; }

    [JsonIgnore]
    public bool SortsAscending => SortOrders.IsAscending(SortOrder);

    /// <summary>Items in the order of the query.</summary>
    public List<T> Sort<T>(IEnumerable<T> items, Func<T, string?> key) =>
        [.. SortsAscending ? items.OrderBy(key, StringComparer.Ordinal) : items.OrderByDescending(key, StringComparer.Ordinal)];
}
