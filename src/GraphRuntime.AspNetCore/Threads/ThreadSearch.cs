using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Finds threads. The store filters by status and metadata; order, ids and values are looked at here.</summary>
internal static class ThreadSearch
{
    private const int StorePage = 500;

    public static async Task SearchAsync(ApiRequest request)
    {
        var query = await ListAnswer.QueryAsync(request, WireJson.Default.SearchThreadsRequest).ConfigureAwait(false);
        var (limit, offset) = request.Page(query.Limit, query.Offset);
        var found = Order(await FindAsync(request, query).ConfigureAwait(false), query);
        var fields = new Fields(query.Select);
        var page = new List<(ThreadInfo Thread, StateSnapshot? State)>();
        foreach (var thread in found.Skip(offset).Take(limit))
        {
            var reads = fields.HasValues || fields.Has("interrupts") || query.Extract is not null;
            page.Add((thread, reads ? await request.ReadStateAsync(thread).ConfigureAwait(false) : null));
        }

        ListAnswer.WriteTotal(request, found.Count);
        await request.WriteListAsync(page, (json, item) => ThreadWriter.Write(json, item.Thread, item.State, fields, inner => Extraction.Write(inner, query.Extract, item.State))).ConfigureAwait(false);
    }

    public static Task CountAsync(ApiRequest request) => ListAnswer.CountAsync<SearchThreadsRequest, ThreadInfo>(request, WireJson.Default.SearchThreadsRequest, FindAsync);

    private static async ValueTask<List<ThreadInfo>> FindAsync(ApiRequest request, SearchThreadsRequest query)
    {
        var metadata = Metadata.ToStored(query.Metadata);
        if (request.Owner is { } owner)
        {
            metadata[ThreadReader.OwnerEntry] = owner;
        }

        var options = new ThreadSearchOptions { Metadata = metadata, Status = WireStatus.ParseThread(query.Status), NewestFirst = true, Limit = StorePage };
        var ids = query.Ids?.ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, ThreadInfo>(StringComparer.Ordinal);
        for (var offset = 0; ; offset += StorePage)
        {
            var page = await request.Coordinator.SearchThreadsAsync(options with { Offset = offset }, request.Aborted).ConfigureAwait(false);
            foreach (var thread in page)
            {
                if (ThreadReader.Shows(request, thread)
                    && (ids is null || ids.Contains(thread.ThreadId))
                    && await HasValuesAsync(request, thread, query.Values).ConfigureAwait(false))
                {
                    found.TryAdd(thread.ThreadId, thread);
                }
            }

            if (page.Count < StorePage)
            {
                return [.. found.Values];
            }
        }
    }

    private static async ValueTask<bool> HasValuesAsync(ApiRequest request, ThreadInfo thread, JsonElement? wanted)
    {
        if (wanted is not { ValueKind: JsonValueKind.Object } values || !values.EnumerateObject().Any())
        {
            return true;
        }

        var state = await request.ReadStateAsync(thread).ConfigureAwait(false);
        if (state is null || state.StateJson.IsEmpty)
        {
            return false;
        }

        using var document = JsonDocument.Parse(state.StateJson);
        return JsonContainment.Contains(document.RootElement, values);
    }

    private static List<ThreadInfo> Order(List<ThreadInfo> threads, SearchThreadsRequest query)
    {
        var ascending = query.SortsAscending;
        IOrderedEnumerable<ThreadInfo> ordered = query.SortBy switch
        {
            null or "created_at" => By(threads, static t => t.CreatedAt, ascending),
            "updated_at" or "state_updated_at" => By(threads, static t => t.UpdatedAt, ascending),
            "status" => By(threads, static t => WireStatus.Of(t.Status), ascending),
            "thread_id" => ascending ? threads.OrderBy(static t => t.ThreadId, StringComparer.Ordinal) : threads.OrderByDescending(static t => t.ThreadId, StringComparer.Ordinal),
            _ => throw ApiException.Bad("'sort_by' is 'thread_id', 'status', 'created_at' or 'updated_at'."),
        };
        return [.. ordered];
    }

    private static IOrderedEnumerable<ThreadInfo> By<TKey>(List<ThreadInfo> threads, Func<ThreadInfo, TKey> key, bool ascending) =>
        ascending ? threads.OrderBy(key) : threads.OrderByDescending(key);
}
