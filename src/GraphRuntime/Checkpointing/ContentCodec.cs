using System.Buffers;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Checkpointing;

/// <summary>Encodes and decodes pieces of content outside checkpoints. Nothing stays nothing: an empty piece means that there is none.</summary>
internal sealed class ContentCodec(ICheckpointCodec codec)
{
    // Stores write plain text to columns that may also hold content, for example the reason why a run ended.
    private const string TextPrefix = "encoded:";

    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> plain)
    {
        if (plain.IsEmpty)
        {
            return plain;
        }

        var encoded = new ArrayBufferWriter<byte>(plain.Length);
        codec.Encode(plain.Span, encoded);
        return encoded.WrittenMemory;
    }

    /// <exception cref="StorageException">The codec refused the bytes.</exception>
    public ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> encoded, string what)
    {
        if (encoded.IsEmpty)
        {
            return encoded;
        }

        var plain = new ArrayBufferWriter<byte>(encoded.Length);
        try
        {
            codec.Decode(encoded.Span, plain);
        }
        catch (Exception exception)
        {
            throw Corrupted(what, exception);
        }

        return plain.WrittenMemory;
    }

    public string? EncodeText(string? plain) =>
        string.IsNullOrEmpty(plain) ? plain : TextOf(Encode(System.Text.Encoding.UTF8.GetBytes(plain)).Span);

    /// <summary>Encoded bytes as text.</summary>
    public static string TextOf(ReadOnlySpan<byte> encoded) => TextPrefix + Convert.ToBase64String(encoded);

    /// <summary>The encoded bytes of a text; null where it is not encoded.</summary>
    /// <exception cref="FormatException">The text is damaged.</exception>
    public static byte[]? EncodedText(string text) => text.StartsWith(TextPrefix, StringComparison.Ordinal) ? Convert.FromBase64String(text[TextPrefix.Length..]) : null;

    /// <exception cref="StorageException">The codec refused the text.</exception>
    public string? DecodeText(string? encoded, string what)
    {
        try
        {
            return encoded is not null && EncodedText(encoded) is { } bytes ? System.Text.Encoding.UTF8.GetString(Decode(bytes, what).Span) : encoded;
        }
        catch (FormatException exception)
        {
            throw Corrupted(what, exception);
        }
    }

    // The message of the cause stays out of the message: it is written by foreign code.
    public static StorageException Corrupted(string what, Exception cause) => new(
        StorageProblem.Corrupted, $"The codec could not decode {what}: it was stored with another codec or key, or was damaged. Let the codec read the older keys, or restore a backup.", cause);
}
