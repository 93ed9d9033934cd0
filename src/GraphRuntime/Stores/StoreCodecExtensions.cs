using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Stores;

/// <summary>A long-term store whose values are encoded.</summary>
public static class StoreCodecExtensions
{
    /// <summary>
    /// A view of a store that encodes the values of items. Namespaces, keys, times and vectors stay readable. A search by fields reads and decodes the items below its
    /// prefix. Services that have an <see cref="ICheckpointCodec"/> use their store through such a view.
    /// </summary>
    /// <param name="store">The store; it is not disposed with the view.</param>
    /// <param name="codec">The codec; <see langword="null"/> gives the store itself.</param>
    /// <returns>The view.</returns>
    public static IStore WithCodec(this IStore store, ICheckpointCodec? codec)
    {
        ArgumentNullException.ThrowIfNull(store);
        return codec is null ? store : new EncodedStore(store, codec);
    }
}
