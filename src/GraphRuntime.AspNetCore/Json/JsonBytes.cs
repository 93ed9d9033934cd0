using System.Buffers;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Makes JSON in memory.</summary>
internal static class JsonBytes
{
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WireText.Writer))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }
}
