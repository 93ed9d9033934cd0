using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.AspNetCore;

internal sealed record CreateThreadRequest
{
    public string? ThreadId { get; init; }

    public JsonElement? Metadata { get; init; }

    /// <summary><c>raise</c> or <c>do_nothing</c>.</summary>
    public string? IfExists { get; init; }

    public IReadOnlyList<SuperstepRequest>? Supersteps { get; init; }

    /// <summary>Minutes, or an object with them.</summary>
    public JsonElement? Ttl { get; init; }
}

internal sealed record SuperstepRequest
{
    public IReadOnlyList<StateEditRequest> Updates { get; set; } = [];
}

internal sealed record StateEditRequest
{
    public JsonElement? Values { get; init; }

    public CommandRequest? Command { get; init; }

    public string? AsNode { get; init; }
}

internal sealed record PatchThreadRequest
{
    public JsonElement? Metadata { get; init; }

    public JsonElement? Ttl { get; init; }
}

internal sealed record SearchThreadsRequest : ListQuery
{
    public IReadOnlyList<string>? Ids { get; init; }

    public string? Status { get; init; }

    public JsonElement? Values { get; init; }

    /// <summary>Names of the answer by paths into the values, for example <c>messages[-1].content</c>.</summary>
    public IReadOnlyDictionary<string, string>? Extract { get; init; }
}

internal sealed record PruneThreadsRequest
{
    public IReadOnlyList<string> ThreadIds { get; set; } = [];

    /// <summary><c>delete</c> or <c>keep_latest</c>.</summary>
    public string Strategy { get; set; } = "delete";
}

internal sealed record CheckpointRequest
{
    public string? CheckpointId { get; init; }

    public string? CheckpointNs { get; init; }
}

internal sealed record ReadStateRequest
{
    public CheckpointRequest? Checkpoint { get; init; }

    public bool? Subgraphs { get; init; }

    public IReadOnlyList<string>? Select { get; init; }
}

internal sealed record UpdateStateRequest
{
    public JsonElement? Values { get; init; }

    public string? AsNode { get; init; }

    public string? CheckpointId { get; init; }

    public CheckpointRequest? Checkpoint { get; init; }
}

internal sealed record HistoryRequest
{
    public int Limit { get; set; } = 10;

    /// <summary>The id of a checkpoint, or an object with it.</summary>
    public JsonElement? Before { get; init; }

    public JsonElement? Metadata { get; init; }

    public CheckpointRequest? Checkpoint { get; init; }

    public IReadOnlyList<string>? Select { get; init; }
}

internal sealed record CommandRequest
{
    public JsonElement? Resume { get; init; }

    /// <summary>An object, or a list of pairs of a name and a value.</summary>
    public JsonElement? Update { get; init; }

    /// <summary>A node, a send, or a list of both.</summary>
    public JsonElement? Goto { get; init; }

    [JsonIgnore]
    public bool HasResume => Resume is { ValueKind: not JsonValueKind.Undefined };
}
