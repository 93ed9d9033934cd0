using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>How a channel combines the writes of a superstep.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelKind>))]
public enum ChannelKind
{
    /// <summary>Holds the value of one writer; two writers in one superstep are an error.</summary>
    [JsonStringEnumMemberName("last_value")]
    LastValue,

    /// <summary>A list to which every write adds.</summary>
    [JsonStringEnumMemberName("append")]
    Append,

    /// <summary>A keyed collection in which a written entry replaces the one with the same key.</summary>
    [JsonStringEnumMemberName("merge")]
    Merge,

    /// <summary>Writes are folded into the value.</summary>
    [JsonStringEnumMemberName("reduce")]
    Reduce,

    /// <summary>Seen by the next superstep only.</summary>
    [JsonStringEnumMemberName("ephemeral")]
    Ephemeral,

    /// <summary>The last writer wins; forgotten after a superstep without a write.</summary>
    [JsonStringEnumMemberName("any_value")]
    AnyValue,

    /// <summary>Lives as long as the call; never stored.</summary>
    [JsonStringEnumMemberName("untracked")]
    Untracked,

    /// <summary>Collects what the last superstep wrote.</summary>
    [JsonStringEnumMemberName("topic")]
    Topic,
}
