namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>A contiguous part of a log, in one array.</summary>
internal sealed class LogBlock(LogBlock? previous, int start, int size)
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(size);

    public LogBlock? Previous => previous;

    /// <summary>The place of its first byte in the log.</summary>
    public int Start => start;

    /// <summary>How much can be added to a log of this length.</summary>
    public int Space(int length) => start + size - length;

    public void Write(int place, ReadOnlySpan<byte> added) => added.CopyTo(_bytes.AsSpan(place - start));

    /// <summary>The bytes of the block up to a position in the log.</summary>
    public ReadOnlyMemory<byte> Until(int place) => _bytes.AsMemory(0, place - start);
}
