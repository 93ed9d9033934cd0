using GraphRuntime.Graphs;

namespace GraphRuntime.Building;

/// <summary>Finds edges to nodes that take the argument of a send: an edge has none to give. Destinations that a node declares must exist.</summary>
internal static class NodeInputCheck
{
    public static void Check(GraphDraft draft, List<string> problems)
    {
        var arguments = draft.Nodes.Where(node => node.InputType != draft.Schema.StateType).GroupBy(static node => node.Name).ToDictionary(static g => g.Key, static g => g.First().InputType);
        foreach (var (from, to) in draft.Edges)
        {
            Check($"Edge '{from}' -> '{to}'", to, arguments, problems);
        }

        foreach (var (from, to) in draft.Joins)
        {
            Check($"Edge [{string.Join(", ", from)}] -> '{to}'", to, arguments, problems);
        }

        foreach (var node in draft.Nodes)
        {
            CheckDestinations(node, draft, problems);
        }
    }

    private static void Check(string edge, string to, Dictionary<string, Type> arguments, List<string> problems)
    {
        if (to is not null && arguments.TryGetValue(to, out var type))
        {
            problems.Add($"{edge}: node '{to}' takes a {TypeNames.Of(type)}, and an edge gives it the state. Reach it with Send.To(\"{to}\", …) from a conditional edge or a command.");
        }
    }

    private static void CheckDestinations(GraphNode node, GraphDraft draft, List<string> problems)
    {
        foreach (var name in (node.Options.Destinations ?? []).Where(d => d != Graph.End && !draft.Nodes.Exists(n => n.Name == d)))
        {
            problems.Add($"Node '{node.Name}': Destinations names '{name}', and there is no such node. Add it, or remove it from the list.");
        }
    }
}
