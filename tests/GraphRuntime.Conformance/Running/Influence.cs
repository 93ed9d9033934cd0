using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Comparing;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>What a set of nodes can change: the channels that they and the nodes after them write, and what these nodes ask and report.</summary>
/// <remarks>The nodes after a node are those that it leads to, those of the graphs that it runs, and those that run its graph. All answers of other nodes must agree.</remarks>
internal sealed class Influence
{
    private readonly ConformanceCase _test;
    private readonly HashSet<NodeSpec> _nodes = [];
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _channels;

    private Influence(ConformanceCase test, IEnumerable<NodeSpec> from)
    {
        _test = test;
        var open = new Stack<NodeSpec>(from);
        while (open.TryPop(out var node))
        {
            if (_nodes.Add(node))
            {
                After(node).ToList().ForEach(open.Push);
            }
        }

        _names = [.. _nodes.Select(static n => n.Name)];
        _channels = [.. _nodes.SelectMany(Written)];
    }

    /// <summary>Whether the two answers agree in everything that the nodes can not change. A question that only one of them has holds its whole superstep.</summary>
    public static bool Explains(DeviationContext context, IEnumerable<NodeSpec> nodes)
    {
        var (expected, actual) = (context.Expected.Member("result").Member("interrupts"), context.Actual.Member("result").Member("interrupts"));
        var held = JsonElement.DeepEquals(expected, actual) ? [] : context.Before.Member("tasks").Items().Concat(context.After.Member("tasks").Items());
        var influence = new Influence(context.Test, nodes.Concat(NodesOf(context, held)));
        return influence.IsNews(context) && influence.Explains(context);
    }

    /// <summary>The nodes of the top graph that some tasks of it belong to.</summary>
    public static IEnumerable<NodeSpec> NodesOf(DeviationContext context, IEnumerable<JsonElement> tasks)
    {
        var names = tasks.Select(static t => t.Member("name").GetString()).ToHashSet(StringComparer.Ordinal);
        return context.Test.Main.Nodes.Where(n => names.Contains(n.Name));
    }

    /// <summary>Whether a node may lead to another one: by an edge, a branch or a destination in its program.</summary>
    public static bool LeadsTo(GraphSpec graph, NodeSpec node, string target) =>
        graph.Edges.Any(e => e[1].GetString() == target && e[0].Spread().Any(source => source.GetString() == node.Name))
        || graph.Branches.Any(b => b.Member("from").GetString() == node.Name && Mentions(b, target))
        || Mentions(node.Program, target)
        || Mentions(node.ErrorHandler, target);

    /// <summary>What a state shows at the top was compared already, if the action before showed it.</summary>
    private bool IsNews(DeviationContext context) =>
        context.Expected.TryMember("state") is not { } state
        || IsInside(context.Action)
        || !context.ValuesWereShown
        || context.Action.TryMember("at") is { ValueKind: not JsonValueKind.Null }
        || SameValues(state, context.Actual.Member("state"));

    private bool SameValues(JsonElement expected, JsonElement actual)
    {
        var transient = _test.Graphs.Values.SelectMany(static g => g.Channels).Where(static c => c.Value.Member("kind").GetString() is "ephemeral" or "topic" or "any_value")
            .Select(static c => c.Name).ToHashSet(StringComparer.Ordinal);
        return JsonElement.DeepEquals(Without(expected.Member("values"), transient), Without(actual.Member("values"), transient));
    }

    private static JsonElement Without(JsonElement values, HashSet<string> channels) => values.ValueKind != JsonValueKind.Object ? values : Json.Object(values.EnumerateObject()
        .Where(m => !channels.Contains(m.Name)).Select(static m => KeyValuePair.Create(m.Name, m.Value)));

    private bool Explains(DeviationContext context)
    {
        var (expected, actual) = (context.Expected, context.Actual);
        if (expected.TryMember("chunks") is { } groups)
        {
            return ErrorsAgree(expected, actual) && ExplainsChunks(groups, actual.Member("chunks"));
        }

        if (expected.TryMember("history") is { } history)
        {
            return ExplainsHistory(context, history.Items().ToList(), actual.Member("history").Items().ToList());
        }

        return AnswerComparer.Compare(Reduce(expected, IsInside(context.Action)), Reduce(actual, IsInside(context.Action))).Count == 0;
    }

    private static bool ErrorsAgree(JsonElement expected, JsonElement actual) =>
        AnswerComparer.Compare(Json.Object(("error", expected.Member("error"))), Json.Object(("error", actual.Member("error")))).Count == 0;

    private static IEnumerable<string> Called(NodeSpec node) => node.Graph is { } graph ? [graph, .. node.Calls] : node.Calls;

    private static IEnumerable<string> Written(JsonElement program) => program.Items().SelectMany(static operation =>
        (operation.Member("write") is { ValueKind: JsonValueKind.Object } write ? write.EnumerateObject().Select(static m => m.Name) : [])
            .Concat(Written(operation.Member("then"))).Concat(Written(operation.Member("else"))));

    private static bool Mentions(JsonElement? value, string node) => value is { ValueKind: not JsonValueKind.Undefined } json && json.GetRawText().Contains($"\"{node}\"", StringComparison.Ordinal);

    private IEnumerable<string> Written(NodeSpec node) =>
        [.. Written(node.Program), .. Written(node.ErrorHandler ?? Json.Null), .. Called(node).SelectMany(graph => _test.Graphs[graph].Channels).Select(static c => c.Name)];

    private IEnumerable<NodeSpec> After(NodeSpec node)
    {
        var graph = _test.Graphs.Values.First(g => g.Nodes.Contains(node));
        var callers = _test.Graphs.Values.SelectMany(static g => g.Nodes).Where(caller => Called(caller).Contains(graph.Name, StringComparer.Ordinal)).ToList();
        var above = _test.Graphs.Values.Where(g => callers.Exists(g.Nodes.Contains)).SelectMany(static g => g.Nodes).Where(other => Mentions(node.Program, other.Name));
        return graph.Nodes.Where(other => LeadsTo(graph, node, other.Name)).Concat(Called(node).SelectMany(name => _test.Graphs[name].Nodes)).Concat(callers).Concat(above);
    }

    /// <summary>An action on a subgraph that one of the nodes runs: where its checkpoints stand is theirs, too.</summary>
    private bool IsInside(JsonElement action) =>
        action.Member("in").Items().Concat(action.Member("ns").Spread()).Any(node => node.GetString() is { } name && _names.Contains(name));

    private bool ExplainsHistory(DeviationContext context, List<JsonElement> expected, List<JsonElement> actual)
    {
        var inside = IsInside(context.Action);
        if (!inside && expected.Count == actual.Count)
        {
            return expected.Zip(actual).All(pair => AnswerComparer.Compare(Reduce(pair.First, false), Reduce(pair.Second, false)).Count == 0);
        }

        var values = actual.Select(entry => CompactJson.Write(Reduce(entry, true))).ToHashSet(StringComparer.Ordinal);
        return expected.TrueForAll(entry => values.Contains(CompactJson.Write(Reduce(entry, true))));
    }

    /// <summary>The first group that has a difference decides; what follows may build on it.</summary>
    private bool ExplainsChunks(JsonElement groups, JsonElement chunks)
    {
        var left = chunks.Items().Select(AnswerComparer.SortTasks).ToList();
        foreach (var group in groups.Items())
        {
            var missing = group.Items().Select(AnswerComparer.SortTasks).Where(chunk => !Take(left, chunk)).ToList();
            if (missing.Count > 0)
            {
                return missing.TrueForAll(chunk => IsOwn(chunk) || left.Exists(other => JsonElement.DeepEquals(Reduce(other, false), Reduce(chunk, false))));
            }
        }

        return left.TrueForAll(chunk => IsOwn(chunk) || groups.Items().SelectMany(static g => g.Items()).Any(other => JsonElement.DeepEquals(Reduce(other, false), Reduce(chunk, false))));
    }

    private static bool Take(List<JsonElement> left, JsonElement chunk)
    {
        var index = left.FindIndex(other => JsonElement.DeepEquals(other, chunk));
        if (index >= 0)
        {
            left.RemoveAt(index);
        }

        return index >= 0;
    }

    /// <summary>A chunk of one of the nodes, or of a graph that one of them runs.</summary>
    private bool IsOwn(JsonElement chunk)
    {
        var data = chunk.Member("data");
        IEnumerable<string?> subjects = chunk.Member("mode").GetString() switch
        {
            "updates" when data.ValueKind == JsonValueKind.Object => data.EnumerateObject().Select(static m => (string?)m.Name.Replace("__error_handler__", "", StringComparison.Ordinal)),
            "tasks" => [data.Member("name").GetString()],
            "debug" => [data.Member("payload").Member("name").GetString()],
            _ => [],
        };
        var isOurs = chunk.Member("ns").Items().Select(static n => n.GetString()).Concat(subjects).Any(name => name is not null && _names.Contains(name))
            || (chunk.Member("mode").GetString() == "custom" && _nodes.Any(static n => Mentions(n.Program, "custom")))
            || (chunk.TryMember("interrupts") is not null && Asks);
        return isOurs && IsEmpty(Reduce(chunk, true));
    }

    private bool Asks => _nodes.Any(static n => Mentions(n.Program, "interrupt") || Mentions(n.Program, "node_interrupt") || Mentions(n.ErrorHandler, "interrupt"));

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(static m => IsEmpty(m.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsEmpty),
        _ => value.IsNull(),
    };

    /// <summary>An answer without what the nodes can change. Inside of their subgraphs only the values count.</summary>
    private JsonElement Reduce(JsonElement value, bool inside) => value.ValueKind switch
    {
        JsonValueKind.Object => Json.Object(value.EnumerateObject().Where(m => Counts(value, m, inside)).Select(m => KeyValuePair.Create(m.Name, Reduce(value, m, inside)))),
        JsonValueKind.Array => Json.List(value.EnumerateArray().Select(item => Reduce(item, inside))),
        _ => value,
    };

    private bool Counts(JsonElement owner, JsonProperty member, bool inside) =>
        member.Name switch
        {
            "interrupts" => !Asks || (!inside && owner.TryMember("name") is not null),
            "data" => !inside || owner.Member("mode").GetString() is "values" or "checkpoints" or "debug",
            "values" or "state" or "result" or "tasks" or "payload" => true,
            _ => !inside,
        };

    private JsonElement Reduce(JsonElement owner, JsonProperty member, bool inside) => member.Name switch
    {
        "values" when member.Value.ValueKind == JsonValueKind.Object => Values(member.Value),
        "data" when owner.Member("mode").GetString() == "values" => Values(member.Value),
        "data" when owner.Member("mode").GetString() is "checkpoints" or "debug" => Reduce(member.Value, inside),
        "next" => Json.List(member.Value.Items().Where(n => !_names.Contains(n.GetString()!))),
        "tasks" => Json.List(member.Value.Items().Select(task => Task(task, inside)).Where(static task => !IsEmpty(task)).OrderBy(CompactJson.Write, StringComparer.Ordinal)),
        "state" or "result" or "payload" => Reduce(member.Value, inside),
        _ => member.Value,
    };

    private JsonElement Task(JsonElement task, bool inside)
    {
        if (!inside && !_names.Contains(task.Member("name").GetString() ?? ""))
        {
            return task;
        }

        return task.Member("state") is { ValueKind: JsonValueKind.Object } state ? Json.Object(("state", Reduce(state, true))) : Json.EmptyObject;
    }

    private JsonElement Values(JsonElement values) => Without(values, _channels);
}
