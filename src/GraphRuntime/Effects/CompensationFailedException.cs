namespace GraphRuntime;

/// <summary>What a rolled-back run did outside could not be undone, after several tries. The next run of the thread tries again before it begins.</summary>
public sealed class CompensationFailedException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="compensation">What was to be undone.</param>
    /// <param name="innerException">The last failure.</param>
    public CompensationFailedException(string threadId, Compensation compensation, Exception innerException)
        : base($"Effect '{compensation?.Key}' of run '{compensation?.RunId}', which was rolled back on thread '{threadId}', could not be undone by '{compensation?.Name}': {innerException?.Message} The next run of the thread tries again.", innerException)
    {
        ThreadId = threadId;
        Compensation = compensation!;
    }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>What was to be undone.</summary>
    public Compensation Compensation { get; }
}
