using System.Runtime.CompilerServices;
using GraphRuntime.Building;

namespace GraphRuntime;

public sealed partial class StateGraph<TState>
{
    /// <summary>Adds an edge: when the first node has finished, the second one runs.</summary>
    /// <param name="from">A node, or <see cref="Graph.Start"/>.</param>
    /// <param name="to">A node, or <see cref="Graph.End"/>.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddEdge(string from, string to)
    {
        _draft.Edges.Add((from, to));
        return this;
    }

    /// <summary>Adds a join: when all of several nodes have finished, in whichever supersteps, the other node runs once.</summary>
    /// <param name="from">The nodes.</param>
    /// <param name="to">The node that follows.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddEdge(IReadOnlyList<string> from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        _draft.Joins.Add(([.. from], to));
        return this;
    }

    /// <summary>Adds an edge from <see cref="Graph.Start"/>.</summary>
    /// <param name="node">The node that runs first.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> SetEntryPoint(string node) => AddEdge(Graph.Start, node);

    /// <summary>Adds a conditional edge. It sees the state with the writes of its own node.</summary>
    /// <param name="from">A node, or <see cref="Graph.Start"/>.</param>
    /// <param name="choose">Chooses where to go: names, sends, or both.</param>
    /// <param name="destinations">Where it may go; checked at every choice. Without any it may go to every node.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddConditionalEdges(string from, Func<TState, Routes> choose, params string[] destinations)
    {
        ArgumentNullException.ThrowIfNull(choose);
        ArgumentNullException.ThrowIfNull(destinations);
        return AddBranch(from, null, (state, _) => new ValueTask<Routes>(choose((TState)state)), GraphDraft.Identity(destinations));
    }

    /// <summary>Adds a conditional edge that makes sends: one task for each.</summary>
    /// <param name="from">A node, or <see cref="Graph.Start"/>.</param>
    /// <param name="choose">Makes the sends.</param>
    /// <param name="destinations">The nodes that are sent to; checked at every choice. Without any it may send to every node.</param>
    /// <returns>This builder.</returns>
    [OverloadResolutionPriority(-1)]
    public StateGraph<TState> AddConditionalEdges(string from, Func<TState, IEnumerable<Send>> choose, params string[] destinations)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return AddConditionalEdges(from, state => (Routes)choose(state).ToArray(), destinations);
    }

    /// <summary>Adds a conditional edge whose choices are looked up in a map.</summary>
    /// <param name="from">A node, or <see cref="Graph.Start"/>.</param>
    /// <param name="choose">Chooses; names are keys of the map, sends are taken as they are.</param>
    /// <param name="map">The nodes by choice.</param>
    /// <param name="name">The name of the edge, unique among the conditional edges of the node; <see langword="null"/> for a number.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddConditionalEdges(string from, Func<TState, Routes> choose, IReadOnlyDictionary<string, string> map, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(choose);
        ArgumentNullException.ThrowIfNull(map);
        return AddBranch(from, name, (state, _) => new ValueTask<Routes>(choose((TState)state)), map);
    }

    /// <summary>Adds a conditional edge that may take its time to choose.</summary>
    /// <param name="from">A node, or <see cref="Graph.Start"/>.</param>
    /// <param name="choose">Chooses where to go.</param>
    /// <param name="map">The nodes by choice; <see langword="null"/> where choices are names of nodes.</param>
    /// <param name="name">The name of the edge.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddConditionalEdges(
        string from, Func<TState, CancellationToken, ValueTask<Routes>> choose, IReadOnlyDictionary<string, string>? map = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return AddBranch(from, name, (state, token) => choose((TState)state, token), map);
    }

    /// <summary>Adds a conditional edge that chooses by an enum. Every value must have a destination.</summary>
    /// <typeparam name="TRoute">The enum.</typeparam>
    /// <param name="from">A node, or <see cref="Graph.Start"/>.</param>
    /// <param name="choose">Chooses a value.</param>
    /// <param name="map">The nodes by value; a missing value is reported when the graph is compiled.</param>
    /// <returns>This builder.</returns>
    public StateGraph<TState> AddConditionalEdges<TRoute>(string from, Func<TState, TRoute> choose, IReadOnlyDictionary<TRoute, string> map)
        where TRoute : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(choose);
        ArgumentNullException.ThrowIfNull(map);
        foreach (var value in Enum.GetValues<TRoute>().Where(value => !map.ContainsKey(value)))
        {
            _draft.Problems.Add($"Conditional edge of node '{from}': {typeof(TRoute).Name}.{value} leads nowhere. Map it to a node or to Graph.End.");
        }

        return AddBranch(
            from,
            typeof(TRoute).Name,
            (state, _) => new ValueTask<Routes>(choose((TState)state).ToString()),
            map.ToDictionary(static pair => pair.Key.ToString(), static pair => pair.Value));
    }

    private StateGraph<TState> AddBranch(string from, string? name, Func<object, CancellationToken, ValueTask<Routes>> choose, IReadOnlyDictionary<string, string>? map)
    {
        _draft.Branches.Add(new BranchDraft(from, name, choose, map));
        return this;
    }
}
