using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.AspNetCore;

internal sealed record CreateCronRequest : CreateRunRequest
{
    public string? Schedule { get; init; }

    /// <summary>An IANA name; UTC where there is none.</summary>
    public string? Timezone { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public bool? Enabled { get; init; }

    /// <summary>What happens to the thread of a run that has one of its own: <c>delete</c> or <c>keep</c>.</summary>
    public string? OnRunCompleted { get; init; }
}

internal sealed record SearchCronsRequest
{
    public string? AssistantId { get; init; }

    public string? ThreadId { get; init; }

    public bool? Enabled { get; init; }

    public JsonElement? Metadata { get; init; }

    public int Limit { get; set; } = 10;

    public int Offset { get; init; }

    public string? SortBy { get; init; }

    public string? SortOrder { get; init; }

    public IReadOnlyList<string>? Select { get; init; }

    [JsonIgnore]
    public bool SortsAscending => SortOrders.IsAscending(SortOrder);
}
