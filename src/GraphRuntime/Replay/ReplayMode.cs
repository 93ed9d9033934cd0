using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>How a stored history is replayed. A live replay is a run that resumes from an earlier checkpoint; it needs no mode.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayMode>))]
public enum ReplayMode
{
    /// <summary>The results of nodes are taken from the history. No node, conditional edge, effect or other outside function is called; only reducers are.</summary>
    [JsonStringEnumMemberName("recorded")]
    Recorded,

    /// <summary>Nodes and conditional edges run against the recorded states, and what they give is compared with the history. Nothing is stored.</summary>
    [JsonStringEnumMemberName("verify")]
    Verify,
}
