using System.Text.Json;

namespace GraphRuntime.AspNetCore;

internal sealed record PutItemRequest
{
    public IReadOnlyList<string>? Namespace { get; init; }

    public string? Key { get; init; }

    public JsonElement? Value { get; init; }

    /// <summary>How long the item lives, in minutes.</summary>
    public double? Ttl { get; init; }
}

internal sealed record DeleteItemRequest
{
    public IReadOnlyList<string>? Namespace { get; init; }

    public string? Key { get; init; }
}

internal sealed record SearchItemsRequest
{
    public IReadOnlyList<string>? NamespacePrefix { get; init; }

    public JsonElement? Filter { get; init; }

    public int Limit { get; set; } = 10;

    public int Offset { get; init; }

    public string? Query { get; init; }
}

internal sealed record ListNamespacesRequest
{
    public IReadOnlyList<string>? Prefix { get; init; }

    public IReadOnlyList<string>? Suffix { get; init; }

    public int? MaxDepth { get; init; }

    public int Limit { get; set; } = 100;

    public int Offset { get; init; }
}
