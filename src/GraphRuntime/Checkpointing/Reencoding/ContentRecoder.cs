using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GraphRuntime.Checkpointing;

/// <summary>Decodes stored values and encodes them again. Each method gives null where a value is to stay as it is.</summary>
internal sealed class ContentRecoder(ICheckpointCodec codec)
{
    /// <summary>Stands for pieces of a log of which one gets another length.</summary>
    public static readonly object OtherLength = new();

    private const int FrameHeader = sizeof(int);

    private readonly ContentCodec _content = new(codec);

    public byte[]? Piece(ReadOnlyMemory<byte> stored)
    {
        // What the engine stores without a codec: nothing, and markers of its own.
        if (stored.IsEmpty || stored.Span.SequenceEqual("{}"u8) || codec.IsCurrent(stored.Span))
        {
            return null;
        }

        var plain = new ArrayBufferWriter<byte>(stored.Length);
        codec.Decode(stored.Span, plain);
        var encoded = new ArrayBufferWriter<byte>(stored.Length);
        codec.Encode(plain.WrittenSpan, encoded);
        return encoded.WrittenSpan.SequenceEqual(stored.Span) ? null : encoded.WrittenSpan.ToArray();
    }

    public string? Text(string stored)
    {
        if (stored.Length == 0)
        {
            return null;
        }

        if (ContentCodec.EncodedText(stored) is not { } encoded)
        {
            return _content.EncodeText(stored);
        }

        return Piece(encoded) is { } piece ? ContentCodec.TextOf(piece) : null;
    }

    public byte[]? Item(ReadOnlyMemory<byte> stored)
    {
        var encoded = EncodedItem.Unwrap(stored);
        if (Piece(encoded) is { } piece)
        {
            return EncodedItem.Wrap(piece);
        }

        // Also what the codec would not change gets the form of a store with a codec.
        return encoded.Equals(stored) ? EncodedItem.Wrap(stored.Span) : null;
    }

    /// <summary>Pieces of a log. Checkpoints count the bytes before and behind each, so none may get another length.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or damaged.</exception>
    public object? Frames(ReadOnlyMemory<byte> stored)
    {
        byte[]? changed = null;
        foreach (var (position, length) in Positions(stored))
        {
            if (Piece(stored.Slice(position, length)) is { } piece)
            {
                if (piece.Length != length)
                {
                    return OtherLength;
                }

                changed ??= stored.ToArray();
                piece.CopyTo(changed, position);
            }
        }

        return changed;
    }

    /// <summary>A whole log, and where each place between two pieces has gone.</summary>
    /// <exception cref="InvalidDataException">The bytes are cut or damaged.</exception>
    public ReplacedLog Log(ReadOnlyMemory<byte> stored)
    {
        var log = new ReplacedLog();
        foreach (var (position, length) in Positions(stored))
        {
            var frame = stored.Slice(position, length);
            log.Add(position + length, Piece(frame) ?? frame);
        }

        return log;
    }

    private static IEnumerable<(int Position, int Length)> Positions(ReadOnlyMemory<byte> stored)
    {
        for (var position = 0; position < stored.Length;)
        {
            var length = stored.Length - position < FrameHeader ? -1 : BinaryPrimitives.ReadInt32LittleEndian(stored.Span[position..]);
            position += FrameHeader;
            if (length < 0 || length > stored.Length - position)
            {
                throw new InvalidDataException("A piece of a list is cut or damaged.");
            }

            yield return (position, length);
            position += length;
        }
    }
}
