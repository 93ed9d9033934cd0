using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>In what a replay and the history differ.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayDivergenceKind>))]
public enum ReplayDivergenceKind
{
    /// <summary>A node wrote something else to a channel.</summary>
    [JsonStringEnumMemberName("write")]
    Write,

    /// <summary>The nodes wrote the same, and the value of a channel is another one: its reducer gives another result.</summary>
    [JsonStringEnumMemberName("state")]
    State,

    /// <summary>Something else runs next.</summary>
    [JsonStringEnumMemberName("next")]
    Next,

    /// <summary>A node failed and had not failed before, or the other way round, or what it wrote cannot be applied.</summary>
    [JsonStringEnumMemberName("failure")]
    Failure,

    /// <summary>A node asks a question that it had not asked.</summary>
    [JsonStringEnumMemberName("question")]
    Question,

    /// <summary>A node wants to do an effect that the history does not have. The effect was not done.</summary>
    [JsonStringEnumMemberName("effect")]
    Effect,
}
