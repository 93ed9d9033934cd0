namespace GraphRuntime.Threads;

/// <summary>Says which runs to list.</summary>
public sealed record RunQuery
{
    /// <summary>Only runs of this thread; <see langword="null"/> for all threads.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Only runs with these ids; <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<string>? RunIds { get; init; }

    /// <summary>Only runs with this status.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Only runs whose metadata has all these entries; each value is the UTF-8 JSON of a scalar, compared by JSON equality.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>
    /// Whether the newest come first. Runs of one thread are ordered by sequence; across threads by creation, then thread id (ordinal), then sequence.
    /// </summary>
    public bool NewestFirst { get; init; }

    /// <summary>Whether inputs, configurations, outputs and interrupts are read as well. They can be large: ask for few runs at once.</summary>
    public bool WithContents { get; init; }

    /// <summary>How many to skip.</summary>
    public int Offset { get; init; }

    /// <summary>At most this many.</summary>
    /// <value>The default is 100.</value>
    public int Limit { get; init; } = 100;
}
