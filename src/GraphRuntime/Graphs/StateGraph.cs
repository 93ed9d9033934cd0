namespace GraphRuntime;

/// <summary>Begins the building of graphs.</summary>
public static class StateGraph
{
    /// <summary>Begins a graph over a state with a generated schema.</summary>
    /// <typeparam name="TState">The state, marked with <see cref="GraphStateAttribute"/>.</typeparam>
    /// <param name="name">The name of the graph, used in messages and telemetry.</param>
    /// <returns>The builder.</returns>
    public static StateGraph<TState> Create<TState>(string name = "graph")
        where TState : class, IGraphState<TState> => new(TState.Schema, name);

    /// <summary>Begins a graph over a state whose channels are named at run time.</summary>
    /// <param name="schema">The schema, made with <see cref="JsonStateSchema"/>.</param>
    /// <param name="name">The name of the graph.</param>
    /// <returns>The builder.</returns>
    public static StateGraph<JsonState> Create(StateSchema<JsonState> schema, string name = "graph") => new(schema, name);
}
