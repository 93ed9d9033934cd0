using GraphRuntime.Stores;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Keeps callers inside their part of the store: where callers have names, the first name of a namespace must be the name of the caller. What the server keeps for itself is never shown.
/// </summary>
internal static class StoreAccess
{
    private const int Page = 500;

    /// <summary>The namespace in the store.</summary>
    public static StoreNamespace Inside(ApiRequest request, IReadOnlyList<string> names) => request.Owner is { } owner
        ? StoreNamespace.From([owner, .. names])
        : StoreNamespace.From(names);

    /// <summary>The namespace as the caller knows it.</summary>
    public static IEnumerable<string> Outside(ApiRequest request, StoreNamespace names) => request.Owner is null ? names : names.Skip(1);

    public static async ValueTask<IReadOnlyList<StoreItem>> SearchAsync(ApiRequest request, StoreQuery query)
    {
        if (query.Prefix.Count > 0)
        {
            return await request.Api.Store.SearchAsync(query, request.Aborted).ConfigureAwait(false);
        }

        var found = new List<StoreItem>();
        for (var offset = 0; ; offset += Page)
        {
            var items = await request.Api.Store.SearchAsync(query with { Limit = Page, Offset = offset }, request.Aborted).ConfigureAwait(false);
            found.AddRange(items.Where(static item => !IsHidden(item.Key.Namespace)));
            if (items.Count < Page || found.Count >= query.Offset + query.Limit)
            {
                return [.. found.Skip(query.Offset).Take(query.Limit)];
            }
        }
    }

    public static async ValueTask<IReadOnlyList<IEnumerable<string>>> ListAsync(
        ApiRequest request, IReadOnlyList<string> prefix, StoreNamespace suffix, int? maxDepth, int limit, int offset)
    {
        var hidden = request.Owner is null ? 0 : 1;
        var query = new StoreNamespaceQuery { Prefix = Inside(request, prefix), Suffix = suffix, MaxDepth = maxDepth + hidden, Limit = Page };
        var found = new List<IEnumerable<string>>();
        for (var from = 0; ; from += Page)
        {
            var page = await request.Api.Store.ListNamespacesAsync(query with { Offset = from }, request.Aborted).ConfigureAwait(false);
            found.AddRange(page.Where(static names => !IsHidden(names)).Select(names => Outside(request, names)));
            if (page.Count < Page || found.Count >= offset + limit)
            {
                return [.. found.Skip(offset).Take(limit)];
            }
        }
    }

    /// <summary>Whether the server keeps something for itself there. No caller has such a name.</summary>
    private static bool IsHidden(StoreNamespace names) => names.Count > 0 && names[0].StartsWith(Metadata.Reserved, StringComparison.Ordinal);
}
