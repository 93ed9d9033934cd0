using GraphRuntime.Checkpointing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>The compact form of a checkpoint's references and of the values it wrote. This is stored data: it never changes its meaning.</summary>
internal static class RowCodec
{
    /// <summary>For each reference: name, how far back its version lies, length + 1.</summary>
    public static void WriteReferences(ByteWriter writer, long id, IReadOnlyList<ChannelReference> references)
    {
        for (var i = 0; i < references.Count; i++)
        {
            var reference = references[i];
            writer.Name(reference.Channel);
            writer.Signed(id - reference.Version);
            writer.Number(reference.Length + 1);
        }
    }

    public static List<ChannelReference> ReadReferences(ReadOnlySpan<byte> bytes, long id)
    {
        var reader = new ByteReader(bytes);
        var references = new List<ChannelReference>();
        while (!reader.IsAtEnd)
        {
            references.Add(new ChannelReference(reader.Name(), id - reader.Signed(), reader.Number() - 1));
        }

        return references;
    }

    /// <summary>For each value: name, length, bytes.</summary>
    public static void WriteValues(ByteWriter writer, IReadOnlyList<ChannelValue> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            writer.Name(values[i].Channel);
            writer.Bytes(values[i].Bytes.Span);
        }
    }

    /// <summary>The values share the array.</summary>
    public static List<ChannelValue> ReadValues(byte[] bytes)
    {
        var reader = new ByteReader(bytes);
        var values = new List<ChannelValue>();
        while (!reader.IsAtEnd)
        {
            var name = reader.Name();
            var length = reader.Skip(reader.Number()).Length;
            values.Add(new ChannelValue(name, bytes.AsMemory(reader.Position - length, length)));
        }

        return values;
    }

    /// <summary>Microseconds since 1970 (UTC).</summary>
    public static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(checked(microseconds * TimeSpan.TicksPerMicrosecond));
}
