using System.Buffers;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Checkpointing;

/// <summary>Takes what a codec decodes, but not more than a limit: a few stored bytes could expand to any number of them.</summary>
internal sealed class LimitedBufferWriter(int expected, int maxBytes) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _buffer = new(Math.Clamp(expected, 1, Math.Max(1, maxBytes)));

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Advance(int count)
    {
        if (count > maxBytes - _buffer.WrittenCount)
        {
            throw new InvalidDataException($"More than {maxBytes} bytes were decoded.");
        }

        _buffer.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(Fitting(sizeHint));

    public Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(Fitting(sizeHint));

    // A codec may ask for as much as was encoded and then use less, so that much is given in any case.
    private int Fitting(int sizeHint) => sizeHint <= Math.Max(expected, maxBytes - _buffer.WrittenCount)
        ? sizeHint
        : throw new InvalidDataException($"More than {maxBytes} bytes were to be decoded.");
}
