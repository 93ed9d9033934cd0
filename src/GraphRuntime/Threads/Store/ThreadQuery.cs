namespace GraphRuntime.Threads;

/// <summary>Says which threads to list.</summary>
public sealed record ThreadQuery
{
    /// <summary>Only threads with this status.</summary>
    public ThreadStatus? Status { get; init; }

    /// <summary>Only threads whose metadata has all these entries; each value is the UTF-8 JSON of a scalar, compared by JSON equality.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>Whether the newest come first; the order is by creation, then thread id (ordinal).</summary>
    public bool NewestFirst { get; init; }

    /// <summary>How many to skip.</summary>
    public int Offset { get; init; }

    /// <summary>At most this many.</summary>
    /// <value>The default is 100.</value>
    public int Limit { get; init; } = 100;
}
