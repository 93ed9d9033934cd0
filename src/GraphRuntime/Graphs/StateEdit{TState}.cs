namespace GraphRuntime;

/// <summary>One edit of a state, as if a node had written it.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <param name="Values">The update; <see langword="null"/> writes nothing.</param>
/// <param name="AsNode">
/// The node, <see cref="Graph.Start"/>, <see cref="Graph.Input"/>, <see cref="Graph.End"/> (with no values: clears what is pending) or
/// <see cref="Graph.Copy"/>; <see langword="null"/> for the node that ran last.
/// </param>
public sealed record StateEdit<TState>(StateUpdate<TState>? Values, string? AsNode = null)
    where TState : class;
