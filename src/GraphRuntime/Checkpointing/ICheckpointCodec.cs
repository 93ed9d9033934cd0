using System.Buffers;

namespace GraphRuntime.Checkpointing;

/// <summary>Transforms the bytes of values before they are stored and after they are read, for encryption or compression.</summary>
/// <remarks>Each stored piece is encoded by itself. Implementations are safe for concurrent use. Names of channels and nodes, ids and times are not encoded.</remarks>
public interface ICheckpointCodec
{
    /// <summary>Encodes a piece.</summary>
    /// <param name="plain">The bytes of the value.</param>
    /// <param name="output">Receives what is stored.</param>
    void Encode(ReadOnlySpan<byte> plain, IBufferWriter<byte> output);

    /// <summary>Decodes a piece.</summary>
    /// <param name="encoded">What was stored.</param>
    /// <param name="output">Receives the bytes of the value.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The piece was tampered with, or the key is another one.</exception>
    void Decode(ReadOnlySpan<byte> encoded, IBufferWriter<byte> output);

    /// <summary>
    /// Whether a piece is encoded as <see cref="Encode"/> would do it now, for example with the current key. Content is encoded again by tools of the stores; they leave such
    /// pieces alone. By default no piece is, and all are encoded again.
    /// </summary>
    /// <param name="encoded">What was stored. It need not have been stored by this codec.</param>
    /// <returns><see langword="true"/> if the piece need not be encoded again.</returns>
    bool IsCurrent(ReadOnlySpan<byte> encoded) => false;
}
