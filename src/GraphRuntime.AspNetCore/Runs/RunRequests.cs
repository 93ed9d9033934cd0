using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.AspNetCore;

internal record CreateRunRequest
{
    public string? AssistantId { get; init; }

    public JsonElement? Input { get; init; }

    public CommandRequest? Command { get; init; }

    public string? CheckpointId { get; init; }

    public CheckpointRequest? Checkpoint { get; init; }

    public RunConfigRequest? Config { get; init; }

    public JsonElement? Context { get; init; }

    public JsonElement? Metadata { get; init; }

    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? InterruptBefore { get; init; }

    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? InterruptAfter { get; init; }

    [JsonConverter(typeof(TextListConverter))]
    public IReadOnlyList<string>? StreamMode { get; init; }

    public bool? StreamSubgraphs { get; init; }

    public bool? StreamResumable { get; init; }

    public string? OnDisconnect { get; init; }

    public string? MultitaskStrategy { get; init; }

    public string? IfNotExists { get; init; }

    public double? AfterSeconds { get; init; }

    public string? OnCompletion { get; init; }

    public string? Webhook { get; init; }

    public string? Durability { get; init; }

    public bool? CheckpointDuring { get; init; }

    /// <summary>Whether an answer names questions only that are open, and never has an empty list of them.</summary>
    public bool? StrictResume { get; init; }

    public IReadOnlyList<string>? FeedbackKeys { get; init; }
}

internal sealed record RunConfigRequest
{
    public int? RecursionLimit { get; init; }

    public JsonElement? Configurable { get; init; }

    /// <summary>Taken and not used, as are <c>feedback_keys</c> of a run, which only come back in its <c>kwargs</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

internal sealed record CancelRunsRequest
{
    public string? ThreadId { get; init; }

    public IReadOnlyList<string>? RunIds { get; init; }

    public string? Status { get; init; }
}

/// <summary>What a run was asked for, as it is kept with the run and shown as <c>kwargs</c>.</summary>
internal sealed record StoredRunRequest
{
    public string AssistantId { get; set; } = "";

    public JsonElement? Input { get; init; }

    public CommandRequest? Command { get; init; }

    public JsonElement? Config { get; init; }

    public JsonElement? Context { get; init; }

    public IReadOnlyList<string>? StreamMode { get; init; }

    public IReadOnlyList<string>? InterruptBefore { get; init; }

    public IReadOnlyList<string>? InterruptAfter { get; init; }

    public string? Webhook { get; init; }

    public IReadOnlyList<string>? FeedbackKeys { get; init; }

    public bool Temporary { get; init; }

    public bool Subgraphs { get; init; }

    public bool Resumable { get; init; }
}
