using System.Buffers;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.TestSupport;

/// <summary>Makes text unreadable. It stands for encryption, and needs no key.</summary>
internal sealed class XorCodec : ICheckpointCodec
{
    private const byte Mask = 0xA5;

    public void Encode(ReadOnlySpan<byte> plain, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            span[i] = (byte)(plain[i] ^ Mask);
        }

        output.Advance(plain.Length);
    }

    public void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> output) => Encode(encoded, output);
}
