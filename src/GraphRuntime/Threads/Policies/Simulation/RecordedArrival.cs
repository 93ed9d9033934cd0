namespace GraphRuntime;

/// <summary>A message as it once arrived, to be decided about again by another policy.</summary>
public sealed record RecordedArrival
{
    /// <summary>The thread.</summary>
    public required string ThreadId { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long its run took, or would take.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The graph.</summary>
    public string GraphName { get; init; } = "";

    /// <summary>The text of the input, for rules that look for words.</summary>
    public string Text { get; init; } = "";

    /// <summary>The input as the graph reads it, for rules that look at it; <see langword="null"/> if none does.</summary>
    public object? Input { get; init; }

    /// <summary>What the caller said.</summary>
    public RunHints Hints { get; init; } = RunHints.None;

    /// <summary>Makes an arrival of a stored run.</summary>
    /// <param name="run">The run, for example from a list. Its text is not known.</param>
    /// <returns>The arrival.</returns>
    public static RecordedArrival From(RunInfo run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RecordedArrival
        {
            ThreadId = run.ThreadId,
            At = run.CreatedAt,
            Duration = run is { StartedAt: { } started, FinishedAt: { } finished } && finished > started ? finished - started : TimeSpan.Zero,
            GraphName = run.GraphName,
        };
    }
}
