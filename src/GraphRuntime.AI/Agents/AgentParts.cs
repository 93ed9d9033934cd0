using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>What an agent is made of, ready to be added to a graph.</summary>
internal sealed record AgentParts<TState>(
    ChatModelOptions<TState> Model, ToolsOptions Calls, NodeOptions? ModelNode, IReadOnlyList<AITool> Tools, IReadOnlyList<string> Problems)
    where TState : class;
