using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>Where a run stands. The values are stored; they never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>Accepted and durable, not started: it waits for its turn, for its delay, or for another attempt.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending = 0,

    /// <summary>A worker executes it.</summary>
    [JsonStringEnumMemberName("running")]
    Running = 1,

    /// <summary>It ran to the end.</summary>
    [JsonStringEnumMemberName("success")]
    Success = 2,

    /// <summary>It failed.</summary>
    [JsonStringEnumMemberName("error")]
    Error = 3,

    /// <summary>It took longer than its time-out.</summary>
    [JsonStringEnumMemberName("timeout")]
    Timeout = 4,

    /// <summary>It stopped before its end; <see cref="RunStatusReason"/> says why.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted = 5,
}
