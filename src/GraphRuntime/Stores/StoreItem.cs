namespace GraphRuntime.Stores;

/// <summary>An item as the store has it.</summary>
/// <param name="Key">Its address.</param>
/// <param name="Value">The bytes that were put: a JSON object in UTF-8.</param>
/// <param name="CreatedAt">When it was first put, or put again after it had been deleted or had expired.</param>
/// <param name="UpdatedAt">When it was last put.</param>
public sealed record StoreItem(StoreKey Key, ReadOnlyMemory<byte> Value, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>How long it lives after it was put, or read with a refresh; <see langword="null"/> for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>When it ends; <see langword="null"/> never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The cosine similarity with the vector of the query, from -1 to 1; <see langword="null"/> where the query had none.</summary>
    public double? Score { get; init; }

    /// <summary>For implementations of <see cref="IStore"/>: when an item ends.</summary>
    /// <param name="start">When it was put or refreshed.</param>
    /// <param name="timeToLive">How long it lives.</param>
    /// <returns>The end; <see langword="null"/> for never, which is also so where the end would lie beyond the calendar.</returns>
    public static DateTimeOffset? End(DateTimeOffset start, TimeSpan? timeToLive) =>
        timeToLive is { } time && time < DateTimeOffset.MaxValue - start ? start + time : null;
}
