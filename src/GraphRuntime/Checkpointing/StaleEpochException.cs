namespace GraphRuntime;

/// <summary>
/// A writer no longer owns the thread: another owner took it, or the thread was rolled back or deleted. Nothing was stored.
/// </summary>
public sealed class StaleEpochException : CheckpointException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="epoch">The epoch of the refused write.</param>
    /// <param name="currentEpoch">The epoch that the thread has now.</param>
    public StaleEpochException(string threadId, long epoch, long currentEpoch)
        : base($"Thread '{threadId}': a write under epoch {epoch} was refused because the thread is now at epoch {currentEpoch}. Another owner took over; stop this run and read the state again.", threadId)
    {
        Epoch = epoch;
        CurrentEpoch = currentEpoch;
    }

    /// <summary>The epoch of the refused write.</summary>
    public long Epoch { get; }

    /// <summary>The epoch that the thread has now.</summary>
    public long CurrentEpoch { get; }
}
