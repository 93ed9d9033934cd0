using System.Text.Json.Serialization;

namespace GraphRuntime.Scheduling;

/// <summary>How schedules are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GraphSchedule))]
[JsonSerializable(typeof(ScheduleProgress))]
internal sealed partial class ScheduleJson : JsonSerializerContext;

/// <summary>How far a schedule is done. Only workers write it, so that a change of the schedule and the work on it never overwrite each other.</summary>
internal sealed record ScheduleProgress
{
    /// <summary>Ticks up to this one are done, or left out.</summary>
    public required DateTimeOffset Through { get; init; }
}
