using GraphRuntime.Graphs;

namespace GraphRuntime;

/// <summary>A conditional edge or a command named a destination that it may not go to.</summary>
public sealed class RouteException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="node">The node that the route begins at.</param>
    /// <param name="destination">The destination.</param>
    /// <param name="known">Where it may go.</param>
    public RouteException(string graph, string node, string destination, IEnumerable<string> known)
        : base($"Graph '{graph}': node '{node}' wants to go to '{destination}', which is not one of its destinations: {string.Join(", ", known)}. Declare it, or return one of these.")
    {
        Graph = graph;
        Node = node;
        Destination = destination;
    }

    private RouteException(string message, string graph, string node)
        : base(message)
    {
        Graph = graph;
        Node = node;
        Destination = "";
    }

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The node that the route begins at.</summary>
    public string Node { get; }

    /// <summary>The destination; empty for the graph one level up.</summary>
    public string Destination { get; }

    internal static RouteException NothingAbove(string graph, string node) => new(
        $"Graph '{graph}': node '{node}' gave a command to the graph one level up, but the graph runs at the top. Return a Command, or run the graph as a subgraph.",
        graph,
        node);
}
