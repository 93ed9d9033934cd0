namespace GraphRuntime;

/// <summary>One destination: a node, <see cref="Graph.End"/>, or a <see cref="GraphRuntime.Send"/>.</summary>
public readonly record struct Route
{
    private Route(string? node, Send? send)
    {
        Node = node;
        Send = send;
    }

    /// <summary>The node, or <see langword="null"/> for a send.</summary>
    public string? Node { get; }

    /// <summary>The send, or <see langword="null"/> for a node.</summary>
    public Send? Send { get; }

    /// <summary>Makes a route to a node.</summary>
    /// <param name="node">The name of the node.</param>
    public static implicit operator Route(string node) => new(node, null);

    /// <summary>Makes a route to a send.</summary>
    /// <param name="send">The send.</param>
    public static implicit operator Route(Send send) => new(null, send);
}
