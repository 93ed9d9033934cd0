namespace GraphRuntime.Graphs;

/// <summary>A node of a compiled graph. <see cref="Index"/> is its place in the order of names, which is the order in which writes are applied.</summary>
internal sealed class GraphNode(string name, NodeBody? body, NodeOptions options, Type inputType)
{
    /// <summary>The index of the virtual entry node.</summary>
    public const int StartIndex = -1;

    /// <summary>The target index that ends a path.</summary>
    public const int EndIndex = -2;

    public string Name { get; } = name;

    public int Index { get; set; } = StartIndex;

    /// <summary>The place in the order in which the nodes were added.</summary>
    public int Position { get; set; }

    public NodeBody Body { get; } = body!;

    public NodeOptions Options { get; } = options;

    /// <summary>The type of the argument that a send to this node has.</summary>
    public Type InputType { get; } = inputType;

    /// <summary>The channels that the node sees, or <see langword="null"/> for all.</summary>
    public bool[]? VisibleChannels { get; set; }

    /// <summary>Where commands of the node may go, <see cref="Graph.End"/> included; <see langword="null"/> for anywhere.</summary>
    public HashSet<string>? Destinations { get; set; }

    /// <summary>Runs in the node's place when its attempts are used up.</summary>
    public NodeBody? ErrorHandler { get; set; }

    /// <summary>Nodes that always follow.</summary>
    public int[] Targets { get; set; } = [];

    /// <summary>Joins that wait for this node.</summary>
    public int[] Joins { get; set; } = [];

    public GraphBranch[] Branches { get; set; } = [];

    /// <summary>True where nothing stands between the loop and the node's body.</summary>
    public bool IsPlain { get; set; }

    /// <summary>What the node returned for earlier inputs, or <see langword="null"/> where nothing is remembered.</summary>
    public NodeCache? Cache { get; set; }

    /// <summary>The graph that the node runs: as its body, or as declared for a body that calls it.</summary>
    public GraphDefinition? Subgraph => (Body as ISubgraphBody)?.Subgraph ?? Options.Calls?.Definition;
}
