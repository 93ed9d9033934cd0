using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.AspNetCore;

/// <summary>Answers searches of lists that are read whole: a page, or the number of items.</summary>
internal static class ListAnswer
{
    public static async Task SearchAsync<TQuery, TItem>(
        ApiRequest request, JsonTypeInfo<TQuery> info, Func<ApiRequest, TQuery, ValueTask<List<TItem>>> find, Action<Utf8JsonWriter, TItem, Fields> write)
        where TQuery : ListQuery, new()
    {
        var query = await QueryAsync(request, info).ConfigureAwait(false);
        var (limit, offset) = request.Page(query.Limit, query.Offset);
        var found = await find(request, query).ConfigureAwait(false);
        var fields = new Fields(query.Select);
        WriteTotal(request, found.Count);
        await request.WriteListAsync([.. found.Skip(offset).Take(limit)], (json, item) => write(json, item, fields)).ConfigureAwait(false);
    }

    public static async Task CountAsync<TQuery, TItem>(ApiRequest request, JsonTypeInfo<TQuery> info, Func<ApiRequest, TQuery, ValueTask<List<TItem>>> find)
        where TQuery : ListQuery, new()
    {
        var count = (await find(request, await QueryAsync(request, info).ConfigureAwait(false)).ConfigureAwait(false)).Count;
        await request.WriteAsync(json => json.WriteNumberValue(count)).ConfigureAwait(false);
    }

    /// <summary>The query; an empty one where the request has no body.</summary>
    public static async ValueTask<TQuery> QueryAsync<TQuery>(ApiRequest request, JsonTypeInfo<TQuery> info)
        where TQuery : ListQuery, new() => await request.OptionalBodyAsync(info).ConfigureAwait(false) ?? new TQuery();

    /// <summary>Says in a header how many items there are on all pages.</summary>
    public static void WriteTotal(ApiRequest request, int count) =>
        request.Http.Response.Headers["X-Pagination-Total"] = count.ToString(CultureInfo.InvariantCulture);
}
