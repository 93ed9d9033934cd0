using System.Text.Json;
using System.Text.Json.Nodes;

namespace GraphRuntime.AspNetCore;

/// <summary>Assistants.</summary>
internal static class AssistantEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("POST", "/assistants", "Creates an assistant.", static request => CreateAsync(request))
            .Takes(typeof(CreateAssistantRequest)).Answers(typeof(WireAssistant)).Fails(404, 409);
        routes.MapApi("POST", "/assistants/search", "Finds assistants.", static request => SearchAsync(request))
            .Takes(typeof(SearchAssistantsRequest), isOptional: true).Answers(typeof(List<WireAssistant>));
        routes.MapApi("POST", "/assistants/count", "Counts assistants.", static request => CountAsync(request))
            .Takes(typeof(SearchAssistantsRequest), isOptional: true).Answers(typeof(int));
        routes.MapApi("GET", "/assistants/{assistant}", "Reads an assistant.", static request => GetAsync(request))
            .Answers(typeof(WireAssistant));
        routes.MapApi("PATCH", "/assistants/{assistant}", "Makes a new version of an assistant.", static request => PatchAsync(request))
            .Takes(typeof(CreateAssistantRequest)).Answers(typeof(WireAssistant)).Fails(409);
        routes.MapApi("DELETE", "/assistants/{assistant}", "Deletes an assistant.", static request => DeleteAsync(request))
            .Query(typeof(bool), "delete_threads").Answers(typeof(List<string>)).Fails(409);
        routes.MapApi("POST", "/assistants/{assistant}/versions", "Lists the versions of an assistant.", static request => ListVersionsAsync(request))
            .Takes(typeof(AssistantVersionsRequest), isOptional: true).Answers(typeof(List<WireAssistant>));
        routes.MapApi("POST", "/assistants/{assistant}/latest", "Makes a version the current one.", static request => SetLatestAsync(request))
            .Takes(typeof(AssistantVersionsRequest)).Answers(typeof(WireAssistant));
        routes.MapApi("GET", "/assistants/{assistant}/graph", "Draws the graph of an assistant.", static request => AssistantGraph.WriteGraphAsync(request))
            .Query(typeof(string), "xray").Answers(typeof(WireGraph));
        routes.MapApi("GET", "/assistants/{assistant}/schemas", "Describes the state of an assistant's graph.", static request => AssistantSchemas.WriteSchemasAsync(request))
            .Answers(typeof(WireSchemas));
        routes.MapApi("GET", "/assistants/{assistant}/subgraphs", "Describes the subgraphs of an assistant's graph.", static request => AssistantSchemas.WriteSubgraphsAsync(request, null))
            .Query(typeof(bool), "recurse").Answers(typeof(Dictionary<string, WireSubgraphSchemas>));
        routes.MapApi("GET", "/assistants/{assistant}/subgraphs/{ns}", "Describes one subgraph.", static request => AssistantSchemas.WriteSubgraphsAsync(request, request.Route("ns")))
            .Query(typeof(bool), "recurse").Answers(typeof(Dictionary<string, WireSubgraphSchemas>));
    }

    public static ValueTask<Assistant> FindAssistantAsync(this ApiRequest request) => request.Api.Assistants.FindAsync(request.Route("assistant"), request.Owner, request.Aborted);

    private static async Task CreateAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.CreateAssistantRequest).ConfigureAwait(false);
        if (body.IfExists is not (null or "raise" or "do_nothing"))
        {
            throw ApiException.Bad("'if_exists' is 'raise' or 'do_nothing'.");
        }

        var graph = body.GraphId ?? throw ApiException.Bad("'graph_id' is missing.");
        if (request.Api.Graphs.Find(graph) is null)
        {
            throw ApiException.NotFound("graph", graph);
        }

        var assistant = new Assistant
        {
            AssistantId = body.AssistantId ?? request.Api.NewId(),
            GraphId = graph,
            Name = body.Name ?? graph,
            Description = body.Description,
            Config = Given(body.Config),
            Context = Given(body.Context),
            Metadata = Given(body.Metadata),
            Owner = request.Owner,
        };
        await WriteAsync(request, await request.Api.Assistants.CreateAsync(assistant, body.IfExists == "do_nothing", request.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task GetAsync(ApiRequest request) => await WriteAsync(request, await request.FindAssistantAsync().ConfigureAwait(false)).ConfigureAwait(false);

    private static Task WriteAsync(ApiRequest request, Assistant assistant) => request.WriteAsync(json => AssistantWriter.Write(json, assistant, Fields.All));

    private static async Task PatchAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.CreateAssistantRequest).ConfigureAwait(false);
        if (body.GraphId is { } graph && request.Api.Graphs.Find(graph) is null)
        {
            throw ApiException.NotFound("graph", graph);
        }

        var changed = await request.Api.Assistants.ChangeAsync(
            request.Route("assistant"),
            request.Owner,
            current => current with
            {
                GraphId = body.GraphId ?? current.GraphId,
                Name = body.Name ?? current.Name,
                Description = body.Description ?? current.Description,
                Config = Given(body.Config) ?? current.Config,
                Context = Given(body.Context) ?? current.Context,
                Metadata = Merge(current.Metadata, Given(body.Metadata)),
            },
            request.Aborted).ConfigureAwait(false);
        await WriteAsync(request, changed).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var assistant = await request.FindAssistantAsync().ConfigureAwait(false);
        await AssistantDeletion.DeleteAsync(request, assistant, request.Flag("delete_threads")).ConfigureAwait(false);
        await request.WriteListAsync([assistant.AssistantId], static (json, id) => json.WriteStringValue(id)).ConfigureAwait(false);
    }

    private static async Task ListVersionsAsync(ApiRequest request)
    {
        var body = await request.OptionalBodyAsync(WireJson.Default.AssistantVersionsRequest).ConfigureAwait(false) ?? new AssistantVersionsRequest();
        var (limit, offset) = request.Page(body.Limit, body.Offset);
        var assistant = await request.FindAssistantAsync().ConfigureAwait(false);
        var versions = await request.Api.Assistants.ListVersionsAsync(assistant, request.Aborted).ConfigureAwait(false);
        var page = (versions.Count == 0 ? [assistant] : versions).Where(v => JsonContainment.ContainsObject(v.Metadata, body.Metadata)).Skip(offset).Take(limit).ToArray();
        await request.WriteListAsync(page, static (json, version) => AssistantWriter.Write(json, version, Fields.All, isVersion: true)).ConfigureAwait(false);
    }

    private static async Task SetLatestAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.AssistantVersionsRequest).ConfigureAwait(false);
        var version = body.Version ?? throw ApiException.Bad("'version' is missing.");
        await WriteAsync(request, await request.Api.Assistants.SetLatestAsync(request.Route("assistant"), request.Owner, version, request.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static Task SearchAsync(ApiRequest request) => ListAnswer.SearchAsync<SearchAssistantsRequest, Assistant>(
        request, WireJson.Default.SearchAssistantsRequest, FindAsync, static (json, assistant, fields) => AssistantWriter.Write(json, assistant, fields));

    private static Task CountAsync(ApiRequest request) =>
        ListAnswer.CountAsync<SearchAssistantsRequest, Assistant>(request, WireJson.Default.SearchAssistantsRequest, FindAsync);

    private static async ValueTask<List<Assistant>> FindAsync(ApiRequest request, SearchAssistantsRequest query)
    {
        var all = await request.Api.Assistants.ListAsync(request.Owner, request.Aborted).ConfigureAwait(false);
        var found = all.Where(a => (query.GraphId is null || a.GraphId == query.GraphId)
            && (query.Name is null || a.Name.Contains(query.Name, StringComparison.OrdinalIgnoreCase))
            && JsonContainment.ContainsObject(a.Metadata, query.Metadata));
        Func<Assistant, string> key = query.SortBy switch
        {
            null or "created_at" => static a => WireText.Time(a.CreatedAt),
            "updated_at" => static a => WireText.Time(a.UpdatedAt),
            "name" => static a => a.Name,
            "graph_id" => static a => a.GraphId,
            "assistant_id" => static a => a.AssistantId,
            _ => throw ApiException.Bad("'sort_by' is 'assistant_id', 'graph_id', 'name', 'created_at' or 'updated_at'."),
        };
        return query.Sort(found, key);
    }

    private static JsonElement? Given(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.Object } => value,
        _ => throw ApiException.Bad("'config', 'context' and 'metadata' are objects."),
    };

    private static JsonElement? Merge(JsonElement? current, JsonElement? changes)
    {
        if (current is not { ValueKind: JsonValueKind.Object } old || changes is not { } given)
        {
            return changes ?? current;
        }

        var merged = JsonObject.Create(old)!;
        foreach (var change in given.EnumerateObject())
        {
            merged[change.Name] = JsonNode.Parse(change.Value.GetRawText());
        }

        using var document = JsonDocument.Parse(merged.ToJsonString());
        return document.RootElement.Clone();
    }
}
