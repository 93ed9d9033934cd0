using System.Text.Json.Serialization;

namespace GraphRuntime.AI;

/// <summary>The types of this package that are stored.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(IReadOnlyList<Microsoft.Extensions.AI.ChatMessage>))]
[JsonSerializable(typeof(ToolCall))]
[JsonSerializable(typeof(ToolApproval))]
[JsonSerializable(typeof(ToolDecision))]
internal sealed partial class ChatJsonContext : JsonSerializerContext;
