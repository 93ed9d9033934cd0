namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>
/// The bytes of one log. Bytes once handed out never change: growing beyond the owned part of the array moves to a new array,
/// and so does the first append after a cut or a copy.
/// </summary>
internal sealed class AppendLog
{
    private const int SmallestCapacity = 256;

    private byte[] _bytes = [];
    private int _writable;

    public int Length { get; private set; }

    public void Append(ReadOnlySpan<byte> added)
    {
        var length = checked(Length + added.Length);
        if (length > _writable)
        {
            Grow(length);
        }

        added.CopyTo(_bytes.AsSpan(Length));
        Length = length;
    }

    public ReadOnlyMemory<byte> First(int length) => _bytes.AsMemory(0, length);

    /// <summary>Forgets everything beyond a length; slices that readers still hold keep their bytes.</summary>
    public void Cut(int length)
    {
        if (length < Length)
        {
            Length = length;
            _writable = length;
        }
    }

    /// <summary>A log with the same bytes that grows on its own.</summary>
    public AppendLog Copy() => new() { _bytes = _bytes, Length = Length, _writable = Length };

    private void Grow(int needed)
    {
        var doubled = Math.Min(2L * needed, Array.MaxLength);
        var larger = GC.AllocateUninitializedArray<byte>((int)Math.Max(SmallestCapacity, doubled));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        _bytes = larger;
        _writable = larger.Length;
    }
}
