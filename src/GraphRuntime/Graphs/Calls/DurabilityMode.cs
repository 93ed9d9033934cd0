using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>When checkpoints are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DurabilityMode>))]
public enum DurabilityMode
{
    /// <summary>The checkpoint of a superstep is stored before the next one starts.</summary>
    [JsonStringEnumMemberName("sync")]
    Sync = 0,

    /// <summary>The checkpoint of a superstep is stored while the next one runs. A crash may lose the last superstep.</summary>
    [JsonStringEnumMemberName("async")]
    Async = 1,

    /// <summary>Only the last checkpoint is stored, when the run ends or pauses. A crash loses the run's work.</summary>
    [JsonStringEnumMemberName("exit")]
    Exit = 2,
}
