namespace GraphRuntime.Studio;

/// <summary>Checks breakpoints at the door.</summary>
internal static class BreakpointReader
{
    /// <param name="id">The id of the breakpoint.</param>
    /// <param name="draft">What was asked for.</param>
    /// <param name="graph">The graph of the thread, where it has one.</param>
    /// <exception cref="StudioException">It cannot be set.</exception>
    /// <exception cref="ExpressionException">Its condition cannot be read.</exception>
    public static Breakpoint Read(string id, BreakpointDraft draft, CompiledGraph? graph)
    {
        if (draft.HitCount is < 1)
        {
            throw StudioException.Invalid("'hitCount' is at least 1.");
        }

        var read = new Breakpoint
        {
            Id = id,
            Kind = draft.Kind,
            Condition = string.IsNullOrWhiteSpace(draft.Condition) ? null : draft.Condition,
            HitCount = draft.HitCount ?? 1,
            Enabled = draft.Enabled ?? true,
        };
        read = read with { Test = read.Condition is { } condition ? ExpressionParser.Parse(condition) : null };
        return draft.Kind switch
        {
            "node" => Node(read, draft, graph),
            "channel" => Channel(read, draft, graph),
            _ => throw StudioException.Invalid("'kind' is node or channel."),
        };
    }

    private static Breakpoint Node(Breakpoint read, BreakpointDraft draft, CompiledGraph? graph)
    {
        var path = draft.Path is { Length: > 0 } given ? given : throw StudioException.Invalid("'path' names a node, such as 'plan', 'research/plan' or 'research/*'.");
        if (draft.When is not (null or "before" or "after"))
        {
            throw StudioException.Invalid("'when' is before or after.");
        }

        if (graph is not null && path != Graph.AllPaths && !IsNode(graph.Outline, path))
        {
            throw StudioException.Invalid($"Graph '{graph.Name}' has no node '{path}'. A node in a subgraph is named by its path.");
        }

        return read with { Path = path, When = draft.When ?? "before" };
    }

    private static Breakpoint Channel(Breakpoint read, BreakpointDraft draft, CompiledGraph? graph)
    {
        var channel = draft.Channel is { Length: > 0 } given ? given : throw StudioException.Invalid("'channel' names a channel of the state.");
        var scope = draft.Path ?? "";
        if (graph is not null && !graph.FindStateSchema(scope).ChannelNames.Contains(channel))
        {
            throw StudioException.Invalid($"The state has no channel '{channel}'. Its channels are: {string.Join(", ", graph.FindStateSchema(scope).ChannelNames)}.");
        }

        return read with { Path = scope, Channel = channel };
    }

    private static bool IsNode(GraphOutline outline, string path)
    {
        GraphOutline? graph = outline;
        var names = path.Split('/');
        foreach (var name in names[..^1])
        {
            graph = graph?.Nodes.FirstOrDefault(node => node.Name == name)?.Subgraph;
        }

        return graph is not null && (names[^1] == Graph.AllNodes || graph.Nodes.Any(node => node.Name == names[^1]));
    }
}
