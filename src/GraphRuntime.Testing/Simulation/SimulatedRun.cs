namespace GraphRuntime.Testing;

/// <summary>What became of a message of a <see cref="Simulation"/>.</summary>
public sealed record SimulatedRun
{
    /// <summary>The id of its run: "r0" for the first message.</summary>
    public required string RunId { get; init; }

    /// <summary>The message.</summary>
    public required SimulatedMessage Message { get; init; }

    /// <summary>At which event of the schedule it was sent.</summary>
    public required long SentAt { get; init; }

    /// <summary>At which event the sender heard that it was accepted; <see langword="null"/> if it was refused, or nobody knows.</summary>
    public long? AcceptedAt { get; internal set; }

    /// <summary>What the sender got instead, if anything.</summary>
    public Exception? Refusal { get; internal set; }

    /// <summary>Whether somebody asked for its cancellation.</summary>
    public bool IsCancelled { get; internal set; }

    /// <summary>Its record at the end; <see langword="null"/> if there is none.</summary>
    public RunInfo? Info { get; internal set; }
}
