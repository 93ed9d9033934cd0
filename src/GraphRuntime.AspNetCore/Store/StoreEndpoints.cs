using System.Text.Json;
using GraphRuntime.Stores;

namespace GraphRuntime.AspNetCore;

/// <summary>The long-term store.</summary>
internal static class StoreEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("PUT", "/store/items", "Puts an item.", static request => PutAsync(request))
            .Takes(typeof(PutItemRequest)).AnswersNothing();
        routes.MapApi("GET", "/store/items", "Reads an item.", static request => GetAsync(request))
            .Query(typeof(string[]), "namespace").Query(typeof(string), "key").Answers(typeof(WireItem));
        routes.MapApi("DELETE", "/store/items", "Deletes an item.", static request => DeleteAsync(request))
            .Takes(typeof(DeleteItemRequest)).AnswersNothing();
        routes.MapApi("POST", "/store/items/search", "Finds items.", static request => SearchAsync(request))
            .Takes(typeof(SearchItemsRequest)).Answers(typeof(WireItems));
        routes.MapApi("POST", "/store/namespaces", "Lists namespaces.", static request => ListAsync(request))
            .Takes(typeof(ListNamespacesRequest), isOptional: true).Answers(typeof(WireNamespaces));
    }

    private static async Task PutAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.PutItemRequest).ConfigureAwait(false);
        if (body.Value is not { ValueKind: JsonValueKind.Object } value)
        {
            throw ApiException.Bad("'value' is an object.");
        }

        var options = body.Ttl is { } minutes ? new StorePutOptions { TimeToLive = TimeSpan.FromMinutes(Lifetime.Check(minutes)) } : null;
        var bytes = JsonBytes.Of(value.WriteTo);
        await request.Api.Store.PutAsync(PlaceOf(request, body.Namespace), KeyOf(body.Key), bytes, options, request.Aborted).ConfigureAwait(false);
        request.Done();
    }

    private static async Task GetAsync(ApiRequest request)
    {
        var names = request.QueryList("namespace").SelectMany(static name => name.Split('.')).ToArray();
        var item = await request.Api.Store.GetAsync(PlaceOf(request, names), KeyOf(request.Query("key")), request.Aborted).ConfigureAwait(false);
        await request.WriteAsync(json =>
        {
            if (item is null)
            {
                json.WriteNullValue();
            }
            else
            {
                Write(json, item, request);
            }
        }).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.DeleteItemRequest).ConfigureAwait(false);
        await request.Api.Store.DeleteAsync(PlaceOf(request, body.Namespace), KeyOf(body.Key), cancellationToken: request.Aborted).ConfigureAwait(false);
        request.Done();
    }

    private static async Task SearchAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.SearchItemsRequest).ConfigureAwait(false);
        var (limit, offset) = request.Page(body.Limit, body.Offset);
        var query = new StoreQuery { Prefix = StoreAccess.Inside(request, Checked(body.NamespacePrefix ?? [])), Filters = StoreFilters.Read(body.Filter), Text = body.Query, Limit = limit, Offset = offset };
        var items = await StoreAccess.SearchAsync(request, query).ConfigureAwait(false);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var item in items)
            {
                Write(json, item, request);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static async Task ListAsync(ApiRequest request)
    {
        var body = await request.OptionalBodyAsync(WireJson.Default.ListNamespacesRequest).ConfigureAwait(false) ?? new ListNamespacesRequest();
        var (limit, offset) = request.Page(body.Limit, body.Offset);
        var namespaces = await StoreAccess.ListAsync(request, Checked(body.Prefix ?? []), StoreNamespace.From(Checked(body.Suffix ?? [])), body.MaxDepth, limit, offset).ConfigureAwait(false);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("namespaces");
            foreach (var names in namespaces)
            {
                WriteNames(json, names);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static StoreNamespace PlaceOf(ApiRequest request, IReadOnlyList<string>? names) => names is { Count: > 0 } given
        ? StoreAccess.Inside(request, Checked(given))
        : throw ApiException.Bad("The namespace is empty.");

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> names) => names.FirstOrDefault(static name => name.Length == 0 || name.Contains('.', StringComparison.Ordinal)) is { } wrong
        ? throw ApiException.Invalid("invalid_namespace", $"'{wrong}' is no name in a namespace: it is empty, or has a dot.")
        : names;

    private static string KeyOf(string? key) => key is { Length: > 0 } ? key : throw ApiException.Bad("'key' is missing.");

    private static void Write(Utf8JsonWriter json, StoreItem item, ApiRequest request)
    {
        json.WriteStartObject();
        json.WritePropertyName("namespace");
        WriteNames(json, StoreAccess.Outside(request, item.Key.Namespace));
        json.WriteString("key", item.Key.Key);
        json.WritePropertyName("value");
        json.WriteRawValue(item.Value.Span, skipInputValidation: true);
        json.WriteString("created_at", WireText.Time(item.CreatedAt));
        json.WriteString("updated_at", WireText.Time(item.UpdatedAt));
        if (item.Score is { } score)
        {
            json.WriteNumber("score", score);
        }

        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, IEnumerable<string> names)
    {
        json.WriteStartArray();
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
