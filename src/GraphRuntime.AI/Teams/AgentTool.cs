using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Makes an agent a tool of another one. The agent has messages of its own; the other one sees its answer only.</summary>
public static class AgentTool
{
    /// <summary>
    /// Makes the tool. The agent runs as a graph inside the call: its steps are stored, its questions are questions of the outer run, and a crash does not
    /// repeat what it had done. Compile it with <see cref="SubgraphPersistence"/> to say whether it remembers earlier calls of the thread.
    /// </summary>
    /// <param name="agent">The compiled agent.</param>
    /// <param name="name">The name of the tool.</param>
    /// <param name="description">What the agent is for.</param>
    /// <returns>The tool.</returns>
    public static AIFunction AsTool(this CompiledGraph<AgentState> agent, string name, string description)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return GraphTool.Create(
            async ([Description("What the agent is to do, with all that it needs to know.")] string task, NodeContext context) =>
            {
                var end = await context.InvokeAsync(agent, AgentState.Say(task)).ConfigureAwait(false);
                return end.Messages.LastOrDefault(static message => message.Role == ChatRole.Assistant)?.Text ?? "";
            },
            name,
            description);
    }
}
