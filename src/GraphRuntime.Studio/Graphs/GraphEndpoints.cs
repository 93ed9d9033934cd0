namespace GraphRuntime.Studio;

/// <summary>The graphs of the application.</summary>
internal static class GraphEndpoints
{
    public static void Map(StudioMap map)
    {
        map.Read("api/graphs", static request => request.AnswerAsync(
            new ItemPage<GraphView>([.. request.Services.Graphs.Names.Select(name => Read(request, name))], false), StudioJson.Default.ItemPageGraphView));
        map.Read("api/graphs/{graph}", static request => request.AnswerAsync(Read(request, request.Route("graph")), StudioJson.Default.GraphView));
    }

    private static GraphView Read(StudioRequest request, string name) =>
        GraphReader.Read(name, Find(request, name), request.Services.Options.ExampleInputs.TryGetValue(name, out var example) ? example : null);

    /// <exception cref="GraphNotFoundException">No graph has this name.</exception>
    public static CompiledGraph Find(StudioRequest request, string name) => request.Services.Graphs.Find(name) ?? throw new GraphNotFoundException(name);
}
