using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GraphRuntime.Channels;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Checkpointing;

/// <summary>Reads values from stored bytes. A value that cannot be read is reported with thread, checkpoint and channel.</summary>
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
        var total = stored.Chunks.Sum(static c => (long)c.Length);
        if (stored.Reference.IsLog && total != stored.Reference.Length)
        {
            throw Corrupted(stored.Reference.Channel, $"its log has {total} bytes instead of {stored.Reference.Length}", null);
        }

        var (rest, next) = (ReadOnlyMemory<byte>.Empty, 0);
        while (total > 0)
        {
            rest = Fill(rest, stored.Chunks, ref next, FrameHeader);
            var length = rest.Length < FrameHeader ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            if (length >= 0)
            {
                rest = Fill(rest, stored.Chunks, ref next, (long)FrameHeader + length);
            }

            if (length < 0 || length > rest.Length - FrameHeader)
            {
                throw Corrupted(stored.Reference.Channel, "its log is cut or damaged", null);
            }

            yield return (Decode(rest.Slice(FrameHeader, length)), FrameHeader + length);
            rest = rest[(FrameHeader + length)..];
            total -= FrameHeader + length;
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

    /// <summary>
    /// Adds chunks to what is left of the last one until there are so many bytes, or no more. A chunk usually holds whole pieces and is not
    /// copied; a store may split and join them as it likes.
    /// </summary>
    private static ReadOnlyMemory<byte> Fill(ReadOnlyMemory<byte> rest, IReadOnlyList<ReadOnlyMemory<byte>> chunks, ref int next, long needed)
    {
        if (rest.Length >= needed || next == chunks.Count)
        {
            return rest;
        }

        if (rest.IsEmpty && chunks[next].Length >= needed)
        {
            return chunks[next++];
        }

        var parts = new List<ReadOnlyMemory<byte>> { rest };
        var length = rest.Length;

        while (length < needed && next < chunks.Count)
        {
            length += chunks[next].Length;
            parts.Add(chunks[next++]);
        }

        return Join(parts);
    }

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
