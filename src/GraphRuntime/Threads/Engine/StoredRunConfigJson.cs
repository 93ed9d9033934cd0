using System.Text.Json.Serialization;

namespace GraphRuntime.Threads;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredRunConfig))]
internal sealed partial class StoredRunConfigJson : JsonSerializerContext;
