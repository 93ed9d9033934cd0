using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>The types of this package that are stored. Messages themselves are known to Microsoft.Extensions.AI.</summary>
[JsonSerializable(typeof(IReadOnlyList<ChatMessage>))]
[JsonSerializable(typeof(List<ChatMessage>))]
internal sealed partial class ChatJsonContext : JsonSerializerContext;
