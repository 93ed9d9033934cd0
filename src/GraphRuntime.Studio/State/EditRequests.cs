using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Asks for an edit of a state.</summary>
internal sealed record EditRequest
{
    public JsonElement? Values { get; init; }

    public string? AsNode { get; init; }

    public long? Checkpoint { get; init; }

    public string? Namespace { get; init; }
}

/// <summary>Asks that a node is skipped.</summary>
internal sealed record SkipRequest
{
    public string? Node { get; init; }
}

/// <summary>Asks for other nodes to run next.</summary>
internal sealed record NextRequest
{
    /// <summary>Paths of nodes of one graph, or their names.</summary>
    public IReadOnlyList<string>? Nodes { get; init; }

    /// <summary>The subgraph, where it runs several times at once.</summary>
    public string? Namespace { get; init; }
}

/// <summary>Asks for a copy of a checkpoint as the newest state.</summary>
internal sealed record ForkRequest
{
    public long? Checkpoint { get; init; }
}

/// <summary>Asks for a run from an earlier checkpoint.</summary>
internal sealed record RerunRequest
{
    public long? Checkpoint { get; init; }

    public JsonElement? Input { get; init; }

    public string? Debug { get; init; }
}

/// <summary>The newest checkpoint after an edit.</summary>
internal sealed record EditAnswer(long? CheckpointId, IReadOnlyList<string>? Next = null);
