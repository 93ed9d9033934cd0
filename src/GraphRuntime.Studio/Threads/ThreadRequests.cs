using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Asks for a new thread.</summary>
internal sealed record NewThreadRequest
{
    public string? ThreadId { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }
}

/// <summary>Asks for a copy of a thread.</summary>
internal sealed record CopyThreadRequest
{
    public string? ThreadId { get; init; }
}

/// <summary>Asks for the deletion of old checkpoints.</summary>
internal sealed record PruneRequest
{
    public int? KeepLatest { get; init; }

    public DateTimeOffset? OlderThan { get; init; }

    public bool? KeepPaused { get; init; }
}

/// <summary>How many checkpoints were deleted.</summary>
internal sealed record PruneAnswer(long Deleted);
