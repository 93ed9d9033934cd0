namespace GraphRuntime.Threads;

/// <summary>Asks for a record of a run that is removed. The store writes it in the transaction that removes the run.</summary>
/// <param name="Retention">How long the record is kept.</param>
public sealed record RemovalRecording(TimeSpan Retention)
{
    /// <summary>How many records of a thread a store keeps; the oldest ones go first.</summary>
    public const int MostOfThread = 1000;

    /// <summary>Whether the input of the run is kept.</summary>
    public bool IncludesInput { get; init; }

    /// <summary>The run that is admitted in the place of the removed one; <see langword="null"/> for none.</summary>
    public string? RemovedBy { get; init; }

    /// <summary>The caller of the removed run; <see langword="null"/> for none.</summary>
    public string? Caller { get; init; }
}
