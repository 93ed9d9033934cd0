using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.AspNetCore;

/// <summary>A graph with a name, a configuration and metadata, as it is stored and as the wire has it.</summary>
internal sealed record Assistant
{
    public required string AssistantId { get; init; }

    public required string GraphId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public int Version { get; init; } = 1;

    public JsonElement? Config { get; init; }

    public JsonElement? Context { get; init; }

    public JsonElement? Metadata { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who may see it; <see langword="null"/> for everybody.</summary>
    public string? Owner { get; init; }

    [JsonIgnore]
    public int? RecursionLimit => Config is { ValueKind: JsonValueKind.Object } config && config.TryGetProperty("recursion_limit", out var limit) && limit.TryGetInt32(out var number) ? number : null;

    [JsonIgnore]
    public JsonElement? Configurable => Config is { ValueKind: JsonValueKind.Object } config && config.TryGetProperty("configurable", out var values) ? values : null;
}
