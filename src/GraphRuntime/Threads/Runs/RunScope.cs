using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>Which runs of a thread are meant.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunScope>))]
public enum RunScope
{
    /// <summary>All that are in flight.</summary>
    [JsonStringEnumMemberName("all")]
    All = 0,

    /// <summary>Those that have not started.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending = 1,

    /// <summary>The one that is running.</summary>
    [JsonStringEnumMemberName("running")]
    Running = 2,
}
