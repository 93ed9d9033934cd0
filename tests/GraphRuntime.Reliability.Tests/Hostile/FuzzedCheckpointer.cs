using GraphRuntime.Checkpointing;

namespace GraphRuntime.Reliability.Tests.Hostile;

/// <summary>Changes bytes on the way out of the store.</summary>
internal sealed class FuzzedCheckpointer(ICheckpointer inner, Random random) : DelegatingCheckpointer(inner)
{
    public bool IsOn { get; set; }

    /// <summary>What was changed last.</summary>
    public string Last { get; private set; } = "";

    public static ReadOnlyMemory<byte> Change(ReadOnlyMemory<byte> bytes, Random random)
    {
        var changed = bytes.ToArray().ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(changed.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < changed.Count:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < changed.Count:
                    changed.RemoveRange(at, random.Next(1, Math.Min(8, changed.Count - at) + 1));
                    break;
                case 2:
                    changed.InsertRange(at, [.. "{[\"\\u,:]}0-e9\0"u8.ToArray().Take(random.Next(1, 5))]);
                    break;
                default:
                    changed = changed[..at];
                    break;
            }
        }

        return changed.ToArray();
    }

    public override async ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken)
    {
        var read = await base.ReadAsync(address, checkpointId, knownId, cancellationToken);
        return IsOn && read.Checkpoint is { } stored ? read with { Checkpoint = Changed(stored) } : read;
    }

    private StoredCheckpoint Changed(StoredCheckpoint stored)
    {
        if (random.Next(2) == 0 || stored.Channels.Count == 0)
        {
            var body = Change(stored.Record.Body, random);
            Last = $"body {Convert.ToBase64String(body.Span)}";
            return stored with { Record = stored.Record with { Body = body } };
        }

        var at = random.Next(stored.Channels.Count);
        var channels = stored.Channels.ToList();
        var chunks = channels[at].Chunks.ToList();
        var chunk = random.Next(chunks.Count);
        chunks[chunk] = Change(chunks[chunk], random);
        Last = $"channel {Convert.ToBase64String(chunks[chunk].Span)}";
        channels[at] = channels[at] with { Chunks = chunks };
        return stored with { Channels = channels };
    }
}
