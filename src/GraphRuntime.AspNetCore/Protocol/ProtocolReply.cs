using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>The answer to a command.</summary>
/// <param name="Status">The HTTP status it goes with.</param>
/// <param name="Json">The answer.</param>
internal sealed record ProtocolReply(int Status, ReadOnlyMemory<byte> Json)
{
    /// <summary>A command was done.</summary>
    /// <param name="command">The command.</param>
    /// <param name="threadId">The thread.</param>
    /// <param name="through">The highest number of an event that was stored when it was done.</param>
    /// <param name="writeResult">Writes the members of the result.</param>
    public static ProtocolReply Success(ProtocolCommand command, string threadId, long through, Action<Utf8JsonWriter> writeResult) => new(StatusCodes.Status200OK, JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "success");
        json.WriteNumber("id", command.Id);
        json.WriteStartObject("result");
        writeResult(json);
        json.WriteEndObject();
        json.WriteStartObject("meta");
        json.WriteString("thread_id", threadId);
        json.WriteNumber("applied_through_seq", through);
        json.WriteEndObject();
        json.WriteEndObject();
    }));

    public static ProtocolReply Error(long? id, string code, string message, int status = StatusCodes.Status200OK, Action<Utf8JsonWriter>? writeMore = null) => new(status, JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "error");
        if (id is { } number)
        {
            json.WriteNumber("id", number);
        }
        else
        {
            json.WriteNull("id");
        }

        json.WriteString("error", code);
        json.WriteString("message", message);
        writeMore?.Invoke(json);
        json.WriteEndObject();
    }));
}
