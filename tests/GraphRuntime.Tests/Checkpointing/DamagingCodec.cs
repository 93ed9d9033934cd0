using System.Buffers;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.Checkpointing;

/// <summary>Stores bytes as they are, and damages one of those that are read.</summary>
internal sealed class DamagingCodec(int target, Func<byte[], byte[]> damage) : ICheckpointCodec
{
    /// <summary>How many pieces were read.</summary>
    public int Reads { get; private set; }

    public static DamagingCodec Harmless() => new(-1, static bytes => bytes);

    public void Encode(ReadOnlySpan<byte> plain, IBufferWriter<byte> output) => output.Write(plain);

    public void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> output) => output.Write(Reads++ == target ? damage(encoded.ToArray()) : encoded);
}
