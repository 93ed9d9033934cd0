using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Crons as the wire has them.</summary>
internal static class CronWriter
{
    public static void Write(Utf8JsonWriter json, Cron cron, DateTimeOffset? next, Fields fields)
    {
        var schedule = cron.Schedule;
        json.WriteStartObject();
        Text(json, fields, "cron_id", schedule.Id);
        Text(json, fields, "assistant_id", cron.AssistantId);
        Text(json, fields, "thread_id", schedule.ThreadId);
        Text(json, fields, "schedule", schedule.Cron);
        Text(json, fields, "timezone", schedule.TimeZone);
        Text(json, fields, "end_time", Time(schedule.EndsAt));
        Text(json, fields, "user_id", cron.Owner);
        Text(json, fields, "on_run_completed", cron.Request.TryGetProperty("on_run_completed", out var completed) ? completed.GetString() : "delete");
        Text(json, fields, "next_run_date", Time(next));
        Text(json, fields, "created_at", Time(schedule.CreatedAt));
        Text(json, fields, "updated_at", Time(schedule.UpdatedAt));
        if (fields.Has("enabled"))
        {
            json.WriteBoolean("enabled", schedule.IsEnabled);
        }

        if (fields.Has("payload"))
        {
            WritePayload(json, cron.Request);
        }

        if (fields.Has("metadata"))
        {
            Metadata.Write(json, "metadata", Metadata.ToStored(cron.Metadata));
        }

        json.WriteEndObject();
    }

    /// <summary>What each run is asked for: everything that is not about the schedule.</summary>
    private static void WritePayload(Utf8JsonWriter json, JsonElement request)
    {
        json.WriteStartObject("payload");
        foreach (var member in request.EnumerateObject().Where(static member => member.Name is not ("schedule" or "timezone" or "end_time" or "enabled" or "on_run_completed")))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static string? Time(DateTimeOffset? time) => time is { } moment ? WireText.Time(moment) : null;

    private static void Text(Utf8JsonWriter json, Fields fields, string name, string? value)
    {
        if (fields.Has(name))
        {
            json.WriteString(name, value);
        }
    }
}
