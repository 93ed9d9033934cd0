using System.Buffers.Binary;

namespace GraphRuntime.Checkpointing;

/// <summary>A log whose pieces were encoded again, and where each place between two of them has gone.</summary>
internal sealed class ReplacedLog
{
    private const int RowBytes = 64 * 1024;

    private readonly Dictionary<long, long> _moved = new() { [0] = 0 };
    private readonly List<(long Start, MemoryStream Bytes)> _rows = [];
    private long _length;

    /// <summary>The log in rows, each of whole pieces.</summary>
    public IEnumerable<(long Start, byte[] Bytes)> Rows => _rows.Select(static row => (row.Start, row.Bytes.ToArray()));

    /// <summary>The places before, and those now, in the same order.</summary>
    public (long[] Before, long[] Now) Places => ([.. _moved.Keys], [.. _moved.Values]);

    /// <summary>Adds the next piece.</summary>
    /// <param name="end">Where it ended before.</param>
    /// <param name="piece">Its new bytes.</param>
    public void Add(long end, ReadOnlyMemory<byte> piece)
    {
        if (_rows.Count == 0 || _rows[^1].Bytes.Length + piece.Length > RowBytes)
        {
            _rows.Add((_length, new MemoryStream()));
        }

        Span<byte> header = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(header, piece.Length);
        _rows[^1].Bytes.Write(header);
        _rows[^1].Bytes.Write(piece.Span);
        _length += header.Length + piece.Length;
        _moved[end] = _length;
    }

    /// <summary>Where a place has gone; -1 where there was none.</summary>
    public long Moved(long place) => _moved.GetValueOrDefault(place, -1);
}
