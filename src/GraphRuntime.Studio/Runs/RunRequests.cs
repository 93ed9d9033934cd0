using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Asks for a run.</summary>
internal sealed record StartRunRequest
{
    public string? Graph { get; init; }

    public JsonElement? Input { get; init; }

    public string? Strategy { get; init; }

    public string? Debug { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Context { get; init; }
}

/// <summary>A run that was created.</summary>
internal sealed record StartedRun(string ThreadId, string RunId, string? Strategy = null, long? CheckpointId = null);

/// <summary>Asks runs to stop.</summary>
internal sealed record CancelRequest
{
    public string? RunId { get; init; }

    public string? Scope { get; init; }

    public string? Action { get; init; }
}

/// <summary>The runs that were asked to stop.</summary>
internal sealed record CancelAnswer(IReadOnlyList<string> RunIds);
