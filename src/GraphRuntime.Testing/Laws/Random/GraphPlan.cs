using System.Collections.Immutable;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>A graph as data: what the compiler makes a real graph of, and what the interpreter runs on paper.</summary>
/// <param name="Name">The name of the graph.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="Edges">Edges, from <see cref="Graph.Start"/> or a node to a node.</param>
/// <param name="Joins">Nodes that start when all of several nodes have finished.</param>
internal sealed record GraphPlan(string Name, ImmutableArray<NodePlan> Nodes, ImmutableArray<EdgePlan> Edges, ImmutableArray<JoinPlan> Joins)
{
    /// <summary>What a graph that is called as a node keeps.</summary>
    public SubgraphPersistence Persistence { get; init; }

    /// <summary>Static breakpoints before these nodes.</summary>
    public ImmutableArray<string> StopBefore { get; init; } = [];

    /// <summary>Static breakpoints after these nodes.</summary>
    public ImmutableArray<string> StopAfter { get; init; } = [];

    public NodePlan Node(string name) => Nodes.First(node => node.Name == name);
}

internal sealed record EdgePlan(string From, string To);

internal sealed record JoinPlan(ImmutableArray<string> From, string To);

/// <summary>A node as data. The properties compose: a node that asks may also fail, be cached, route and wait for the others.</summary>
/// <param name="Name">The name of the node.</param>
internal sealed record NodePlan(string Name)
{
    /// <summary>What is added to the sum.</summary>
    public int Adds { get; init; } = 1;

    /// <summary>Whether the node writes the channels of which the last write, or the largest, counts.</summary>
    public bool Picks { get; init; }

    /// <summary>Whether the node writes the channels that last for a superstep.</summary>
    public bool Notes { get; init; }

    /// <summary>Whether the node writes the dictionary and the topic that accumulates.</summary>
    public bool Gathers { get; init; }

    /// <summary>Whether the node writes the channel that takes one writer. One node of all graphs may.</summary>
    public bool Singles { get; init; }

    /// <summary>Whether the node replaces the list instead of adding to it. One node of all graphs may: two that do so in one superstep are an error.</summary>
    public bool Replaces { get; init; }

    /// <summary>How many questions the node asks, one after the other.</summary>
    public int Questions { get; init; }

    /// <summary>How many attempts fail, of a node that is retried.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>How many attempts are timed out before those that fail, of a node that is retried or has an error handler.</summary>
    public int TimedOutAttempts { get; init; }

    /// <summary>The time-out, in seconds of virtual time; 0 for none. No other node of the graphs has the same.</summary>
    public int Timeout { get; init; }

    /// <summary>Whether the first execution for each state fails, so that the run fails and has to be resumed.</summary>
    public bool FailsOnce { get; init; }

    /// <summary>Whether the first execution for each state pauses by exception, so that the run has to be resumed.</summary>
    public bool StopsOnce { get; init; }

    /// <summary>Where the error handler goes, of a node that always fails.</summary>
    public string? HandledBy { get; init; }

    public bool Defer { get; init; }

    public bool Cached { get; init; }

    /// <summary>Destinations one of which a conditional edge chooses, by the state.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Where a command goes, in addition to the edges.</summary>
    public string? Goto { get; init; }

    /// <summary>Whether the node, in a graph that is called, ends that graph for some states by a command for the graph above.</summary>
    public bool Leaves { get; init; }

    /// <summary>Where that command goes in the graph above.</summary>
    public string? LeavesTo { get; init; }

    /// <summary>Where the node goes back to for some rounds.</summary>
    public string? LoopsTo { get; init; }

    /// <summary>The node that the conditional edge sends arguments to, and how many.</summary>
    public string? SendsTo { get; init; }

    public int Sends { get; init; }

    /// <summary>Whether the node takes the argument of a send instead of the state.</summary>
    public bool TakesArgument { get; init; }

    /// <summary>The graph that is this node.</summary>
    public GraphPlan? Child { get; init; }

    /// <summary>Whether the child has the same state; otherwise functions map between the two.</summary>
    public bool SharesState { get; init; }
}
