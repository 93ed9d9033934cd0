using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>
/// Writes messages and the types of this package in the same form whatever options a state has: compact, with all content types, without reflection.
/// </summary>
internal sealed class ChatTypes : IJsonTypeInfoResolver
{
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        type == typeof(ChatMessage) ? Info<ChatMessage>(options)
        : type == typeof(ChatResponseUpdate) ? Info<ChatResponseUpdate>(options)
        : type == typeof(IReadOnlyList<ChatMessage>) ? Info<IReadOnlyList<ChatMessage>>(options)
        : type == typeof(ToolCall) ? Info<ToolCall>(options)
        : type == typeof(ToolApproval) ? Info<ToolApproval>(options)
        : type == typeof(ToolDecision) ? Info<ToolDecision>(options)
        : null;

    private static JsonTypeInfo<T> Info<T>(JsonSerializerOptions options) => JsonMetadataServices.CreateValueInfo<T>(options, new Converter<T>());

    private sealed class Converter<T> : JsonConverter<T>
    {
        private static JsonTypeInfo<T> Inner => ChatJson.TypeInfo<T>();

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize(ref reader, Inner);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, Inner);
    }
}
