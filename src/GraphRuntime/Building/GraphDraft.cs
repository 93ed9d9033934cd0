using System.Text.Json.Nodes;
using GraphRuntime.Graphs;

namespace GraphRuntime.Building;

/// <summary>What was added to a builder so far.</summary>
internal sealed class GraphDraft(StateSchema schema, string name)
{
    public StateSchema Schema { get; } = schema;

    public string Name { get; } = name;

    public List<GraphNode> Nodes { get; } = [];

    public List<(string From, string To)> Edges { get; } = [];

    public List<(string[] From, string To)> Joins { get; } = [];

    public List<BranchDraft> Branches { get; } = [];

    public List<(string Node, NodeBody Handler, Type InputType)> Handlers { get; } = [];

    public Dictionary<int, Action<JsonObject>> Migrations { get; } = [];

    /// <summary>Makes the state valid again when a new input comes while something was left undone.</summary>
    public Func<object, Preemption, StateUpdate?>? Repair { get; set; }

    public string[]? Input { get; set; }

    public string[]? Output { get; set; }

    /// <summary>Find problems that only show when the graph is compiled.</summary>
    public List<Func<IServiceProvider?, IEnumerable<string>>> Checks { get; } = [];

    /// <summary>Problems that were seen while building.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>A map in which every destination is its own name, or <see langword="null"/> for none.</summary>
    public static Dictionary<string, string>? Identity(string[] destinations) =>
        destinations.Length == 0 ? null : destinations.Distinct(StringComparer.Ordinal).ToDictionary(static d => d, static d => d, StringComparer.Ordinal);
}
