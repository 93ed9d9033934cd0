using System.Text.Json;

namespace GraphRuntime.Scheduling;

/// <summary>Refuses schedules that could never start a run.</summary>
internal static class ScheduleCheck
{
    private const int MaxIdLength = 200;

    public static void Check(GraphSchedule schedule)
    {
        if (schedule.Id.Length is 0 or > MaxIdLength || schedule.Id.Any(char.IsControl))
        {
            throw new InvalidScheduleException(schedule.Id, $"An id has 1 to {MaxIdLength} characters and no control characters.");
        }

        if (schedule.GraphName.Length == 0)
        {
            throw new InvalidScheduleException(schedule.Id, "The name of the graph is empty.");
        }

        ScheduleTicks.Parse(schedule);
        ScheduleTicks.ZoneOf(schedule);
        RequireObject(schedule, schedule.Input, "Input");
        RequireObject(schedule, schedule.Context, "Context");
        ScalarsOf(schedule, schedule.Metadata, "Metadata");
        ScalarsOf(schedule, schedule.ThreadMetadata, "ThreadMetadata");
        if (schedule.RecursionLimit < 1)
        {
            throw new InvalidScheduleException(schedule.Id, "RecursionLimit is at least 1.");
        }
    }

    /// <summary>The members of a JSON object of scalars, as the library takes them.</summary>
    public static Dictionary<string, object?> ScalarsOf(GraphSchedule schedule, JsonElement? json, string name)
    {
        RequireObject(schedule, json, name);
        return json is { ValueKind: JsonValueKind.Object } given
            ? given.EnumerateObject().ToDictionary(static member => member.Name, member => Scalar(schedule, member.Value, name), StringComparer.Ordinal)
            : new Dictionary<string, object?>(StringComparer.Ordinal);
    }

    private static object? Scalar(GraphSchedule schedule, JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        _ => throw new InvalidScheduleException(schedule.Id, $"{name} has texts, numbers, booleans and nulls only."),
    };

    private static void RequireObject(GraphSchedule schedule, JsonElement? json, string name)
    {
        if (json is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined) })
        {
            throw new InvalidScheduleException(schedule.Id, $"{name} is a JSON object.");
        }
    }
}
