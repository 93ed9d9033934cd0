using System.Text.Json.Serialization;

namespace GraphRuntime.Scheduling;

/// <summary>What becomes of ticks at which no process was there to start the run. The values are stored; they never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissedTicks>))]
public enum MissedTicks
{
    /// <summary>The last one is run once, late; those before it are left out.</summary>
    [JsonStringEnumMemberName("run_last")]
    RunLast = 0,

    /// <summary>Each of them is run, one after the other, late.</summary>
    [JsonStringEnumMemberName("run_all")]
    RunAll = 1,

    /// <summary>They are left out. A tick counts as missed after <see cref="SchedulingOptions.MaxLateness"/>.</summary>
    [JsonStringEnumMemberName("skip")]
    Skip = 2,
}
