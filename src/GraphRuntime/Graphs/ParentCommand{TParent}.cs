namespace GraphRuntime;

/// <summary>
/// A command for the graph one level up: the subgraph stops, and update and destinations are applied there as the result of the subgraph's node.
/// </summary>
/// <typeparam name="TParent">The state of the graph one level up.</typeparam>
public sealed class ParentCommand<TParent> : Command
    where TParent : class
{
    /// <summary>The update of the parent's state, or <see langword="null"/>.</summary>
    public StateUpdate<TParent>? Update { get; init; }

    internal override StateUpdate? UpdateObject => Update;

    internal override bool IsForParent => true;
}
