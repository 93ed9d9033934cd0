using GraphRuntime.Graphs;

namespace GraphRuntime;

/// <summary>Something that happened in a run. The set of events is closed.</summary>
public abstract record GraphEvent
{
    private protected GraphEvent()
    {
    }

    /// <summary>The number of the event in its stream: 0, 1, 2, … without gaps.</summary>
    public long Sequence { get; internal set; }

    /// <summary>The namespace of the graph that reports; the empty string is the root graph.</summary>
    public string Namespace { get; internal init; } = "";

    /// <summary>The names of the nodes that lead from the root graph to the one that reports.</summary>
    public IReadOnlyList<string> Path => Namespaces.Path(Namespace);
}
