using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Checkpointing.Bench;

/// <summary>Says in words how two results differ, or nothing where they are equal.</summary>
internal static class Difference
{
    public static string? Between(IReadOnlyList<StoredCheckpoint> expected, IReadOnlyList<StoredCheckpoint> actual)
    {
        var (expectedIds, actualIds) = (Ids(expected), Ids(actual));
        if (expectedIds != actualIds)
        {
            return $"expected the checkpoints [{expectedIds}], found [{actualIds}]";
        }

        return expected.Zip(actual, Between).FirstOrDefault(difference => difference is not null);
    }

    public static string? Between(StoredCheckpoint? expected, StoredCheckpoint? actual)
    {
        if (expected is null || actual is null)
        {
            return expected is null == actual is null
                ? null
                : $"expected {Describe(expected)}, found {Describe(actual)}";
        }

        var difference = OfRecords(expected.Record, actual.Record)
            ?? OfChannels(expected.Channels, actual.Channels)
            ?? OfWrites(expected.PendingWrites, actual.PendingWrites)
            ?? OfBytes("child results", expected.ChildResults, actual.ChildResults);
        return difference is null ? null : $"checkpoint {expected.Record.Id}: {difference}";
    }

    public static string? OfBytes(string what, ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual)
    {
        if (expected.Span.SequenceEqual(actual.Span))
        {
            return null;
        }

        var same = expected.Span.CommonPrefixLength(actual.Span);
        return $"{what}: expected {expected.Length} bytes, found {actual.Length}, the first different one at {same}";
    }

    private static string? OfRecords(CheckpointRecord expected, CheckpointRecord actual) =>
        Of("id", expected.Id, actual.Id)
        ?? Of("parent", expected.ParentId, actual.ParentId)
        ?? Of("step", expected.Step, actual.Step)
        ?? Of("source", expected.Source, actual.Source)
        ?? Of("run", expected.RunId, actual.RunId)
        ?? Of("creation time", expected.CreatedAt, actual.CreatedAt)
        ?? Of("paused", expected.Paused, actual.Paused)
        ?? OfBytes("metadata", expected.Metadata, actual.Metadata)
        ?? OfBytes("body", expected.Body, actual.Body)
        ?? OfBytes("results", expected.Results, actual.Results)
        ?? Of("references", string.Join(", ", expected.Channels), string.Join(", ", actual.Channels));

    private static string? OfChannels(IReadOnlyList<StoredChannel> expected, IReadOnlyList<StoredChannel> actual) =>
        Of("number of channel values", expected.Count, actual.Count)
        ?? expected.Zip(actual, OfChannel).FirstOrDefault(difference => difference is not null);

    private static string? OfChannel(StoredChannel expected, StoredChannel actual) =>
        Of("reference", expected.Reference, actual.Reference)
        ?? (actual.Reference.IsLog ? null : Of($"chunks of value '{expected.Reference.Channel}'", 1, actual.Chunks.Count))
        ?? OfBytes($"channel '{expected.Reference.Channel}'", Contents.Of(expected), Contents.Of(actual));

    private static string? OfWrites(IReadOnlyList<PendingWrite> expected, IReadOnlyList<PendingWrite> actual)
    {
        static string Keys(IEnumerable<PendingWrite> writes) => string.Join(", ", writes.Select(write => $"'{write.TaskId}' {write.Kind}"));
        return Of("pending writes", Keys(expected), Keys(actual))
            ?? expected.Zip(actual, (left, right) => OfBytes($"pending write '{left.TaskId}' {left.Kind}", left.Payload, right.Payload))
                .FirstOrDefault(difference => difference is not null);
    }

    private static string? Of<T>(string what, T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual)
            ? null
            : $"{what}: expected {expected?.ToString() ?? "nothing"}, found {actual?.ToString() ?? "nothing"}";

    private static string Ids(IEnumerable<StoredCheckpoint> checkpoints) => string.Join(", ", checkpoints.Select(checkpoint => checkpoint.Record.Id));

    private static string Describe(StoredCheckpoint? checkpoint) => checkpoint is null ? "no checkpoint" : $"checkpoint {checkpoint.Record.Id}";
}
