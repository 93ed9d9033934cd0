namespace GraphRuntime;

/// <summary>How a thread is created.</summary>
public sealed record ThreadOptions
{
    /// <summary>The id; <see langword="null"/> for a new one.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Scalars stored with the thread, to find it by.</summary>
    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }

    /// <summary>What happens if the thread exists.</summary>
    /// <value>The default is <see cref="IfThreadExists.Raise"/>.</value>
    public IfThreadExists IfExists { get; init; }

    internal static ThreadOptions Default { get; } = new();
}
