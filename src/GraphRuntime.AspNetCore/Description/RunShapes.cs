using System.Text.Json;

namespace GraphRuntime.AspNetCore;

internal sealed record WireRun
{
    public string RunId { get; init; } = "";

    public string ThreadId { get; init; } = "";

    public string AssistantId { get; init; } = "";

    public string Status { get; init; } = "";

    public string MultitaskStrategy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    public StoredRunRequest? Kwargs { get; init; }

    public string? CancelReason { get; init; }
}

internal sealed record WireCron
{
    public string CronId { get; init; } = "";

    public string AssistantId { get; init; } = "";

    public string? ThreadId { get; init; }

    public string Schedule { get; init; } = "";

    public string? Timezone { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public string? UserId { get; init; }

    public string OnRunCompleted { get; init; } = "";

    public DateTimeOffset? NextRunDate { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public bool Enabled { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Payload { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }
}

/// <summary>A command of the thread protocol.</summary>
internal sealed record WireCommand
{
    public long Id { get; init; }

    public string Method { get; init; } = "";

    public IReadOnlyDictionary<string, JsonElement>? Params { get; init; }
}

/// <summary>The answer to a command: <c>success</c> with a result, or <c>error</c> with a code and a message.</summary>
internal sealed record WireReply
{
    public string Type { get; init; } = "";

    public long? Id { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Result { get; init; }

    public WireReplyMeta? Meta { get; init; }

    public string? Error { get; init; }

    public string? Message { get; init; }
}

internal sealed record WireReplyMeta
{
    public string ThreadId { get; init; } = "";

    public long AppliedThroughSeq { get; init; }
}

/// <summary>Which events of a thread a client wants.</summary>
internal sealed record WireSubscription
{
    public IReadOnlyList<string> Channels { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string>>? Namespaces { get; init; }

    public int? Depth { get; init; }

    public long? Since { get; init; }
}
