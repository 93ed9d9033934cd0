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

internal sealed record SearchCronsRequest : ListQuery
{
    public string? AssistantId { get; init; }

    public string? ThreadId { get; init; }

    public bool? Enabled { get; init; }
}
