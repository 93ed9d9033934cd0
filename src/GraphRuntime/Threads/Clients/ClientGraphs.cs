namespace GraphRuntime.Threads;

/// <summary>Finds the graph of a typed client.</summary>
internal static class ClientGraphs
{
    public static IThreadGraph Named(ThreadRunCoordinator coordinator, string graphName, Type state)
    {
        var graph = coordinator.FindGraph(graphName) ?? throw new GraphNotFoundException(graphName);
        Check(graph, state, threadId: null);
        return graph;
    }

    public static IThreadGraph Only(ThreadRunCoordinator coordinator, Type state)
    {
        var graphs = coordinator.GraphNames.Select(coordinator.FindGraph).OfType<IThreadGraph>().Where(graph => StateOf(graph) == state).ToList();
        return graphs switch
        {
            [var only] => only,
            [] => throw new InvalidOperationException(
                $"No graph with the state {TypeNames.Of(state)} is registered, so that there is no ThreadClient for it. Register one with AddGraph. {Known(coordinator)}"),
            _ => throw new InvalidOperationException(
                $"Several graphs have the state {TypeNames.Of(state)}: {Names(graphs)}. Name one of them: it is the key of the service, as in [FromKeyedServices(\"{graphs[0].Name}\")]."),
        };
    }

    /// <exception cref="StateTypeException">The graph has another type of state.</exception>
    public static void Check(IThreadGraph graph, Type state, string? threadId)
    {
        if (StateOf(graph) != state)
        {
            throw new StateTypeException(graph.Name, TypeNames.Of(StateOf(graph)), TypeNames.Of(state), threadId);
        }
    }

    private static Type StateOf(IThreadGraph graph) => graph.Compiled.StateSchema.StateType;

    private static string Known(ThreadRunCoordinator coordinator) =>
        coordinator.GraphNames.Count == 0 ? "No graph is registered." : $"The registered graphs are {string.Join(", ", coordinator.GraphNames.Order(StringComparer.Ordinal))}.";

    private static string Names(List<IThreadGraph> graphs) => string.Join(", ", graphs.Select(static graph => graph.Name).Order(StringComparer.Ordinal));
}
