namespace GraphRuntime.Checkpointing;

/// <summary>The stored bytes of one channel.</summary>
/// <param name="Reference">The reference that was followed.</param>
/// <param name="Chunks">One chunk for a value; for a log the pieces in order, cut at the length of the reference.</param>
public readonly record struct StoredChannel(ChannelReference Reference, IReadOnlyList<ReadOnlyMemory<byte>> Chunks);
