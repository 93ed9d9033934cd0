using System.Buffers;
using GraphRuntime.Graphs;

namespace GraphRuntime.Building;

/// <summary>Finds what is wrong with a graph; each problem names node or edge and what to do.</summary>
internal static class GraphValidator
{
    private const string ReservedCharacters = "/ : + @ # ! |";

    private static readonly SearchValues<char> s_reserved = SearchValues.Create("/:+@#!|");

    public static List<string> Check(GraphDraft draft, CompileOptions options)
    {
        var problems = new List<string>(draft.Problems);
        var names = CheckNodes(draft, problems);
        CheckEdges(draft, names, problems);
        CheckBranches(draft, names, problems);
        CheckHandlers(draft, names, problems);
        NodeInputCheck.Check(draft, problems);
        CheckEntry(draft, problems);
        CheckChannels(draft, problems);
        CheckBreakpoints(options, names, problems);
        if (options.Checkpointer is not null)
        {
            StorageCheck.Check(draft, problems);
        }

        return problems;
    }

    private static HashSet<string> CheckNodes(GraphDraft draft, List<string> problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in draft.Nodes)
        {
            if (node.Name is Graph.Start or Graph.End or Graph.Input or Graph.Copy or Graph.AllNodes or Graph.AllPaths)
            {
                problems.Add($"Node '{node.Name}': the name is reserved. Choose another one.");
            }
            else if (node.Name.AsSpan().ContainsAny(s_reserved) || node.Name.Any(char.IsControl))
            {
                problems.Add($"Node '{node.Name}': a name may not contain {ReservedCharacters} or control characters. Choose another one.");
            }

            if (!names.Add(node.Name))
            {
                problems.Add($"Node '{node.Name}' was added twice. Give each node a name of its own.");
            }

            NodeOptionsCheck.Check(node, draft, problems);
            CheckSharedState(node, draft, problems);
        }

        return names;
    }

    private static void CheckSharedState(GraphNode node, GraphDraft draft, List<string> problems)
    {
        if (node.Body is ISubgraphBody { SharesState: true, Subgraph: var subgraph }
            && subgraph.Schema != draft.Schema
            && !subgraph.Schema.Definitions.Select(static d => (d.Name, d.Kind)).SequenceEqual(draft.Schema.Definitions.Select(static d => (d.Name, d.Kind))))
        {
            problems.Add($"Node '{node.Name}': graph '{subgraph.Name}' has other channels than this graph, so the two cannot share their state. Build both with one schema, or add it with functions that map input and output.");
        }
    }

    private static void CheckEdges(GraphDraft draft, HashSet<string> names, List<string> problems)
    {
        foreach (var (from, to) in draft.Edges)
        {
            CheckSource($"Edge '{from}' -> '{to}'", from, names, problems);
            CheckTarget($"Edge '{from}' -> '{to}'", to, names, problems);
        }

        foreach (var (from, to) in draft.Joins)
        {
            var edge = $"Edge [{string.Join(", ", from)}] -> '{to}'";
            if (from.Length == 0)
            {
                problems.Add($"{edge}: it has no sources. Name the nodes that it waits for.");
            }

            foreach (var source in from)
            {
                if (source == Graph.Start)
                {
                    problems.Add($"{edge}: a join cannot wait for Graph.Start. Remove it from the list.");
                }
                else
                {
                    CheckSource(edge, source, names, problems);
                }
            }

            if (to == Graph.End)
            {
                problems.Add($"{edge}: a join cannot lead to Graph.End; every path ends by itself. Remove the edge.");
            }
            else
            {
                CheckTarget(edge, to, names, problems);
            }
        }
    }

    private static void CheckBranches(GraphDraft draft, HashSet<string> names, List<string> problems)
    {
        foreach (var branch in draft.Branches)
        {
            CheckSource($"Conditional edge of '{branch.From}'", branch.From, names, problems);
            foreach (var target in branch.Map?.Values ?? [])
            {
                CheckTarget($"Conditional edge of '{branch.From}'", target, names, problems);
            }
        }

        foreach (var twice in draft.Branches.Where(static b => b.Name is not null).GroupBy(static b => (b.From, b.Name)).Where(static g => g.Count() > 1))
        {
            problems.Add($"Node '{twice.Key.From}' has two conditional edges named '{twice.Key.Name}'. Name one of them differently.");
        }
    }

    private static void CheckHandlers(GraphDraft draft, HashSet<string> names, List<string> problems)
    {
        foreach (var (node, _, _) in draft.Handlers.Where(h => !names.Contains(h.Node)))
        {
            problems.Add($"Error handler of '{node}': there is no such node. {Known(names)}");
        }

        foreach (var (name, _, type) in draft.Handlers)
        {
            if (draft.Nodes.Find(n => n.Name == name) is { } node && node.InputType != type)
            {
                problems.Add($"Error handler of '{name}': it takes a {TypeNames.Of(type)}, and the node takes a {TypeNames.Of(node.InputType)}. Add it with AddErrorHandler<{TypeNames.Of(node.InputType)}>.");
            }
        }

        foreach (var twice in draft.Handlers.GroupBy(static h => h.Node).Where(static g => g.Count() > 1))
        {
            problems.Add($"Node '{twice.Key}' has {twice.Count()} error handlers. Keep one.");
        }
    }

    private static void CheckEntry(GraphDraft draft, List<string> problems)
    {
        if (!draft.Edges.Exists(static e => e.From == Graph.Start) && !draft.Branches.Exists(static b => b.From == Graph.Start))
        {
            problems.Add("Nothing leads from Graph.Start to a node, so the graph could never begin. Add AddEdge(Graph.Start, …).");
        }
    }

    private static void CheckChannels(GraphDraft draft, List<string> problems)
    {
        CheckChannelNames(draft, draft.Input, "WithInput names", problems);
        CheckChannelNames(draft, draft.Output, "WithOutput names", problems);
    }

    public static void CheckChannelNames(GraphDraft draft, IReadOnlyList<string>? channels, string where, List<string> problems)
    {
        foreach (var channel in (channels ?? []).Where(c => draft.Schema.IndexOf(c) < 0))
        {
            problems.Add($"{where} channel '{channel}', which the state does not have. It has: {string.Join(", ", draft.Schema.ChannelNames)}.");
        }
    }

    private static void CheckBreakpoints(CompileOptions options, HashSet<string> names, List<string> problems)
    {
        foreach (var name in options.InterruptBefore.Concat(options.InterruptAfter).Where(n => n != Graph.AllNodes && !names.Contains(n)))
        {
            problems.Add($"Breakpoint '{name}': there is no such node. {Known(names)}");
        }
    }

    private static void CheckSource(string edge, string from, HashSet<string> names, List<string> problems)
    {
        if (from == Graph.End)
        {
            problems.Add($"{edge}: Graph.End cannot be left. Begin the edge at a node.");
        }
        else if (from != Graph.Start && !names.Contains(from))
        {
            problems.Add($"{edge}: there is no node '{from}'. {Known(names)}");
        }
    }

    private static void CheckTarget(string edge, string to, HashSet<string> names, List<string> problems)
    {
        if (to == Graph.Start)
        {
            problems.Add($"{edge}: Graph.Start cannot be entered. Lead the edge to a node or to Graph.End.");
        }
        else if (to != Graph.End && !names.Contains(to))
        {
            problems.Add($"{edge}: there is no node '{to}'. {Known(names)}");
        }
    }

    private static string Known(HashSet<string> names) => names.Count == 0
        ? "The graph has no nodes."
        : $"Its nodes are: {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
}
