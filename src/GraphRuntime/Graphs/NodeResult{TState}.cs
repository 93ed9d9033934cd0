using System.ComponentModel;

namespace GraphRuntime;

/// <summary>What a node returns: an update, a command, or nothing.</summary>
/// <typeparam name="TState">The state.</typeparam>
public readonly record struct NodeResult<TState>
    where TState : class
{
    private NodeResult(object? content) => Content = content;

    /// <summary>Nothing: the node's edges are followed and the state stays as it is.</summary>
    public static NodeResult<TState> None => default;

    /// <summary>A <see cref="StateUpdate"/>, a <see cref="Command"/>, or <see langword="null"/>.</summary>
    internal object? Content { get; }

    /// <summary>Returns an update.</summary>
    /// <param name="update">The update, or <see langword="null"/> for nothing.</param>
    public static implicit operator NodeResult<TState>(StateUpdate<TState>? update) => new(update);

    /// <summary>Returns a command.</summary>
    /// <param name="command">The command.</param>
    public static implicit operator NodeResult<TState>(Command<TState> command) => new(command);

    /// <summary>Does not compile: a node returns what it changes, not the whole state.</summary>
    /// <param name="state">The state.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A node returns what it changes, not the whole state. Return a new TState.Update { … } with the properties that change.", error: true)]
    public static implicit operator NodeResult<TState>(TState state) => default;

    /// <summary>Returns a command for the graph one level up.</summary>
    /// <param name="command">The command; made with <see cref="ParentCommand{TParent}"/>.</param>
    /// <returns>The result.</returns>
    public static NodeResult<TState> ToParent<TParent>(ParentCommand<TParent> command)
        where TParent : class => new(command);
}
