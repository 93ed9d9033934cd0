using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Checkpointing;

/// <summary>Turns stored bytes back into values; whatever cannot be read is reported with its place.</summary>
internal sealed class StoredValueReader(ICheckpointCodec? codec, CheckpointAddress address, long checkpointId, int maxBytes)
{
    private const int FrameHeader = sizeof(int);

    public T Read<T>(StoredChannel stored, JsonTypeInfo<T> info)
    {
        try
        {
            return JsonSerializer.Deserialize(Decode(Join(stored.Chunks)).Span, info)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Corrupted(stored.Reference.Channel, $"it is not the JSON of a {info.Type.Name}", e);
        }
    }

    /// <summary>The decoded bytes of a whole value.</summary>
    public ReadOnlyMemory<byte> ReadBytes(StoredChannel stored) => Decode(Join(stored.Chunks));

    /// <summary>The pieces of a log, decoded.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Frames(StoredChannel stored) => SizedFrames(stored).Select(static f => f.Frame);

    /// <summary>The pieces of a log, decoded, with their stored length.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Frame, int StoredLength)> SizedFrames(StoredChannel stored)
    {
        var rest = Join(stored.Chunks);
        if (stored.Reference.IsLog && rest.Length != stored.Reference.Length)
        {
            throw Corrupted(stored.Reference.Channel, $"its log has {rest.Length} bytes instead of {stored.Reference.Length}", null);
        }

        while (rest.Length > 0)
        {
            var length = rest.Length < FrameHeader ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            if (length < 0 || length > rest.Length - FrameHeader)
            {
                throw Corrupted(stored.Reference.Channel, "its log is cut or damaged", null);
            }

            yield return (Decode(rest.Slice(FrameHeader, length)), FrameHeader + length);
            rest = rest[(FrameHeader + length)..];
        }
    }

    public ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> bytes)
    {
        if (codec is null)
        {
            return bytes.Length <= maxBytes ? bytes : throw TooLarge(null);
        }

        var plain = new LimitedBufferWriter(bytes.Length, maxBytes);
        try
        {
            codec.Decode(bytes.Span, plain);
        }
        catch (InvalidDataException e)
        {
            throw TooLarge(e);
        }
        catch (Exception e)
        {
            throw Corrupted(null, "the codec could not decode a value; it was stored with another codec or key, or was damaged", e);
        }

        return plain.Written;
    }

    public CheckpointCorruptedException Corrupted(string? channel, string problem, Exception? cause) =>
        new(address.ThreadId, address.Namespace, checkpointId, channel, problem, cause);

    private CheckpointCorruptedException TooLarge(Exception? cause) =>
        Corrupted(null, $"a value is larger than {maxBytes} bytes; if that is meant to be, raise CompileOptions.MaxValueBytes", cause);

    private static ReadOnlyMemory<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> chunks)
    {
        if (chunks.Count == 1)
        {
            return chunks[0];
        }

        var joined = new byte[chunks.Sum(static c => c.Length)];
        var position = 0;
        foreach (var chunk in chunks)
        {
            chunk.Span.CopyTo(joined.AsSpan(position));
            position += chunk.Length;
        }

        return joined;
    }
}
