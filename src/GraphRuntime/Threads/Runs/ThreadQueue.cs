namespace GraphRuntime;

/// <summary>The runs of a thread in flight, as they were at one moment.</summary>
public sealed record ThreadQueue
{
    /// <summary>The thread.</summary>
    public required string ThreadId { get; init; }

    /// <summary>The running run, or <see langword="null"/>.</summary>
    public string? RunningRunId { get; init; }

    /// <summary>The runs that wait for their turn, the next one first; then those whose delay is not over.</summary>
    public IReadOnlyList<string> PendingRunIds { get; init; } = [];

    /// <summary>How many runs wait.</summary>
    public int Length => PendingRunIds.Count;

    /// <summary>The place of a run.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>0 for the running run, 1 for the next one, and so on; -1 for a run that is not in flight.</returns>
    public int PositionOf(string runId)
    {
        if (runId == RunningRunId)
        {
            return 0;
        }

        for (var i = 0; i < PendingRunIds.Count; i++)
        {
            if (PendingRunIds[i] == runId)
            {
                return i + 1;
            }
        }

        return -1;
    }
}
