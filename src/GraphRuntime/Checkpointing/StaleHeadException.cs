namespace GraphRuntime;

/// <summary>Two writers went on from the same checkpoint; the other one was first. Nothing of this write was stored.</summary>
public sealed class StaleHeadException : CheckpointException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="checkpointNamespace">The namespace.</param>
    /// <param name="expectedHead">The head that the writer expected.</param>
    /// <param name="currentHead">The head that is there.</param>
    public StaleHeadException(string threadId, string checkpointNamespace, long expectedHead, long currentHead)
        : base($"Thread '{threadId}', namespace '{checkpointNamespace}': expected checkpoint {expectedHead} to be the newest, but it is {currentHead}. Two runs wrote to one thread at once; run them through ThreadRunCoordinator, or read the state and try again.", threadId)
    {
        Namespace = checkpointNamespace;
        ExpectedHead = expectedHead;
        CurrentHead = currentHead;
    }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The head that the writer expected.</summary>
    public long ExpectedHead { get; }

    /// <summary>The head that is there.</summary>
    public long CurrentHead { get; }
}
