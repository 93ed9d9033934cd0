namespace GraphRuntime.AspNetCore;

/// <summary>The order of a list (<c>sort_order</c>).</summary>
internal static class SortOrders
{
    public static bool IsAscending(string? order) => order?.ToUpperInvariant() switch
    {
        null or "DESC" => false,
        "ASC" => true,
        _ => throw ApiException.Bad("'sort_order' is 'asc' or 'desc'."),
    };
}
