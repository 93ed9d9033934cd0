namespace GraphRuntime;

/// <summary>Which runs of a thread are listed.</summary>
public sealed record RunListOptions
{
    /// <summary>Only runs with this status.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Only runs with these metadata entries.</summary>
    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }

    /// <summary>Whether the newest come first.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool NewestFirst { get; init; } = true;

    /// <summary>How many to skip.</summary>
    /// <value>The default is 0.</value>
    public int Offset { get; init; }

    /// <summary>At most this many.</summary>
    /// <value>The default is 100, at least 1.</value>
    public int Limit { get; init; } = 100;

    internal static RunListOptions Default { get; } = new();
}
