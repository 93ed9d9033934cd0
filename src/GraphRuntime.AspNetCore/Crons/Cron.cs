using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Scheduling;

namespace GraphRuntime.AspNetCore;

/// <summary>A schedule that was made over HTTP: what was asked for is kept with it, so that it can be shown and changed member by member.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="AssistantId">The assistant.</param>
/// <param name="Owner">Who may see it; <see langword="null"/> for everybody.</param>
/// <param name="Request">What was asked for.</param>
internal sealed record Cron(GraphSchedule Schedule, string AssistantId, string? Owner, JsonElement Request)
{
    private const string Mark = "cron_of_assistant";

    /// <summary>Reads a cron from its schedule; <see langword="null"/> for a schedule that was not made over HTTP.</summary>
    public static Cron? From(GraphSchedule schedule) => schedule.Data is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty(Mark, out var assistant)
        ? new Cron(schedule, assistant.GetString()!, data.TryGetProperty("owner", out var owner) ? owner.GetString() : null, data.GetProperty("request"))
        : null;

    public static JsonElement DataOf(string assistantId, string? owner, JsonObject request)
    {
        var data = new JsonObject { [Mark] = assistantId, ["request"] = request.DeepClone() };
        if (owner is not null)
        {
            data["owner"] = owner;
        }

        using var document = JsonDocument.Parse(data.ToJsonString());
        return document.RootElement.Clone();
    }

    public JsonElement? Metadata => Request.TryGetProperty("metadata", out var metadata) ? metadata : null;
}
