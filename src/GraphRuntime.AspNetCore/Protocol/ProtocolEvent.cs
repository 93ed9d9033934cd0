using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>An event of the thread protocol.</summary>
/// <param name="Seq">Its number, growing in the thread.</param>
/// <param name="Id">Its id, the same for every reader.</param>
/// <param name="Method">The channel it belongs to, or <c>input.requested</c> and the like.</param>
/// <param name="Namespace">The tasks on the way to where it happened.</param>
/// <param name="Timestamp">When it was stored.</param>
/// <param name="Node">The node, where it is about one.</param>
/// <param name="Data">What happened, as JSON.</param>
internal sealed record ProtocolEvent(long Seq, string Id, string Method, IReadOnlyList<string> Namespace, DateTimeOffset Timestamp, string? Node, ReadOnlyMemory<byte> Data)
{
    public ReadOnlyMemory<byte> ToJson() => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "event");
        json.WriteString("event_id", Id);
        json.WriteNumber("seq", Seq);
        json.WriteString("method", Method);
        json.WriteStartObject("params");
        json.WriteStartArray("namespace");
        foreach (var part in Namespace)
        {
            json.WriteStringValue(part);
        }

        json.WriteEndArray();
        json.WriteNumber("timestamp", Timestamp.ToUnixTimeMilliseconds());
        if (Node is not null)
        {
            json.WriteString("node", Node);
        }

        json.WritePropertyName("data");
        json.WriteRawValue(Data.Span, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
