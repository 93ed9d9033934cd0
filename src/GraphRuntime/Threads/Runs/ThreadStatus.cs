using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>Where a thread stands. The values are stored; they never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThreadStatus>))]
public enum ThreadStatus
{
    /// <summary>No run is in flight and nothing is open.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle = 0,

    /// <summary>At least one run is pending or running.</summary>
    [JsonStringEnumMemberName("busy")]
    Busy = 1,

    /// <summary>No run is in flight; the thread waits at a breakpoint or for an answer.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted = 2,

    /// <summary>No run is in flight; the last one failed or timed out.</summary>
    [JsonStringEnumMemberName("error")]
    Error = 3,
}
