using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Channels;

namespace GraphRuntime.Graphs;

/// <summary>A compiled graph as the engine sees it: nodes in the order of their names, who triggers whom, and what was fixed at compile time.</summary>
internal sealed class GraphDefinition
{
    private readonly Dictionary<string, int> _places;

    public GraphDefinition(string name, StateSchema schema, GraphNode[] nodes, CompileOptions options, EngineServices services)
    {
        Name = name;
        Schema = schema;
        Nodes = nodes;
        Options = options;
        Services = services;
        HasPlainLogs = new ChannelSet(schema.Definitions).IsPlain;
        _places = new Dictionary<string, int>(nodes.Length, StringComparer.Ordinal);
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i].Index = i;
            _places[nodes[i].Name] = i;
        }
    }

    public string Name { get; }

    public StateSchema Schema { get; }

    public GraphNode[] Nodes { get; }

    public GraphNode Start { get; } = new(Graph.Start, null, NodeOptions.Default, typeof(object));

    public GraphJoin[] Joins { get; set; } = [];

    public CompileOptions Options { get; }

    public EngineServices Services { get; }

    /// <summary>Makes the state valid again when a new input comes while something was left undone; <see langword="null"/> for nothing.</summary>
    public Func<object, Preemption, StateUpdate?>? Repair { get; set; }

    /// <summary>Which channels an input may write; <see langword="null"/> for all.</summary>
    public bool[]? InputChannels { get; set; }

    /// <summary>Which channels an output shows; <see langword="null"/> for all.</summary>
    public bool[]? OutputChannels { get; set; }

    public BreakpointSet InterruptBefore { get; set; } = BreakpointSet.None;

    public BreakpointSet InterruptAfter { get; set; } = BreakpointSet.None;

    /// <summary>Rewrites a stored state from the version of the key to the next one.</summary>
    public Dictionary<int, Action<JsonObject>> Migrations { get; } = [];

    /// <summary>True where the logs of the state hold nothing that a reader could change.</summary>
    public bool HasPlainLogs { get; }

    /// <summary>Keeps the values of threads that ran lately, so that a long history is not read again.</summary>
    public ChannelCache Cache { get; } = new();

    public IReadOnlyList<string> NodeNames => Array.ConvertAll(Nodes, static n => n.Name);

    public bool HasBreakpoints => !InterruptBefore.IsEmpty || !InterruptAfter.IsEmpty;

    public bool TryFind(string name, out int index) => _places.TryGetValue(name, out index);

    public int Find(string name, string where) => _places.TryGetValue(name, out var index)
        ? index
        : throw new UnknownNodeException(Name, name, where, NodeNames);

    /// <summary>Finds a node that the stored result of a task leads to.</summary>
    public int FindStored(string name, string threadId) =>
        _places.TryGetValue(name, out var index) ? index : throw UnknownNodeException.NoLongerExists(Name, threadId, name, NodeNames);

    /// <summary>Finds the graph that a namespace belongs to, or a path of node names leads to.</summary>
    public GraphDefinition FindSubgraph(string ns)
    {
        var graph = this;
        foreach (var name in Namespaces.Path(ns))
        {
            var node = graph.Nodes[graph.Find(name, $"namespace '{ns}'")];
            graph = node.Subgraph
                ?? throw new ArgumentException($"Graph '{graph.Name}': node '{name}' of namespace '{ns}' is not a subgraph. Declare the graph that it calls with NodeOptions.Calls.", nameof(ns));
        }

        return graph;
    }

    /// <summary>Writes the argument of a send.</summary>
    public void WriteArgument(Utf8JsonWriter json, Send send) => Schema.WriteArgument(json, send.Argument, send.Node, Nodes[Find(send.Node, "a send")].InputType);

    public GraphNode NodeAt(int index) => index == GraphNode.StartIndex ? Start : Nodes[index];
}
