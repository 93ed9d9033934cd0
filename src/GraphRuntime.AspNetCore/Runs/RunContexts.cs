using System.Text.Json;
using System.Text.Json.Nodes;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// The values that nodes see of a run: those of the assistant, over them those that the thread has from earlier runs, over them those of the request. What the host says of the caller
/// comes last, so that no request can replace it.
/// </summary>
internal static class RunContexts
{
    private const string UserName = "user_id";

    /// <summary>Names that say where a run stands; the server knows better than the caller.</summary>
    private static readonly HashSet<string> s_place = new(StringComparer.Ordinal)
    {
        "run_id", "thread_id", "graph_id", "assistant_id", "checkpoint_id", "checkpoint_ns", "checkpoint_map",
    };

    private static readonly HashSet<string> s_secrets = new(StringComparer.OrdinalIgnoreCase) { "authorization", "cookie", "x-api-key", "x-tenant-id", "x-service-key" };

    public static Dictionary<string, object?> Of(ApiRequest request, ThreadInfo thread, Assistant assistant, CreateRunRequest body)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        Add(values, assistant.Configurable, name => !thread.Context.ContainsKey(name));
        Add(values, assistant.Context, name => !thread.Context.ContainsKey(name));
        Add(values, body.Config?.Configurable, static _ => true);
        Add(values, body.Context, static _ => true);
        AddHeaders(values, request);
        if (request.Owner is { } owner)
        {
            values[UserName] = owner;
        }

        foreach (var (name, value) in request.Api.Options.Identity?.Invoke(request.Http) ?? new Dictionary<string, object?>())
        {
            values[name] = value;
        }

        return values;
    }

    /// <summary>The configuration of a run as it is shown: with the values that it began with, and where it stands.</summary>
    public static JsonElement Describe(ThreadInfo thread, Assistant assistant, string? runId, IReadOnlyDictionary<string, object?> values, RunConfigRequest? config)
    {
        var shown = new JsonObject();
        foreach (var (name, value) in thread.Context)
        {
            shown[name] = value is JsonElement json ? JsonNode.Parse(json.GetRawText()) : null;
        }

        foreach (var (name, value) in values)
        {
            shown[name] = value switch { JsonElement json => JsonNode.Parse(json.GetRawText()), string text => JsonValue.Create(text), _ => null };
        }

        (shown["graph_id"], shown["assistant_id"]) = (assistant.GraphId, assistant.AssistantId);
        if (runId is not null)
        {
            (shown["run_id"], shown["thread_id"]) = (runId, thread.ThreadId);
        }

        var described = new JsonObject { ["configurable"] = shown };
        if (config?.RecursionLimit is { } limit)
        {
            described["recursion_limit"] = limit;
        }

        using var document = JsonDocument.Parse(described.ToJsonString());
        return document.RootElement.Clone();
    }

    /// <summary>The checkpoint that a request names among its values, as the clients of the thread protocol do.</summary>
    public static string? CheckpointOf(CreateRunRequest body) => body.CheckpointId ?? body.Checkpoint?.CheckpointId
        ?? (body.Config?.Configurable is { ValueKind: JsonValueKind.Object } values && values.TryGetProperty("checkpoint_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null);

    private static void AddHeaders(Dictionary<string, object?> values, ApiRequest request)
    {
        var wanted = request.Api.Options.ContextHeaders;
        foreach (var header in wanted.Count == 0 ? [] : request.Http.Request.Headers.Where(header => !s_secrets.Contains(header.Key) && wanted.Any(pattern => Fits(header.Key, pattern))))
        {
            values[header.Key.ToLowerInvariant()] = header.Value.ToString();
        }
    }

    private static bool Fits(string name, string pattern) => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : name.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private static void Add(Dictionary<string, object?> values, JsonElement? given, Func<string, bool> takes)
    {
        if (given is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
        {
            return;
        }

        if (given.Value.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Bad("'configurable' and 'context' are objects.");
        }

        foreach (var entry in given.Value.EnumerateObject())
        {
            if (!s_place.Contains(entry.Name) && !entry.Name.StartsWith("__", StringComparison.Ordinal) && takes(entry.Name))
            {
                values[entry.Name] = entry.Value.ValueKind == JsonValueKind.Null ? null : entry.Value.Clone();
            }
        }
    }
}
