namespace GraphRuntime;

/// <summary>The state after a superstep, with the output channels only.</summary>
public sealed record ValuesEvent : GraphEvent
{
    /// <summary>The state; of the type of the graph that reports.</summary>
    public required object State { get; init; }

    /// <summary>The state as JSON, if the reader requested it.</summary>
    internal ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The state by its type.</summary>
    /// <typeparam name="TState">The state.</typeparam>
    /// <returns>The state.</returns>
    public TState StateAs<TState>()
        where TState : class => (TState)State;
}
