using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;
using GraphRuntime.Conformance.Programs;
using GraphRuntime.Conformance.Running;

namespace GraphRuntime.Conformance.Building;

/// <summary>Builds the graphs of a case through the public builder.</summary>
internal sealed class GraphFactory(ConformanceCase test, CaseCounters counters)
{
    public (CompiledGraph<JsonState> Graph, GraphSite Site) BuildMain(ICheckpointer store)
    {
        var site = new GraphSite(test.Main, null, counters);
        return (Build(site, new CompileOptions { Checkpointer = test.Main.Checkpointer == false ? null : store }), site);
    }

    private (CompiledGraph<JsonState> Graph, GraphSite Site) BuildChild(string name, GraphSite parent)
    {
        var site = new GraphSite(test.Graphs[name], parent, counters);
        var persistence = site.Spec.Checkpointer switch
        {
            true => SubgraphPersistence.OwnMemory,
            false => SubgraphPersistence.None,
            null => SubgraphPersistence.Inherit,
        };
        return (Build(site, new CompileOptions { Persistence = persistence }), site);
    }

    private CompiledGraph<JsonState> Build(GraphSite site, CompileOptions options)
    {
        var graph = StateGraph.Create(site.Schema, site.Spec.Name);
        foreach (var node in site.Spec.Nodes)
        {
            AddNode(graph, site, node);
        }

        foreach (var edge in site.Spec.Edges)
        {
            AddEdge(graph, edge);
        }

        foreach (var branch in site.Spec.Branches)
        {
            AddBranch(graph, site, branch);
        }

        if (site.Spec.Input is { } input)
        {
            graph.WithInput(input);
        }

        if (site.Spec.Output is { } output)
        {
            graph.WithOutput(output);
        }

        return graph.Compile(options with { InterruptBefore = site.Spec.InterruptBefore, InterruptAfter = site.Spec.InterruptAfter });
    }

    private void AddNode(StateGraph<JsonState> graph, GraphSite site, NodeSpec node)
    {
        var options = new NodeOptions { Defer = node.Defer, Channels = node.Input, Retry = node.Retry is { } retry ? ToPolicy(retry) : null };
        if (node.Graph is { } child)
        {
            var (compiled, inner) = BuildChild(child, site);
            site.Children[node.Name] = inner;
            graph.AddSubgraph(node.Name, compiled, state => inner.ToUpdate(state.ToJson()), state => site.ToUpdate(state.ToJson()), options);
            AddErrorHandler(graph, node, new NodeProgram(node, site, new Dictionary<string, (CompiledGraph<JsonState>, GraphSite)>()));
            return;
        }

        var calls = node.Calls.ToDictionary(static name => name, name => BuildChild(name, site), StringComparer.Ordinal);
        var program = new NodeProgram(node, site, calls);
        if (node.Calls.Count > 0)
        {
            var (called, inner) = calls[node.Calls[0]];
            site.Children[node.Name] = inner;
            options = options with { Calls = called };
        }

        graph.AddNode(node.Name, (state, context) => program.RunAsync(node.Program, state, context, null), options);
        AddErrorHandler(graph, node, program);
    }

    private static void AddErrorHandler(StateGraph<JsonState> graph, NodeSpec node, NodeProgram program)
    {
        if (node.ErrorHandler is { } handler)
        {
            graph.AddErrorHandler(node.Name, (state, error, context) => program.RunAsync(handler, state, context, error));
        }
    }

    private static RetryPolicy ToPolicy(JsonElement retry)
    {
        var types = retry.TryMember("on")?.Items().Select(static t => t.GetString()!).ToHashSet(StringComparer.Ordinal);
        return new RetryPolicy
        {
            MaxAttempts = (int)retry.Member("max_attempts").ToNumber(),
            InitialDelay = TimeSpan.Zero,
            ShouldRetry = error => error is ProgramException failure && types?.Contains(failure.Type) != false,
        };
    }

    private static void AddEdge(StateGraph<JsonState> graph, JsonElement edge)
    {
        var to = GraphSite.NodeName(edge[1].GetString()!);
        if (edge[0].ValueKind == JsonValueKind.Array)
        {
            graph.AddEdge([.. edge[0].EnumerateArray().Select(static n => GraphSite.NodeName(n.GetString()!))], to);
        }
        else
        {
            graph.AddEdge(GraphSite.NodeName(edge[0].GetString()!), to);
        }
    }

    private static void AddBranch(StateGraph<JsonState> graph, GraphSite site, JsonElement branch)
    {
        var path = branch.GetProperty("path");
        var map = branch.TryMember("map")?.EnumerateObject().ToDictionary(static m => m.Name, static m => GraphSite.NodeName(m.Value.GetString()!), StringComparer.Ordinal);
        graph.AddConditionalEdges(
            GraphSite.NodeName(branch.GetProperty("from").GetString()!),
            (state, _) => new ValueTask<Routes>(site.ToRoutes(Expression.Evaluate(path, new Scope(state.ToJson(), site.Counters)), map is not null)),
            map,
            branch.Member("name").GetString() ?? "condition");
    }
}
