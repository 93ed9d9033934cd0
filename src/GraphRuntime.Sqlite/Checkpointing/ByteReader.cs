using System.Text;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Damaged bytes give an <see cref="InvalidDataException"/>, never a wrong range.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly bool IsAtEnd => _position >= _bytes.Length;

    public readonly int Position => _position;

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (IsAtEnd)
            {
                break;
            }

            var next = _bytes[_position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }

        throw new InvalidDataException("a number is cut off");
    }

    public long Signed()
    {
        var value = (ulong)Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string Name() => Encoding.UTF8.GetString(Skip(Number()));

    /// <summary>Goes over so many bytes and gives them.</summary>
    public ReadOnlySpan<byte> Skip(long length)
    {
        if (length < 0 || length > _bytes.Length - _position)
        {
            throw new InvalidDataException("the bytes are cut off");
        }

        var span = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return span;
    }
}
