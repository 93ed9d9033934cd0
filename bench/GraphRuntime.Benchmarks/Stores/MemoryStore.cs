using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Benchmarks.Stores;

/// <summary>The checkpointer in memory, which serialises.</summary>
internal sealed class MemoryStore : BenchStore
{
    private readonly InMemoryCheckpointer _checkpointer = new();

    public override ICheckpointer Checkpointer => _checkpointer;

    public override async Task DescribeAsync(CaseLine line, IReadOnlyList<string> threads)
    {
        var (bytes, rows, writes) = (0L, 0, 0);
        foreach (var thread in threads)
        {
            foreach (var ns in await _checkpointer.ListNamespacesAsync(thread, CancellationToken.None))
            {
                var lengths = new Dictionary<(string Channel, long Version), long>();
                var query = new CheckpointQuery { Address = new CheckpointAddress(thread, ns) };
                await foreach (var stored in _checkpointer.ListAsync(query, CancellationToken.None))
                {
                    rows++;
                    writes += stored.PendingWrites.Count;
                    bytes += stored.Record.Body.Length + stored.Record.Results.Length + stored.Record.Metadata.Length + stored.PendingWrites.Sum(w => w.Payload.Length);
                    foreach (var (reference, chunks) in stored.Channels)
                    {
                        var key = (reference.Channel, reference.Version);
                        lengths[key] = Math.Max(lengths.GetValueOrDefault(key), chunks.Sum(c => (long)c.Length));
                    }
                }

                bytes += lengths.Values.Sum();
            }
        }

        line.Set("bytes_stored", bytes).Set("checkpoint_rows", rows).Set("write_rows", writes);
    }
}
