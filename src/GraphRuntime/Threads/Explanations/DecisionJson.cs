using System.Text.Json;
using System.Text.Json.Serialization;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Threads;

/// <summary>Decisions as JSON. It is stored; a name, once used, keeps its meaning.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RunDecision))]
internal sealed partial class DecisionJson : JsonSerializerContext
{
    public static ReadOnlyMemory<byte> Write(RunDecision decision) => JsonSerializer.SerializeToUtf8Bytes(decision, Default.RunDecision);

    public static RunDecision Read(ReadOnlyMemory<byte> stored) =>
        JsonSerializer.Deserialize(stored.Span, Default.RunDecision) ?? throw new JsonException("A stored decision is null.");
}
