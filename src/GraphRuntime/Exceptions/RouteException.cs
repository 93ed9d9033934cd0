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

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The node that the route begins at.</summary>
    public string Node { get; }

    /// <summary>The destination.</summary>
    public string Destination { get; }
}
