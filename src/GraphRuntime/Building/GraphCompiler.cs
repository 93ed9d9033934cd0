using GraphRuntime.Graphs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GraphRuntime.Building;

/// <summary>Turns a draft into a definition, after its problems have been reported.</summary>
internal static class GraphCompiler
{
    public static GraphDefinition Compile(GraphDraft draft, CompileOptions options, EngineServices? services)
    {
        ArgumentNullException.ThrowIfNull(options.InterruptBefore);
        ArgumentNullException.ThrowIfNull(options.InterruptAfter);
        var problems = GraphValidator.Check(draft, options);
        problems = [.. problems, .. draft.Checks.SelectMany(check => check(options.Services))];
        if (problems.Count > 0)
        {
            throw new GraphBuildException(draft.Name, problems);
        }

        var nodes = draft.Nodes.Select((n, i) => Copy(draft, n, i)).OrderBy(static n => n.Name, StringComparer.Ordinal).ToArray();
        var graph = new GraphDefinition(draft.Name, draft.Schema, nodes, options, services ?? Services(options));
        Connect(graph, draft);
        graph.Repair = draft.Repair;
        graph.InputChannels = Mask(draft.Schema, draft.Input);
        graph.OutputChannels = Mask(draft.Schema, draft.Output);
        graph.InterruptBefore = BreakpointSet.Parse(options.InterruptBefore, graph, static _ => { });
        graph.InterruptAfter = BreakpointSet.Parse(options.InterruptAfter, graph, static _ => { });
        foreach (var (version, migrate) in draft.Migrations)
        {
            graph.Migrations[version] = migrate;
        }

        return graph;
    }

    private static GraphNode Copy(GraphDraft draft, GraphNode node, int position)
    {
        var handler = draft.Handlers.Find(h => h.Node == node.Name).Handler;
        var options = node.Options;
        return new GraphNode(node.Name, node.Body, options, node.InputType)
        {
            Position = position,
            VisibleChannels = Mask(draft.Schema, options.Channels),
            Destinations = options.Destinations is null ? null : [.. options.Destinations, Graph.End],
            ErrorHandler = handler,
            Cache = options.CacheKey is null ? null : new NodeCache(),
            IsPlain = handler is null && options is { Retry: null, Timeout: null, Execute: null, CacheKey: null },
        };
    }

    private static EngineServices Services(CompileOptions options) => new()
    {
        Time = options.TimeProvider ?? TimeProvider.System,
        Provider = options.Services,
        Codec = options.Codec,
        MaxValueBytes = options.MaxValueBytes,
        Logger = options.LoggerFactory?.CreateLogger("GraphRuntime") ?? NullLogger.Instance,
    };

    private static void Connect(GraphDefinition graph, GraphDraft draft)
    {
        var edges = draft.Edges.ToLookup(static e => e.From, StringComparer.Ordinal);
        var branches = draft.Branches.ToLookup(static b => b.From, StringComparer.Ordinal);
        graph.Joins = [.. draft.Joins.Select(j => new GraphJoin([.. j.From.Distinct(StringComparer.Ordinal).Select(n => Place(graph, n))], Place(graph, j.To)))];
        var joins = graph.Joins.SelectMany(static (join, place) => join.Sources.Select(source => (Source: source, Place: place))).ToLookup(static j => j.Source, static j => j.Place);
        foreach (var node in graph.Nodes.Append(graph.Start))
        {
            node.Targets = [.. edges[node.Name].Select(e => Place(graph, e.To)).Where(static i => i != GraphNode.EndIndex).Distinct()];
            node.Joins = [.. joins[node.Index]];
            node.Branches = [.. branches[node.Name].Select((b, i) => Branch(graph, b, i))];
        }
    }

    private static GraphBranch Branch(GraphDefinition graph, BranchDraft branch, int number) => new(
        branch.Name ?? $"condition {number + 1}",
        branch.Choose,
        branch.Map?.ToDictionary(static m => m.Key, m => Place(graph, m.Value), StringComparer.Ordinal));

    private static int Place(GraphDefinition graph, string name) => name switch
    {
        Graph.End => GraphNode.EndIndex,
        Graph.Start => GraphNode.StartIndex,
        _ => graph.Find(name, "an edge"),
    };

    private static bool[]? Mask(StateSchema schema, IReadOnlyList<string>? channels)
    {
        if (channels is null)
        {
            return null;
        }

        var mask = new bool[schema.Definitions.Length];
        foreach (var channel in channels)
        {
            mask[schema.IndexOf(channel)] = true;
        }

        return mask;
    }
}
