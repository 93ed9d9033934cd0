namespace GraphRuntime.Threads;

/// <summary>Says which facts about the runs of a thread to read.</summary>
/// <param name="ThreadId">The thread.</param>
public sealed record RunFactQuery(string ThreadId)
{
    /// <summary>Only facts about these runs; <see langword="null"/> for all runs of the thread.</summary>
    public IReadOnlyCollection<string>? RunIds { get; init; }

    /// <summary>Only facts with a larger number.</summary>
    public long After { get; init; }

    /// <summary>At most this many.</summary>
    /// <value>The default is 100.</value>
    public int Limit { get; init; } = 100;
}
