using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.Studio;

/// <summary>Something that happened to a run, from the stored events of its thread. The page shows it with its run, which has the rest.</summary>
internal sealed record LifecycleFact
{
    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    [JsonIgnore]
    public string RunId { get; init; } = "";

    public required string Event { get; init; }

    [JsonIgnore]
    public string? Graph { get; init; }

    [JsonIgnore]
    public string? Strategy { get; init; }

    public int? Attempt { get; init; }

    public string? Status { get; init; }

    public string? Reason { get; init; }

    public string? Error { get; init; }

    public static LifecycleFact Read(ThreadEvent stored)
    {
        using var document = JsonDocument.Parse(stored.Data);
        var json = document.RootElement;
        return new LifecycleFact
        {
            Number = stored.Number,
            At = stored.At,
            RunId = stored.RunId,
            Event = Text(json, "event") ?? "",
            Graph = Text(json, "graph"),
            Strategy = Text(json, "strategy"),
            Attempt = json.TryGetProperty("attempt", out var attempt) && attempt.TryGetInt32(out var number) ? number : null,
            Status = Text(json, "status"),
            Reason = Text(json, "reason"),
            Error = Text(json, "error"),
        };
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
