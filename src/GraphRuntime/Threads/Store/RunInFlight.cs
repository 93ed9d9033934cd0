namespace GraphRuntime.Threads;

/// <summary>A pending or running run as an admission decision sees it.</summary>
public sealed record RunInFlight
{
    /// <summary>The id.</summary>
    public required string RunId { get; init; }

    /// <summary>The registered name of its graph.</summary>
    public required string GraphName { get; init; }

    /// <summary>Its place in the thread.</summary>
    public required long Sequence { get; init; }

    /// <summary><see cref="RunStatus.Pending"/> or <see cref="RunStatus.Running"/>.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The strategy it was admitted with.</summary>
    public MultitaskStrategy Strategy { get; init; }

    /// <summary>When it was admitted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was claimed for the first time; set also for a pending run that lost its first owner.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How often it was claimed.</summary>
    public int Attempt { get; init; }

    /// <summary>True while a delay keeps it out of the queue.</summary>
    public bool Delayed { get; init; }

    /// <summary>True while it waits for its thread to wait for no answer any more.</summary>
    public bool Held { get; init; }

    /// <summary>The earliest moment it may be claimed.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>What its owner was asked to do.</summary>
    public RunSignal Signal { get; init; }

    /// <summary>What it does not allow at this moment.</summary>
    public RunGuards Guards { get; init; }

    /// <summary>The run that the input is for; <see langword="null"/> for a run that was not steered into another one.</summary>
    public string? SteersRunId { get; init; }

    /// <summary>The subgraph of that run that the input is for; <see langword="null"/> for the root graph.</summary>
    public string? SteersPath { get; init; }

    /// <summary>How many inputs were admitted for this run, taken or not.</summary>
    public int SteeredInputs { get; init; }

    /// <summary>How urgent the run is: it goes before runs with a smaller number, whatever their sequence.</summary>
    public int Urgency { get; init; }

    /// <summary>Caller's metadata as one UTF-8 JSON object of scalars, or empty.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>The encoded input where <see cref="AdmissionRequest.IncludeInputs"/> asked for it; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>What a decision sees of a run.</summary>
    /// <param name="run">The pending or running run.</param>
    /// <param name="includeInput">Whether it sees the input.</param>
    /// <returns>The view.</returns>
    public static RunInFlight Of(StoredRun run, bool includeInput)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunInFlight
        {
            RunId = run.RunId,
            GraphName = run.GraphName,
            Sequence = run.Sequence,
            Status = run.Status,
            Strategy = run.Strategy,
            CreatedAt = run.CreatedAt,
            StartedAt = run.StartedAt,
            Attempt = run.Attempt,
            Delayed = run.Delayed,
            Held = run.Held,
            NotBefore = run.NotBefore,
            Signal = run.Signal,
            Guards = run.Guards,
            SteersRunId = run.SteersRunId,
            SteersPath = run.SteersPath,
            SteeredInputs = run.SteeredInputs,
            Urgency = run.Urgency,
            Metadata = run.Metadata,
            Input = includeInput ? run.Input : default,
        };
    }
}
