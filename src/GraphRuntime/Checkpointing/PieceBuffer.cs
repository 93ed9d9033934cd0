using System.Buffers;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Checkpointing;

/// <summary>
/// Collects byte sequences, each in one rented array. They stay valid until <see cref="Reset"/>, which returns the arrays to the pool; a buffer
/// that is never reset leaves them to the garbage collector, because a reader may still hold them.
/// </summary>
internal sealed class PieceBuffer : IBufferWriter<byte>
{
    private const int SmallestArray = 512;

    private readonly List<byte[]> _full = [];
    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>The current piece.</summary>
    public Memory<byte> Piece => _bytes.AsMemory(_start, Length);

    /// <summary>The length of the current piece.</summary>
    public int Length => _end - _start;

    public void BeginPiece() => _start = _end;

    /// <summary>Cuts the current piece.</summary>
    public void Truncate(int length) => _end = _start + length;

    public void Advance(int count) => _end += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_end);
    }

    /// <summary>Clears the buffer; its byte sequences become invalid.</summary>
    public void Reset()
    {
        foreach (var array in _full)
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        _full.Clear();
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
        _start = _end = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (_bytes.Length - _end >= Math.Max(1, sizeHint))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max((long)Length + sizeHint, Math.Max(SmallestArray, 2L * _bytes.Length))));
        Piece.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            _full.Add(_bytes);
        }

        (_bytes, _start, _end) = (larger, 0, Length);
    }
}
