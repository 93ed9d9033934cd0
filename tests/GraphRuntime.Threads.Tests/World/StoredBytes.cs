using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Tests;

/// <summary>A stored checkpoint as text, byte for byte, to be compared.</summary>
internal static class StoredBytes
{
    public static string Of(StoredCheckpoint? checkpoint) => checkpoint is null ? "none" : string.Join('\n', Parts(checkpoint));

    private static IEnumerable<string> Parts(StoredCheckpoint checkpoint)
    {
        var record = checkpoint.Record;
        yield return $"{record.Id} {record.ParentId} {record.Step} {record.Source} {record.RunId} {record.CreatedAt:O} {record.Paused}";
        yield return $"{Hex(record.Metadata)} {Hex(record.Body)} {Hex(record.Results)} {Hex(checkpoint.ChildResults)}";
        foreach (var channel in checkpoint.Channels)
        {
            yield return $"{channel.Reference} {string.Concat(channel.Chunks.Select(Hex))}";
        }

        foreach (var write in checkpoint.PendingWrites)
        {
            yield return $"{write.TaskId} {write.Kind} {Hex(write.Payload)}";
        }
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
