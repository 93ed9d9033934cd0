namespace GraphRuntime;

/// <summary>Which records of removed runs are listed.</summary>
public sealed record RemovedRunListOptions
{
    /// <summary>Only those of this run; <see langword="null"/> for all of the thread.</summary>
    public string? RunId { get; init; }

    /// <summary>How many records are skipped.</summary>
    /// <value>The default is 0.</value>
    public int Offset { get; init; }

    /// <summary>At most this many records.</summary>
    /// <value>The default is 100.</value>
    public int Limit { get; init; } = 100;
}
