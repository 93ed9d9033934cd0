namespace GraphRuntime.Threads;

/// <summary>Which records of removed runs a store lists.</summary>
/// <param name="ThreadId">The thread.</param>
public sealed record RemovedRunQuery(string ThreadId)
{
    /// <summary>Only those of this run; <see langword="null"/> for all of the thread.</summary>
    public string? RunId { get; init; }

    /// <summary>How many records are skipped.</summary>
    public int Offset { get; init; }

    /// <summary>At most this many records.</summary>
    public int Limit { get; init; } = 100;
}
