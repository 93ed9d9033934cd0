namespace GraphRuntime.Studio;

/// <summary>Chooses what a graph runs next: the root graph, or a subgraph that has begun.</summary>
internal static class NextEndpoint
{
    private const int MostNamed = 20;

    public static async Task SetAsync(StudioRequest request)
    {
        var body = await request.BodyAsync(StudioJson.Default.NextRequest).ConfigureAwait(false);
        var graph = GraphEndpoints.Find(request, await StudioInputs.GraphOfAsync(request).ConfigureAwait(false));
        var paths = body.Nodes ?? [];
        var scope = body.Namespace is { } ns ? StatePaths.Of(ns) : paths.Count > 0 ? StatePaths.ScopeOf(paths[0]) : "";
        var known = GraphReader.NodesOf(graph.Outline, scope);
        string[] nodes = [.. paths.Select(path => path.Contains('/', StringComparison.Ordinal) ? path : StatePaths.Join(scope, path)).Where(known.ContainsKey).Select(path => known[path])];
        if (nodes.Length == 0 || nodes.Length < paths.Count)
        {
            throw StudioException.Invalid($"'nodes' names nodes of one graph, such as {string.Join(", ", known.Keys.Take(MostNamed))}.");
        }

        var place = new GraphThread(request.ThreadId) { Namespace = scope.Length == 0 ? "" : await FindOpenAsync(request, scope, body.Namespace).ConfigureAwait(false) };
        var made = await request.Coordinator.BulkUpdateStateAsync(place, [[new StateEdit(null) { Next = nodes }]], null, request.Aborted).ConfigureAwait(false);
        await EditEndpoints.AnswerAsync(request, made.CheckpointId).ConfigureAwait(false);
    }

    /// <summary>The namespace of a subgraph that has begun and not ended.</summary>
    private static async ValueTask<string> FindOpenAsync(StudioRequest request, string scope, string? ns)
    {
        var position = await Position.ReadAsync(request.Coordinator, request.ThreadId, null, request.Aborted).ConfigureAwait(false);
        var open = position.Graphs.Where(graph => graph.Scope == scope && (ns ?? graph.Namespace) == graph.Namespace).ToList();
        return open switch
        {
            [] => throw StudioException.Conflict("subgraph_not_open", $"Subgraph '{scope}' has not begun, or has ended. Run to a node of it first, or choose a node of the graph around it."),
            [var one] => one.Namespace,
            _ => throw StudioException.Invalid($"Subgraph '{scope}' runs {open.Count} times. 'namespace' says which one is meant: {string.Join(", ", open.Select(static graph => graph.Namespace).Take(MostNamed))}."),
        };
    }
}
