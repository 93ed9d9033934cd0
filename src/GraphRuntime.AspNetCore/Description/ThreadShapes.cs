using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>A problem document (RFC 9457).</summary>
internal sealed record WireProblem
{
    public string Type { get; init; } = "";

    public string Title { get; init; } = "";

    public int Status { get; init; }

    public string Detail { get; init; } = "";

    public string Message { get; init; } = "";

    public string Code { get; init; } = "";

    public IReadOnlyList<string>? ActiveRunIds { get; init; }

    public string? InterruptId { get; init; }

    public IReadOnlyList<string>? OpenInterruptIds { get; init; }
}

internal sealed record WireThread
{
    public string ThreadId { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    public string Status { get; init; } = "";

    public IReadOnlyDictionary<string, JsonElement>? Config { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Values { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<WireInterrupt>>? Interrupts { get; init; }

    public WireTtl? Ttl { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Extracted { get; init; }
}

internal sealed record WireTtl
{
    public string Strategy { get; init; } = "";

    public double Ttl { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}

internal sealed record WirePruned
{
    public int PrunedCount { get; init; }
}

internal sealed record WireState
{
    public IReadOnlyDictionary<string, JsonElement>? Values { get; init; }

    public IReadOnlyList<string>? Next { get; init; }

    public IReadOnlyList<WireTask>? Tasks { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public WireCheckpoint? Checkpoint { get; init; }

    public WireCheckpoint? ParentCheckpoint { get; init; }

    public IReadOnlyList<WireInterrupt>? Interrupts { get; init; }
}

internal sealed record WireTask
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public IReadOnlyList<string> Path { get; init; } = [];

    public string? Error { get; init; }

    public IReadOnlyList<WireInterrupt> Interrupts { get; init; } = [];

    public WireCheckpoint? Checkpoint { get; init; }

    public WireState? State { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Result { get; init; }
}

internal sealed record WireInterrupt
{
    public string Id { get; init; } = "";

    public JsonElement Value { get; init; }

    public JsonElement? ResponseSchema { get; init; }
}

internal sealed record WireCheckpoint
{
    public string ThreadId { get; init; } = "";

    public string? CheckpointId { get; init; }

    public string CheckpointNs { get; init; } = "";

    public JsonElement? CheckpointMap { get; init; }
}

internal sealed record WireEditedState
{
    public WireCheckpoint? Checkpoint { get; init; }
}
