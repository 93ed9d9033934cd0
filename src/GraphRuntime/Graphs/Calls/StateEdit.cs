namespace GraphRuntime;

/// <summary>An edit of a state that is known at run time only, as if a node had written it.</summary>
/// <param name="Values">The update; <see langword="null"/> writes nothing (and skips the node).</param>
/// <param name="AsNode">The node that is taken as the writer; <see langword="null"/> for the one that wrote last.</param>
public sealed record StateEdit(StateUpdate? Values, string? AsNode = null)
{
    /// <summary>
    /// The nodes that run next, in place of what is pending and of what follows the node. Such an edit is the only one of its superstep, and names no node.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the edges of the node say what runs next.</value>
    public IReadOnlyList<string>? Next { get; init; }
}
