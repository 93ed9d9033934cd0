using System.Text;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Stores.InMemory;

/// <summary>One item in memory; it never changes. Entries sort by the bytes of namespace and key.</summary>
internal sealed class StoreEntry : IComparable<StoreEntry>
{
    private readonly byte[] _key;

    private StoreEntry(ReadOnlyMemory<byte> storeNamespace, byte[] key, StoreItem? item, byte[] vectors)
    {
        Namespace = storeNamespace;
        _key = key;
        Item = item!;
        Vectors = vectors;
    }

    public StoreEntry(StoreItem item, byte[] vectors)
        : this(item.Key.Namespace.Encoded, Encoding.UTF8.GetBytes(item.Key.Key), item, vectors)
    {
    }

    public ReadOnlyMemory<byte> Namespace { get; }

    public StoreItem Item { get; }

    public byte[] Vectors { get; }

    /// <summary>The item that a write makes.</summary>
    public static StoreEntry Of(StoreWrite write, ReadOnlyMemory<byte> value, DateTimeOffset created, DateTimeOffset now)
    {
        var item = new StoreItem(write.Key, value.ToArray(), created, now)
        {
            TimeToLive = write.TimeToLive,
            ExpiresAt = StoreItem.End(now, write.TimeToLive),
        };
        return new StoreEntry(item, StoreVectors.Encode(write.Vectors));
    }

    /// <summary>A key for looking an item up.</summary>
    public static StoreEntry Place(StoreKey key) => new(key.Namespace.Encoded, Encoding.UTF8.GetBytes(key.Key), null, []);

    /// <summary>The lower bound of all items in or below a namespace.</summary>
    public static StoreEntry Start(StoreNamespace storeNamespace) => new(storeNamespace.Encoded, [], null, []);

    public bool IsLive(DateTimeOffset now) => Item.ExpiresAt is not { } end || end > now;

    public StoreEntry Refreshed(DateTimeOffset now) =>
        new(Namespace, _key, Item with { ExpiresAt = StoreItem.End(now, Item.TimeToLive) }, Vectors);

    public int CompareTo(StoreEntry? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = Namespace.Span.SequenceCompareTo(other.Namespace.Span);
        return order != 0 ? order : _key.AsSpan().SequenceCompareTo(other._key);
    }
}
