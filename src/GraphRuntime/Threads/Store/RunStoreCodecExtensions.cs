using GraphRuntime.Checkpointing;
using GraphRuntime.Threads.Encoded;

namespace GraphRuntime.Threads;

/// <summary>A run store whose content is encoded.</summary>
public static class RunStoreCodecExtensions
{
    /// <summary>
    /// A view of a run store that encodes content: inputs, outputs, questions, errors, events, the configuration of runs and the context of threads. Ids, names, statuses, times
    /// and metadata stay readable. Services that have an <see cref="ICheckpointCodec"/> use their run store through such a view.
    /// </summary>
    /// <param name="store">The store; it is not disposed with the view.</param>
    /// <param name="codec">The codec; <see langword="null"/> gives the store itself.</param>
    /// <returns>The view.</returns>
    public static IRunStore WithCodec(this IRunStore store, ICheckpointCodec? codec)
    {
        ArgumentNullException.ThrowIfNull(store);
        return codec is null ? store : new EncodedRunStore(store, codec);
    }
}
