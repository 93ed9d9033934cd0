using System.Buffers;
using System.Security.Cryptography;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.TestSupport;

/// <summary>Stands for encryption with keys that have numbers. A piece begins with the number of its key.</summary>
/// <param name="current">The key that encodes.</param>
/// <param name="others">The keys that decode besides.</param>
internal sealed class KeyedCodec(byte current, params byte[] others) : ICheckpointCodec
{
    /// <summary>Whether text that is not encoded, which never begins with such a number, is given back as it is.</summary>
    public bool PassesPlain { get; init; }

    /// <summary>What bytes become below a key.</summary>
    public static byte[] Masked(byte key, ReadOnlySpan<byte> plain)
    {
        var masked = plain.ToArray();
        for (var i = 0; i < masked.Length; i++)
        {
            masked[i] ^= (byte)(0x80 + key);
        }

        return masked;
    }

    public void Encode(ReadOnlySpan<byte> plain, IBufferWriter<byte> output)
    {
        output.Write([current]);
        output.Write(Masked(current, plain));
    }

    public void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> output)
    {
        var key = encoded[0];
        if (PassesPlain && key >= (byte)' ')
        {
            output.Write(encoded);
            return;
        }

        if (key != current && !others.Contains(key))
        {
            throw new CryptographicException($"There is no key {key}.");
        }

        output.Write(Masked(key, encoded[1..]));
    }

    public bool IsCurrent(ReadOnlySpan<byte> encoded) => encoded[0] == current;
}
