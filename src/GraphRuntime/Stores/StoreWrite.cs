using GraphRuntime.Diagnostics;

namespace GraphRuntime.Stores;

/// <summary>One item to be put, replacing what was there, or to be deleted.</summary>
public sealed record StoreWrite
{
    private StoreWrite(StoreKey key, ReadOnlyMemory<byte>? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        Value = value;
    }

    /// <summary>The address.</summary>
    public StoreKey Key { get; }

    /// <summary>The JSON object in UTF-8; <see langword="null"/> deletes the item.</summary>
    public ReadOnlyMemory<byte>? Value { get; }

    /// <summary>How long the item lives.</summary>
    /// <value>The default is <see langword="null"/>: until it is deleted.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not above zero.</exception>
    public TimeSpan? TimeToLive
    {
        get;
        init
        {
            if (value is { } time)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(TimeToLive));
            }

            field = value;
        }
    }

    /// <summary>The vectors by which the item can be found. A store with embeddings fills them in where there are none.</summary>
    /// <value>The default is none.</value>
    /// <exception cref="ArgumentException">A vector is empty or has a number that is not finite.</exception>
    public IReadOnlyList<ReadOnlyMemory<float>> Vectors
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (var vector in value)
            {
                StoreVectors.Check(vector.Span, nameof(Vectors));
            }

            field = value;
        }
    } = [];

    /// <summary>Puts an item.</summary>
    /// <param name="key">The address.</param>
    /// <param name="value">A JSON object in UTF-8, at most 64 levels deep.</param>
    /// <returns>The write.</returns>
    /// <exception cref="ArgumentException">The value is no JSON object.</exception>
    public static StoreWrite Put(StoreKey key, ReadOnlyMemory<byte> value)
    {
        StoreValue.Check(value.Span, nameof(value));
        return new StoreWrite(key, value);
    }

    /// <summary>Deletes an item; one that is not there is no error.</summary>
    /// <param name="key">The address.</param>
    /// <returns>The write.</returns>
    public static StoreWrite Delete(StoreKey key) => new(key, null);
}
