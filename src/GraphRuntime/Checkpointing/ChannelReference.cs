using GraphRuntime.Channels;

namespace GraphRuntime.Checkpointing;

/// <summary>The location of the value of one channel of a checkpoint.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Version">
/// For a value: the id of the checkpoint that wrote it. For a log: the id of the checkpoint that began it.
/// </param>
/// <param name="Length">For a log: how many bytes of it belong to this checkpoint. For a value: -1.</param>
public readonly record struct ChannelReference(string Channel, long Version, long Length)
{
    /// <summary>True where the value is an append-only log rather than a whole value.</summary>
    public bool IsLog => Length >= 0;
}
