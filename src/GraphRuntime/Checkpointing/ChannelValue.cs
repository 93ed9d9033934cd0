using GraphRuntime.Channels;

namespace GraphRuntime.Checkpointing;

/// <summary>A whole value of a channel, stored once for the checkpoint that wrote it.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Bytes">The encoded value.</param>
public readonly record struct ChannelValue(string Channel, ReadOnlyMemory<byte> Bytes);
