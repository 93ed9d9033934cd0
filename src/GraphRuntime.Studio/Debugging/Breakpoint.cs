using System.Text.Json.Serialization;

namespace GraphRuntime.Studio;

/// <summary>Asks for a breakpoint.</summary>
internal record BreakpointDraft
{
    /// <summary><c>node</c> or <c>channel</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The path of a node, or of the graph that has the channel.</summary>
    public string? Path { get; init; }

    /// <summary><c>before</c> or <c>after</c> the node.</summary>
    public string? When { get; init; }

    public string? Channel { get; init; }

    public string? Condition { get; init; }

    /// <summary>It stops from this hit on.</summary>
    public int? HitCount { get; init; }

    public bool? Enabled { get; init; }
}

/// <summary>A breakpoint of a debug session.</summary>
internal sealed record Breakpoint : BreakpointDraft
{
    public required string Id { get; init; }

    public int Hits { get; init; }

    /// <summary>The condition, read.</summary>
    [JsonIgnore]
    public Expression? Test { get; init; }

    [JsonIgnore]
    public bool IsOnChannel => Kind == "channel";

    [JsonIgnore]
    public bool IsAfter => !IsOnChannel && When == "after";
}
