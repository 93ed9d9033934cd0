namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>
/// The bytes of one log, in blocks. Each append lies in one block, and bytes that were read never change: an append that does not fit begins a
/// new block, and so does the first append after a cut or a copy.
/// </summary>
internal sealed class AppendLog
{
    private const int SmallestBlock = 256;

    private const int LargestSpace = 16 * 1024;

    private LogBlock? _last;
    private bool _isShared;

    public int Length { get; private set; }

    public void Append(ReadOnlySpan<byte> added)
    {
        var length = checked(Length + added.Length);
        if (_last is null || _isShared || _last.Space(Length) < added.Length)
        {
            _last = new LogBlock(_last, Length, Math.Max(added.Length, Math.Clamp(Length, SmallestBlock, LargestSpace)));
            _isShared = false;
        }

        _last.Write(Length, added);
        Length = length;
    }

    public LogChunks First(int length) => new(_last, length);

    /// <summary>Truncates the log. Chunks that readers still hold keep their bytes.</summary>
    public void Cut(int length)
    {
        if (length < Length)
        {
            Length = length;
            _isShared = true;
            while (_last?.Start >= length)
            {
                _last = _last.Previous;
            }
        }
    }

    /// <summary>A log with the same bytes that grows on its own.</summary>
    public AppendLog Copy() => new() { _last = _last, Length = Length, _isShared = true };
}
