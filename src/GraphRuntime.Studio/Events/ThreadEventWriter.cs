using System.Buffers;
using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Writes events of threads as JSON: the stored event (docs/streaming.md) with the run and the path that it belongs to.</summary>
internal static class ThreadEventWriter
{
    /// <summary>A larger event is sent without its data.</summary>
    public const int MostBytes = 64 * 1024;

    public static ReadOnlyMemory<byte> Write(ThreadEvent stored)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("number", stored.Number);
            json.WriteString("runId", stored.RunId);
            json.WriteString("kind", stored.Kind);
            json.WriteString("namespace", stored.Namespace);
            json.WriteStartArray("path");
            foreach (var name in StatePaths.Of(stored.Namespace).Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteNumber("sequence", stored.Sequence);
            json.WriteString("at", stored.At);
            json.WriteNumber("bytes", stored.Data.Length);
            WriteData(json, stored.Data);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteData(Utf8JsonWriter json, ReadOnlyMemory<byte> data)
    {
        if (data.Length > MostBytes)
        {
            json.WriteNull("data");
            json.WriteBoolean("cut", true);
        }
        else if (data.IsEmpty)
        {
            json.WriteNull("data");
        }
        else
        {
            json.WritePropertyName("data");
            json.WriteRawValue(data.Span, skipInputValidation: true);
        }
    }
}
