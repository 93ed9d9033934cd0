namespace GraphRuntime;

/// <summary>A command for a graph with one type of state.</summary>
/// <typeparam name="TState">The state of the graph that the command is for.</typeparam>
public sealed class Command<TState> : Command
    where TState : class
{
    /// <summary>The update of the state, or <see langword="null"/>.</summary>
    public StateUpdate<TState>? Update { get; init; }

    internal override StateUpdate? UpdateObject => Update;

    internal override bool IsForParent => false;
}
