using System.Buffers;
using System.Security.Cryptography;
using GraphRuntime.Checkpointing;

/// <summary>Encrypts each piece by itself with AES-GCM: the number of its key, a nonce, a tag, then the text. Older keys go on reading.</summary>
internal sealed class AesGcmCodec(IReadOnlyDictionary<byte, byte[]> keys, byte current) : ICheckpointCodec
{
    private const int Nonce = 12, Tag = 16, Header = 1 + Nonce + Tag;

    public void Encode(ReadOnlySpan<byte> plain, IBufferWriter<byte> output)
    {
        var piece = output.GetSpan(Header + plain.Length)[..(Header + plain.Length)];
        piece[0] = current;
        RandomNumberGenerator.Fill(piece.Slice(1, Nonce));
        using var aes = Cipher(current);
        aes.Encrypt(piece.Slice(1, Nonce), plain, piece[Header..], piece.Slice(1 + Nonce, Tag), piece[..1]);
        output.Advance(piece.Length);
    }

    public void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> output)
    {
        if (encoded.Length < Header)
        {
            throw new CryptographicException("The piece is too short to be encrypted.");
        }

        var length = encoded.Length - Header;
        using var aes = Cipher(encoded[0]);
        aes.Decrypt(encoded.Slice(1, Nonce), encoded[Header..], encoded.Slice(1 + Nonce, Tag), output.GetSpan(length)[..length], encoded[..1]);
        output.Advance(length);
    }

    public bool IsCurrent(ReadOnlySpan<byte> encoded) => encoded.Length >= Header && encoded[0] == current;

    // Made for each call: one cipher must not be used by two threads at once, and a codec is.
    private AesGcm Cipher(byte key) =>
        keys.TryGetValue(key, out var bytes) ? new AesGcm(bytes, Tag) : throw new CryptographicException($"There is no key {key}.");
}
