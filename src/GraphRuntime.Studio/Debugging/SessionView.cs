namespace GraphRuntime.Studio;

/// <summary>A debug session as the page shows it.</summary>
internal sealed record SessionView
{
    public long Version { get; init; }

    /// <summary><c>none</c>, <c>running</c>, <c>stopping</c>, <c>paused</c>, <c>finished</c> or <c>failed</c>.</summary>
    public string Phase { get; init; } = SessionPhase.None;

    public string? Command { get; init; }

    public string? RunId { get; init; }

    /// <summary>The path of the graph that is stepped through; empty for the root graph.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Paths of the nodes that run next.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    public long? CheckpointId { get; init; }

    public StopView? Stop { get; init; }

    public IReadOnlyList<Breakpoint> Breakpoints { get; init; } = [];

    /// <summary>The same session at a position.</summary>
    public SessionView At(Position position, string? path = null) => this with
    {
        Next = [.. position.Leaves.Select(static leaf => leaf.Path)],
        Scope = path is not null ? StatePaths.ScopeOf(path)
            : position.Leaves is [var first, ..] && !position.Leaves.Any(leaf => leaf.Graph.Scope == Scope) ? first.Graph.Scope
            : Scope,
        CheckpointId = position.CheckpointId,
    };
}

/// <summary>Where and why a session stopped.</summary>
internal sealed record StopView(string Reason, string? Path = null, string? BreakpointId = null, string? Message = null);

/// <summary>Where a session stands.</summary>
internal static class SessionPhase
{
    public const string None = "none";
    public const string Running = "running";
    public const string Stopping = "stopping";
    public const string Paused = "paused";
    public const string Finished = "finished";
    public const string Failed = "failed";
}

/// <summary>A command of the debugger.</summary>
internal sealed record SessionCommand
{
    public string? Command { get; init; }

    public string? Node { get; init; }
}
