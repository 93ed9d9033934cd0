using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>A list of texts as one parameter of a statement, which reads it with json_each.</summary>
internal static class JsonArray
{
    public static string Of(IEnumerable<string> texts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
