using GraphRuntime.Conformance.Building;
using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Programs;

/// <summary>Runs the programs of a node.</summary>
internal sealed class NodeProgram(NodeSpec node, GraphSite site, IReadOnlyDictionary<string, (CompiledGraph<JsonState> Graph, GraphSite Site)> callable)
{
    public GraphSite Site { get; } = site;

    /// <summary>The key of a failure counter that a program does not name.</summary>
    public string FailureKey { get; } = $"{site.Spec.Name}/{node.Name}";

    public async ValueTask<NodeResult<JsonState>> RunAsync(JsonElement program, JsonState state, NodeContext context, NodeError? error)
    {
        Site.Counters.NoteRun(node.Name);
        var scope = new Scope(state.ToJson(), Site.Counters) { Error = error is null ? default : (error.Node, error.Message) };
        var execution = new ProgramExecution(this, scope, context);
        await execution.RunAsync(program);
        return execution.ToResult();
    }

    public async ValueTask<JsonElement> CallAsync(string graph, JsonElement input, NodeContext context)
    {
        var (compiled, site) = callable[graph];
        return (await context.InvokeAsync(compiled, site.ToUpdate(input))).ToJson();
    }
}
