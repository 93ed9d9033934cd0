namespace GraphRuntime;

/// <summary>A checkpoint was named that does not exist.</summary>
public sealed class CheckpointNotFoundException : CheckpointException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="checkpointNamespace">The namespace.</param>
    /// <param name="checkpointId">The checkpoint.</param>
    public CheckpointNotFoundException(string threadId, string checkpointNamespace, long checkpointId)
        : base($"Thread '{threadId}', namespace '{checkpointNamespace}': there is no checkpoint {checkpointId}. It may have been pruned or rolled back; list the history to see what is there.", threadId)
    {
        Namespace = checkpointNamespace;
        CheckpointId = checkpointId;
    }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The checkpoint.</summary>
    public long CheckpointId { get; }
}
