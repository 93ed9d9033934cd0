using System.Text.Json;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>Makes a real graph of a plan.</summary>
internal sealed class PlanCompiler(PlanWorld world)
{
    private readonly PlanClock _clock = new();
    private bool _mayFail;

    public static StateSchema<JsonState> Schema { get; } = new StateSchemaBuilder<JsonState>()
        .Append<JsonElement>("log", []).Reduce<JsonElement, JsonElement>("sum", Json(0), static (a, b) => Json(a.GetInt32() + b.GetInt32()))
        .Reduce<JsonElement, JsonElement>("max", Json(0), static (a, b) => Json(Math.Max(a.GetInt32(), b.GetInt32())))
        .Reduce<JsonElement, JsonElement>("pick", Json(""), static (_, b) => b)
        .Reduce<JsonElement, JsonElement>("rounds", Json(0), static (a, b) => Json(a.GetInt32() + b.GetInt32()))
        .LastValue("single", JsonValues.Null).MergeDictionary<JsonElement>("entries", null).Topic<JsonElement>("gathered", accumulate: true)
        .Untracked("untracked", JsonValues.Null, guard: false)
        .AnyValue("note", JsonValues.Null).Ephemeral("hot", JsonValues.Null, guard: false).Topic<JsonElement>("bag", accumulate: false)
        .Build(1, null, static reader => new JsonState(reader.Channels));

    private static readonly RetryPolicy Retry = new() { MaxAttempts = 4, InitialDelay = TimeSpan.Zero, ShouldRetry = PlannedFailureException.Passes };

    public CompiledGraph<JsonState> Compile(GraphPlan plan, CompileOptions options)
    {
        _mayFail = PlanRules.MayFail(plan);
        return Build(plan, inChild: false).Compile(options with
        {
            InterruptBefore = [.. plan.StopBefore],
            InterruptAfter = [.. plan.StopAfter],
            TimeProvider = _clock,
        });
    }

    private static JsonElement Json(int value) => JsonSerializer.SerializeToElement(value, PlanJson.Default.Int32);

    private static JsonElement Json(string value) => JsonSerializer.SerializeToElement(value, PlanJson.Default.String);

    private static PlanState Read(JsonState state) => PlanState.Read(state.ToJson());

    private StateGraph<JsonState> Build(GraphPlan plan, bool inChild)
    {
        var graph = StateGraph.Create(Schema, plan.Name);
        foreach (var node in plan.Nodes)
        {
            AddNode(graph, node, inChild);
            AddRoutes(graph, plan, node);
        }

        foreach (var edge in plan.Edges)
        {
            graph.AddEdge(edge.From, edge.To);
        }

        foreach (var join in plan.Joins)
        {
            graph.AddEdge([.. join.From], join.To);
        }

        return graph;
    }

    private void AddNode(StateGraph<JsonState> graph, NodePlan node, bool inChild)
    {
        var options = new NodeOptions
        {
            Defer = node.Defer,
            Retry = node.HandledBy is null && node.FailedAttempts + node.TimedOutAttempts > 0 ? Retry : null,
            Timeout = node.Timeout > 0 ? TimeSpan.FromSeconds(node.Timeout) : null,
            CacheKey = node.Cached ? state => Read((JsonState)state).Digest(inChild) : null,
        };
        if (node is { TakesArgument: true, Child: null })
        {
            graph.AddNode<string>(node.Name, argument => PlanRules.Argument(node, argument).ToUpdate(Schema), options);
        }
        else if (node.Child is { } child)
        {
            AddChild(graph, node, child, options);
        }
        else if (node.TimedOutAttempts > 0)
        {
            graph.AddNode(node.Name, (state, context) => WorkInTimeAsync(node, Read(state), context, inChild), options);
        }
        else
        {
            graph.AddNode(node.Name, (state, context) => Work(node, Read(state), context, inChild), options);
        }

        if (node.HandledBy is { } handler)
        {
            graph.AddErrorHandler(node.Name, (state, _, _) => new(new Command<JsonState> { Update = PlanRules.Handle(node, Read(state), inChild).ToUpdate(Schema), Goto = handler }));
        }
    }

    private async ValueTask<NodeResult<JsonState>> WorkInTimeAsync(NodePlan node, PlanState state, NodeContext context, bool inChild)
    {
        if (context.Attempt > node.TimedOutAttempts)
        {
            return Work(node, state, context, inChild);
        }

        await _clock.TimeOutAsync(TimeSpan.FromSeconds(node.Timeout), context.CancellationToken).ConfigureAwait(false);
        if (_mayFail)
        {
            // The failure of a sibling may have cancelled the attempt before its time-out. Then a result would be taken.
            context.CancellationToken.ThrowIfCancellationRequested();
        }

        // The attempt goes on after it was given up: what it asks is refused, and what it returns is not taken.
        _ = node.Questions > 0 ? context.Interrupt<string>("late") : "";
        return new PlanWrites { Log = ["late"], Adds = 100 }.ToUpdate(Schema);
    }

    private NodeResult<JsonState> Work(NodePlan node, PlanState state, NodeContext context, bool inChild)
    {
        if (node.HandledBy is not null || context.Attempt <= node.TimedOutAttempts + node.FailedAttempts)
        {
            throw new PlannedFailureException(node.Name);
        }

        var answers = "";
        for (var number = 0; number < node.Questions; number++)
        {
            answers += context.Interrupt<string>(PlanRules.Question(node, number, state, inChild));
        }

        if (node.FailsOnce)
        {
            world.FailFirst($"{context.Namespace}/{node.Name}@{state.Digest(inChild)}");
        }

        if (node.StopsOnce)
        {
            world.StopFirst($"{context.Namespace}/{node.Name}@{state.Digest(inChild)}");
        }

        world.Executed(PlanRules.Execution(node, state, inChild));
        if (PlanRules.Leaves(node, state))
        {
            var left = PlanRules.Leave(node, state, inChild, answers).ToUpdate(Schema);
            return NodeResult<JsonState>.ToParent(new ParentCommand<JsonState> { Update = left, Goto = node.LeavesTo is { } above ? above : Routes.None });
        }

        var update = PlanRules.Work(node, state, inChild, answers).ToUpdate(Schema);
        return node.Goto is { } target ? new Command<JsonState> { Update = update, Goto = target } : update;
    }

    private void AddChild(StateGraph<JsonState> graph, NodePlan node, GraphPlan child, NodeOptions options)
    {
        var compiled = Build(child, inChild: true).Compile(new CompileOptions
        {
            Persistence = child.Persistence,
            InterruptBefore = [.. child.StopBefore],
            InterruptAfter = [.. child.StopAfter],
        });
        if (node.SharesState)
        {
            graph.AddSubgraph(node.Name, compiled, options);
        }
        else if (node.TakesArgument)
        {
            graph.AddSubgraph<string, JsonState>(
                node.Name,
                compiled,
                argument => PlanRules.IntoChild(argument).ToUpdate(Schema),
                after => PlanRules.OutOfChild(node, Read(after)).ToUpdate(Schema),
                options);
        }
        else
        {
            graph.AddSubgraph<JsonState>(
                node.Name,
                compiled,
                state => PlanRules.IntoChild(Read(state)).ToUpdate(Schema),
                after => PlanRules.OutOfChild(node, Read(after)).ToUpdate(Schema),
                options);
        }
    }

    private static void AddRoutes(StateGraph<JsonState> graph, GraphPlan plan, NodePlan node)
    {
        string[] chosen = [.. node.Choices, .. node.LoopsTo is { } back ? [back] : Array.Empty<string>()];
        if (chosen.Length > 0)
        {
            graph.AddConditionalEdges(node.Name, state => PlanRules.Choose(node, Read(state)) is { } target ? target : Routes.None, [.. chosen.Distinct()]);
        }

        if (node.SendsTo is { } receiver)
        {
            graph.AddConditionalEdges(
                node.Name, state => PlanRules.Arguments(node, Read(state)).Select(argument => Send.To(receiver, Json(argument))).ToArray(), receiver);
        }
    }
}
