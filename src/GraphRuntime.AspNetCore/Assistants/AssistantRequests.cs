using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Creates an assistant, or changes what is given of it.</summary>
internal sealed record CreateAssistantRequest
{
    public string? GraphId { get; init; }

    public string? AssistantId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public JsonElement? Config { get; init; }

    public JsonElement? Context { get; init; }

    public JsonElement? Metadata { get; init; }

    /// <summary><c>raise</c> or <c>do_nothing</c>.</summary>
    public string? IfExists { get; init; }
}

internal sealed record SearchAssistantsRequest : ListQuery
{
    public string? GraphId { get; init; }

    public string? Name { get; init; }
}

internal sealed record AssistantVersionsRequest
{
    public int? Version { get; init; }

    public JsonElement? Metadata { get; init; }

    public int Limit { get; set; } = 10;

    public int Offset { get; init; }
}
