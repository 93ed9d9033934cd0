using GraphRuntime.Channels;

namespace GraphRuntime;

/// <summary>Stored bytes cannot be read: damaged, truncated, of an unknown codec, or too deep or large. The value itself is never part of the message.</summary>
public sealed class CheckpointCorruptedException : CheckpointException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="checkpointNamespace">The namespace.</param>
    /// <param name="checkpointId">The checkpoint.</param>
    /// <param name="channel">The channel, or <see langword="null"/> where the checkpoint itself is damaged.</param>
    /// <param name="reason">What is wrong, without any stored value.</param>
    /// <param name="innerException">The cause.</param>
    public CheckpointCorruptedException(string threadId, string checkpointNamespace, long checkpointId, string? channel, string reason, Exception? innerException = null)
        : base($"Thread '{threadId}', namespace '{checkpointNamespace}', checkpoint {checkpointId}{(channel is null ? "" : $", channel '{channel}'")}: the stored bytes cannot be read ({reason}). Go on from an earlier checkpoint, or restore the store from a backup.", threadId, innerException)
    {
        Namespace = checkpointNamespace;
        CheckpointId = checkpointId;
        Channel = channel;
    }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The checkpoint.</summary>
    public long CheckpointId { get; }

    /// <summary>The channel, or <see langword="null"/> where the checkpoint itself is damaged.</summary>
    public string? Channel { get; }
}
