using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>The types that the library itself reads and writes.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ImmutableArray<JsonElement>))]
[JsonSerializable(typeof(ImmutableDictionary<string, JsonElement>))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(decimal))]
internal sealed partial class CoreJsonContext : JsonSerializerContext;
