using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What happens to a cancelled run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CancelAction>))]
public enum CancelAction
{
    /// <summary>It stops and ends as <see cref="RunStatus.Interrupted"/>; what it has committed stays. The input of a run that had not started is dropped.</summary>
    [JsonStringEnumMemberName("interrupt")]
    Interrupt = 0,

    /// <summary>It is removed without trace; the state is the one before it.</summary>
    [JsonStringEnumMemberName("rollback")]
    Rollback = 1,
}
