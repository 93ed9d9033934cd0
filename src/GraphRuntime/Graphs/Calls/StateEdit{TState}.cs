namespace GraphRuntime;

/// <summary>One edit of a state, as if a node had written it.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <param name="Values">The update; <see langword="null"/> writes nothing.</param>
/// <param name="AsNode">
/// The node, <see cref="Graph.Start"/>, <see cref="Graph.Input"/>, <see cref="Graph.End"/> (with no values: clears what is pending) or
/// <see cref="Graph.Copy"/>; <see langword="null"/> for the node that ran last.
/// </param>
public sealed record StateEdit<TState>(StateUpdate<TState>? Values, string? AsNode = null)
    where TState : class
{
    /// <summary>
    /// The nodes that run next, in place of what is pending and of what follows the node. Such an edit is the only one of its superstep, and names no node.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the edges of the node say what runs next.</value>
    public IReadOnlyList<string>? Next { get; init; }
}
