using GraphRuntime.Graphs;

namespace GraphRuntime;

/// <summary>Something that happened in a run. The set of events is closed.</summary>
public abstract record GraphEvent
{
    private protected GraphEvent()
    {
    }

    /// <summary>
    /// The number of the event in its stream, without gaps: from 0 where a graph is streamed, from 1 in the stored stream of a run, where <see cref="LifecycleEvent"/> has none (0).
    /// </summary>
    public long Sequence { get; internal set; }

    /// <summary>The namespace of the graph that reports; the empty string is the root graph.</summary>
    public string Namespace { get; internal init; } = "";

    /// <summary>The names of the nodes that lead from the root graph to the one that reports.</summary>
    public IReadOnlyList<string> Path => Namespaces.Path(Namespace);
}
