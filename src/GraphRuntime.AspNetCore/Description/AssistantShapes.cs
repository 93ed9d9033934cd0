using System.Text.Json;

namespace GraphRuntime.AspNetCore;

internal sealed record WireAssistant
{
    public string AssistantId { get; init; } = "";

    public string GraphId { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Description { get; init; }

    public int Version { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Config { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Context { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Versions have none.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

internal sealed record WireGraph
{
    public IReadOnlyList<WireNode> Nodes { get; init; } = [];

    public IReadOnlyList<WireEdge> Edges { get; init; } = [];
}

internal sealed record WireNode
{
    public string Id { get; init; } = "";

    public string Type { get; init; } = "";

    /// <summary>A name, or an object with it.</summary>
    public JsonElement Data { get; init; }
}

internal sealed record WireEdge
{
    public string Source { get; init; } = "";

    public string Target { get; init; } = "";

    public string? Data { get; init; }

    public bool Conditional { get; init; }
}

internal sealed record WireSchemas : WireSubgraphSchemas
{
    public string GraphId { get; init; } = "";
}

internal record WireSubgraphSchemas
{
    public JsonElement InputSchema { get; init; }

    public JsonElement OutputSchema { get; init; }

    public JsonElement StateSchema { get; init; }

    public JsonElement ConfigSchema { get; init; }

    public JsonElement ContextSchema { get; init; }
}
