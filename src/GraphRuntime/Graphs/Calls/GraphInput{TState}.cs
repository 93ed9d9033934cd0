using System.ComponentModel;

namespace GraphRuntime;

/// <summary>The input of a graph with one type of state. Converts from an update, a command and <see cref="GraphInput"/>.</summary>
/// <typeparam name="TState">The state.</typeparam>
public readonly record struct GraphInput<TState>
    where TState : class
{
    private readonly GraphInput? _value;

    private GraphInput(GraphInput value) => _value = value;

    internal GraphInput Value => _value ?? GraphInput.Resume;

    /// <summary>A new input.</summary>
    /// <param name="update">The update of the state.</param>
    public static implicit operator GraphInput<TState>(StateUpdate<TState> update) => new(GraphInput.From(update));

    /// <summary>A command.</summary>
    /// <param name="command">The command.</param>
    public static implicit operator GraphInput<TState>(Command<TState> command) => new(GraphInput.From(command));

    /// <summary>Does not compile: an input is what is written, not a whole state.</summary>
    /// <param name="state">The state.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("An input is an update, not a whole state. Give a new TState.Update { … } with the properties that are set.", error: true)]
    public static implicit operator GraphInput<TState>(TState state) => default;

    /// <summary>Resume, answers, or an untyped input.</summary>
    /// <param name="input">The input; an update in it is checked when the run starts.</param>
    public static implicit operator GraphInput<TState>(GraphInput input) => new(input);
}
