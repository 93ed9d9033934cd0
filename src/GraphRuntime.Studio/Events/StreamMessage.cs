using System.Buffers;
using System.Globalization;
using System.Text;

namespace GraphRuntime.Studio;

/// <summary>A server-sent event.</summary>
/// <param name="Event">Its name; <see langword="null"/> for a comment that only shows that the stream lives.</param>
/// <param name="Data">One line or several.</param>
/// <param name="Id">The number to go on after, or <see langword="null"/>.</param>
internal readonly record struct StreamMessage(string? Event, ReadOnlyMemory<byte> Data, long? Id)
{
    public static StreamMessage Heartbeat => default;

    public void WriteTo(IBufferWriter<byte> body)
    {
        if (Event is null)
        {
            body.Write(":\n\n"u8);
            return;
        }

        var id = Id is { } number ? string.Create(CultureInfo.InvariantCulture, $"id: {number}\n") : "";
        body.Write(Encoding.UTF8.GetBytes($"{id}event: {Event}\n"));
        foreach (var line in Data.Span.Split((byte)'\n'))
        {
            body.Write("data: "u8);
            body.Write(Data.Span[line].TrimEnd((byte)'\r'));
            body.Write("\n"u8);
        }

        body.Write("\n"u8);
    }
}
