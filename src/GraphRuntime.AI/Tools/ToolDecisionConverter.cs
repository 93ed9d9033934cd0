using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.AI;

/// <summary>Reads decisions as people and programs write them. Whatever is neither clearly yes nor clearly no is refused: the question stays open.</summary>
internal sealed class ToolDecisionConverter : JsonConverter<ToolDecision>
{
    public override ToolDecision Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        return json.ValueKind switch
        {
            JsonValueKind.True => ToolDecision.Approve(),
            JsonValueKind.False => ToolDecision.Refuse(),
            JsonValueKind.Object => Read(json),
            _ => throw new JsonException("A decision about a tool is true, false, or an object with 'approved'."),
        };
    }

    public override void Write(Utf8JsonWriter writer, ToolDecision value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("approved", value.Approved);
        if (value.Arguments is { } arguments)
        {
            writer.WritePropertyName("arguments");
            arguments.WriteTo(writer);
        }

        if (value.Reason is { } reason)
        {
            writer.WriteString("reason", reason);
        }

        writer.WriteEndObject();
    }

    private static ToolDecision Read(JsonElement json)
    {
        if (!json.TryGetProperty("approved", out var approved) || approved.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw new JsonException("A decision about a tool needs 'approved', true or false.");
        }

        if (approved.ValueKind == JsonValueKind.False)
        {
            return ToolDecision.Refuse(json.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString() : null);
        }

        return !json.TryGetProperty("arguments", out var arguments) || arguments.ValueKind == JsonValueKind.Null ? ToolDecision.Approve()
            : arguments.ValueKind == JsonValueKind.Object ? ToolDecision.ApproveWith(arguments)
            : throw new JsonException("The arguments of a decision about a tool are an object.");
    }
}
