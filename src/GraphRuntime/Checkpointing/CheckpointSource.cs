using System.Text.Json.Serialization;

namespace GraphRuntime.Checkpointing;

/// <summary>Why a checkpoint was made. The values are stored; they never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckpointSource>))]
public enum CheckpointSource
{
    /// <summary>A run received input; the input is not applied to the state yet.</summary>
    [JsonStringEnumMemberName("input")]
    Input = 0,

    /// <summary>A superstep was applied.</summary>
    [JsonStringEnumMemberName("loop")]
    Loop = 1,

    /// <summary>The state was edited from outside.</summary>
    [JsonStringEnumMemberName("update")]
    Update = 2,

    /// <summary>A copy of another checkpoint, made to go on from there.</summary>
    [JsonStringEnumMemberName("fork")]
    Fork = 3,
}
