namespace GraphRuntime.Threads;

/// <summary>How large what callers hand in may be. Everything is measured as it would be stored, before anything is stored.</summary>
internal sealed class SizeLimits(CoordinatorOptions options)
{
    /// <summary>Refuses an input that is too large.</summary>
    public ReadOnlyMemory<byte> Input(string threadId, ReadOnlyMemory<byte> input) =>
        Fits(threadId, "the input", nameof(options.MaxInputBytes), input, options.MaxInputBytes);

    /// <summary>Refuses values of a run (<see cref="RunConfig.Context"/>) that are too large.</summary>
    public RunValues Values(string threadId, RunValues values)
    {
        Fits(threadId, "RunConfig.Context", nameof(options.MaxInputBytes), values.Json, options.MaxInputBytes);
        return values;
    }

    /// <summary>Metadata as it is stored; refused where it is too large.</summary>
    public ReadOnlyMemory<byte> Metadata(string threadId, IReadOnlyDictionary<string, object?>? metadata)
    {
        CheckCount(threadId, metadata?.Count ?? 0);
        return Fits(threadId, "the metadata", nameof(options.MaxMetadataBytes), ScalarJson.ToBytes(metadata), options.MaxMetadataBytes);
    }

    /// <summary>Stored metadata with changes; refused where it becomes too large.</summary>
    public ReadOnlyMemory<byte> Merge(string threadId, ReadOnlyMemory<byte> stored, IReadOnlyDictionary<string, object?> changes)
    {
        var merged = ScalarJson.Merge(stored, changes);
        CheckCount(threadId, ScalarJson.FromBytes(merged).Count);
        return Fits(threadId, "the metadata", nameof(options.MaxMetadataBytes), merged, options.MaxMetadataBytes);
    }

    private void CheckCount(string threadId, int count)
    {
        if (count > options.MaxMetadataEntries)
        {
            throw new LimitExceededException(threadId, "the metadata", nameof(options.MaxMetadataEntries), count, options.MaxMetadataEntries);
        }
    }

    private static ReadOnlyMemory<byte> Fits(string threadId, string what, string limit, ReadOnlyMemory<byte> bytes, int most) =>
        bytes.Length <= most ? bytes : throw new LimitExceededException(threadId, what, limit, bytes.Length, most);
}
