using GraphRuntime.Channels;

namespace GraphRuntime.Checkpointing;

/// <summary>Bytes appended to the log of a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Version">The id of the checkpoint that began the log.</param>
/// <param name="Offset">Where the bytes begin; equal to the length that the log has in the parent checkpoint, 0 for a new log.</param>
/// <param name="Bytes">The bytes.</param>
public readonly record struct LogAppend(string Channel, long Version, long Offset, ReadOnlyMemory<byte> Bytes);
