using System.Collections;

namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>The first bytes of a log, collected from its blocks on first read.</summary>
internal sealed class LogChunks(LogBlock? last, int length) : IReadOnlyList<ReadOnlyMemory<byte>>
{
    private ReadOnlyMemory<byte>[]? _chunks;

    public int Count => Chunks.Length;

    public ReadOnlyMemory<byte> this[int index] => Chunks[index];

    private ReadOnlyMemory<byte>[] Chunks => _chunks ??= Collect();

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => ((IEnumerable<ReadOnlyMemory<byte>>)Chunks).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReadOnlyMemory<byte>[] Collect()
    {
        var chunks = new List<ReadOnlyMemory<byte>>();
        var end = length;
        for (var block = last; block is not null; block = block.Previous)
        {
            if (block.Start < end)
            {
                chunks.Add(block.Until(end));
                end = block.Start;
            }
        }

        chunks.Reverse();
        return [.. chunks];
    }
}
