using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI.Testing;

/// <summary>The lines of a recording.</summary>
internal static class Recording
{
    private const string Key = "request";
    private const string Updates = "answer";

    /// <summary>What decides an answer: roles and contents of the messages, and the names of the tools.</summary>
    public static string KeyOf(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var asked = new JsonArray([.. messages.Select(static message => (JsonNode)new JsonArray(
            message.Role.Value, new JsonArray([.. message.Contents.Select(static content => JsonNode.Parse(JsonSerializer.Serialize(content, Info<AIContent>())))])))]);
        var tools = new JsonArray([.. (options?.Tools ?? []).Select(static tool => (JsonNode)tool.Name)]);
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(new JsonArray(asked, tools).ToJsonString())));
    }

    public static Dictionary<string, Queue<List<ChatResponseUpdate>>> Read(string path)
    {
        var recorded = new Dictionary<string, Queue<List<ChatResponseUpdate>>>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadLines(path).Where(static line => line.Length > 0) : [])
        {
            var (key, updates) = Parse(path, line);
            if (!recorded.TryGetValue(key, out var answers))
            {
                recorded[key] = answers = new Queue<List<ChatResponseUpdate>>();
            }

            answers.Enqueue(updates);
        }

        return recorded;
    }

    public static string Line(string key, IEnumerable<ChatResponseUpdate> updates) => new JsonObject
    {
        [Key] = key,
        [Updates] = new JsonArray([.. updates.Select(static update => JsonNode.Parse(JsonSerializer.Serialize(update, Info<ChatResponseUpdate>())))]),
    }.ToJsonString();

    private static (string Key, List<ChatResponseUpdate> Updates) Parse(string path, string line)
    {
        try
        {
            var json = JsonNode.Parse(line)!;
            return ((string)json[Key]!, [.. json[Updates]!.AsArray().Select(static update => update.Deserialize(Info<ChatResponseUpdate>())!)]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new ScriptException($"'{Path.GetFileName(path)}' is not a recording of a chat client: one of its lines cannot be read. Record it again.");
        }
    }

    private static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)ChatJson.Options.GetTypeInfo(typeof(T));
}
