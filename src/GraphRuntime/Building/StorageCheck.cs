using GraphRuntime.Channels;
using GraphRuntime.Graphs;

namespace GraphRuntime.Building;

/// <summary>Finds, before a graph runs, the channels and arguments that a store could not give back. Only graphs with a checkpointer are looked at.</summary>
internal static class StorageCheck
{
    public static void Check(GraphDraft draft, List<string> problems)
    {
        Check(draft.Schema, "", problems);
        foreach (var node in draft.Nodes)
        {
            CheckNode(node, draft.Schema, "", problems);
        }
    }

    private static void CheckNode(GraphNode node, StateSchema schema, string graph, List<string> problems)
    {
        if (node.InputType != schema.StateType && node.InputType != typeof(JsonState) && ValueContract.Of(node.InputType, schema.JsonOptions).Problem is { } problem)
        {
            problems.Add($"{graph}Node '{node.Name}': the argument that it takes cannot be stored while it waits: {problem}");
        }

        if (node.Subgraph is { Options.Persistence: not SubgraphPersistence.None } subgraph && subgraph.Schema != schema)
        {
            var inner = $"{graph}Graph '{subgraph.Name}' in node '{node.Name}': ";
            Check(subgraph.Schema, inner, problems);
            foreach (var child in subgraph.Nodes)
            {
                CheckNode(child, subgraph.Schema, inner, problems);
            }
        }
    }

    private static void Check(StateSchema schema, string graph, List<string> problems)
    {
        foreach (var channel in schema.Definitions.Where(static c => c.IsStored))
        {
            if (channel.FindProblem() is { } problem)
            {
                problems.Add($"{graph}Channel '{channel.Name}' cannot be stored: {problem}");
            }
        }
    }
}
