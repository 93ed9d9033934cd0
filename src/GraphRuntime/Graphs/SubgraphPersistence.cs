using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>How a graph is stored when it runs as a node of another graph.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubgraphPersistence>))]
public enum SubgraphPersistence
{
    /// <summary>It uses the checkpointer of the graph above and begins with fresh state at every call.</summary>
    [JsonStringEnumMemberName("inherit")]
    Inherit = 0,

    /// <summary>It uses the checkpointer of the graph above and keeps its state from call to call on the same thread.</summary>
    [JsonStringEnumMemberName("own_memory")]
    OwnMemory = 1,

    /// <summary>It is never stored; it cannot pause.</summary>
    [JsonStringEnumMemberName("none")]
    None = 2,
}
