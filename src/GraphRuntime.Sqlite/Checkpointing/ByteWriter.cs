using System.Buffers;
using System.Text;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Writes variable-length numbers, names and bytes into one array that is used again.</summary>
internal sealed class ByteWriter
{
    private const int MaxKeptBytes = 64 * 1024;

    private ArrayBufferWriter<byte> _buffer = new(256);

    /// <summary>Gives what was written, and begins anew.</summary>
    public byte[] Take()
    {
        var bytes = _buffer.WrittenSpan.ToArray();
        if (_buffer.Capacity > MaxKeptBytes)
        {
            _buffer = new(256);
        }
        else
        {
            _buffer.ResetWrittenCount();
        }

        return bytes;
    }

    public void Number(long value)
    {
        var rest = (ulong)value;
        var span = _buffer.GetSpan(10);
        var size = 0;
        while (rest >= 0x80)
        {
            span[size++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[size++] = (byte)rest;
        _buffer.Advance(size);
    }

    /// <summary>Small numbers of either sign stay short.</summary>
    public void Signed(long value) => Number((value << 1) ^ (value >> 63));

    public void Name(string value)
    {
        Number(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _buffer);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        _buffer.Write(value);
    }
}
