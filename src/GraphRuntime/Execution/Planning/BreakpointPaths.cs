using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>
/// Breakpoints of a run inside subgraphs. A path names the nodes that lead to the breakpoint, separated by slashes; its last part is a node or <see cref="Graph.AllNodes"/>.
/// </summary>
internal static class BreakpointPaths
{
    public const char Separator = '/';

    public static bool IsPath(string? name) => name is not null && name.Contains(Separator, StringComparison.Ordinal);

    /// <summary>The breakpoints of a subgraph: those that it was compiled with, and those that the run names by their paths.</summary>
    public static (BreakpointSet Before, BreakpointSet After) Of(LoopState subgraph)
    {
        var (config, sticky) = (subgraph.Run.Config, Root(subgraph).Sticky);
        return (
            subgraph.Graph.InterruptBefore.With(Of(subgraph, config.InterruptBefore ?? sticky?.Before)),
            subgraph.Graph.InterruptAfter.With(Of(subgraph, config.InterruptAfter ?? sticky?.After)));
    }

    /// <summary>Checks a path at the door. Gives what is wrong with it, or <see langword="null"/>.</summary>
    public static string? FindMistake(GraphDefinition root, string path)
    {
        var parts = path.Split(Separator);
        var graph = root;
        foreach (var name in parts[..^1])
        {
            (graph, var mistake) = SubgraphPaths.Step(graph, name);
            if (mistake is not null)
            {
                return mistake;
            }
        }

        return parts[^1] == Graph.AllNodes || graph.TryFind(parts[^1], out _) ? null : SubgraphPaths.NoNode(graph, parts[^1]);
    }

    private static BreakpointSet Of(LoopState subgraph, IReadOnlyList<string>? names)
    {
        if (names is null || names.Count == 0 || subgraph.Checkpointer is null)
        {
            return BreakpointSet.None;
        }

        var prefix = string.Join(Separator, Namespaces.Path(subgraph.Namespace)) + Separator;
        var found = new List<string>();
        foreach (var name in names)
        {
            if (name == Graph.AllPaths)
            {
                found.Add(Graph.AllNodes);
            }
            else if (name.StartsWith(prefix, StringComparison.Ordinal) && !IsPath(name[prefix.Length..]))
            {
                found.Add(name[prefix.Length..]);
            }
        }

        // A subgraph that is called without being declared may not have the node: then there is nothing to pause at.
        return BreakpointSet.Parse(found, subgraph.Graph, static _ => { });
    }

    private static LoopState Root(LoopState loop)
    {
        while (loop.Caller is { } caller)
        {
            loop = caller.Task.Loop;
        }

        return loop;
    }
}
