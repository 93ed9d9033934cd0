using System.ComponentModel;
using System.Runtime.CompilerServices;

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

    /// <summary>Does not compile: the type has no schema.</summary>
    /// <typeparam name="TState">A type without <see cref="GraphStateAttribute"/>.</typeparam>
    /// <param name="name">The name of the graph.</param>
    /// <param name="missing">Only distinguishes the two methods.</param>
    /// <returns>Nothing.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [OverloadResolutionPriority(-1)]
    [Obsolete("The state has no schema. Mark its type with [GraphState] and declare it as a sealed partial record.", error: true)]
    public static StateGraph<TState> Create<TState>(string name = "graph", object? missing = null)
        where TState : class => throw new NotSupportedException();

    /// <summary>Begins a graph over a state whose channels are named at run time.</summary>
    /// <param name="schema">The schema, made with <see cref="JsonStateSchema"/>.</param>
    /// <param name="name">The name of the graph.</param>
    /// <returns>The builder.</returns>
    public static StateGraph<JsonState> Create(StateSchema<JsonState> schema, string name = "graph") => new(schema, name);
}
