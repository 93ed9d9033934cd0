using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>What matters most about a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunPriority>))]
public enum RunPriority
{
    /// <summary>Nothing in particular.</summary>
    [JsonStringEnumMemberName("normal")]
    Normal = 0,

    /// <summary>A fast response; what runs may be interrupted for it.</summary>
    [JsonStringEnumMemberName("speed")]
    Speed = 1,
}
