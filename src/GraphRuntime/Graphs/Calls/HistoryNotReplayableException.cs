namespace GraphRuntime;

/// <summary>A history cannot be replayed, because a record that the replay needs is not stored.</summary>
public sealed class HistoryNotReplayableException : CheckpointException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="checkpointNamespace">The namespace.</param>
    /// <param name="checkpointId">The checkpoint.</param>
    /// <param name="reason">What is not there, as a sentence.</param>
    public HistoryNotReplayableException(string threadId, string checkpointNamespace, long checkpointId, string reason)
        : base($"Thread '{threadId}', namespace '{checkpointNamespace}', checkpoint {checkpointId}: {reason} Begin at a later checkpoint with ReplayOptions.From.", threadId)
    {
        Namespace = checkpointNamespace;
        CheckpointId = checkpointId;
    }

    /// <summary>The same exception for another caller.</summary>
    internal HistoryNotReplayableException(HistoryNotReplayableException original)
        : base(original.Message, original.ThreadId, original)
    {
        Namespace = original.Namespace;
        CheckpointId = original.CheckpointId;
    }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The checkpoint.</summary>
    public long CheckpointId { get; }
}
