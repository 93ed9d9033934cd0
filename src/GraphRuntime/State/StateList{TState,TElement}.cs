namespace GraphRuntime;

/// <summary>One list of a state, for libraries that read and write it without knowing the state. See <see cref="StateSchema{TState}.FindLists"/>.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <typeparam name="TElement">The type of the elements.</typeparam>
public abstract class StateList<TState, TElement>
    where TState : class
{
    private protected StateList(string name) => Name = name;

    /// <summary>The name of the channel.</summary>
    public string Name { get; }

    /// <summary>Reads the list.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The list.</returns>
    public abstract IReadOnlyList<TElement> Read(TState state);

    /// <summary>Makes an update that writes elements to the list, by its rules.</summary>
    /// <param name="elements">The elements.</param>
    /// <returns>The update.</returns>
    public abstract StateUpdate<TState> Write(params IReadOnlyList<TElement> elements);

    /// <summary>Makes an update that replaces the list.</summary>
    /// <param name="elements">The elements.</param>
    /// <returns>The update.</returns>
    public abstract StateUpdate<TState> Overwrite(params IReadOnlyList<TElement> elements);
}
