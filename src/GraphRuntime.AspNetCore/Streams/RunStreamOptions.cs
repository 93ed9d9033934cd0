namespace GraphRuntime.AspNetCore;

/// <summary>What a reader of a run stream wants.</summary>
internal sealed record RunStreamOptions
{
    public required IReadOnlyList<string> Modes { get; init; }

    public bool Subgraphs { get; init; }

    /// <summary>Only events below one of these namespaces; empty for all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public StreamPosition After { get; init; } = StreamPosition.Start;

    /// <summary>Only what comes after this checkpoint of the run; <see langword="null"/> for everything.</summary>
    public long? AfterCheckpoint { get; init; }

    public bool CancelOnDisconnect { get; init; }
}
