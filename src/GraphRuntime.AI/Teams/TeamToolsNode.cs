using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>The tools of one agent of a team: its own ones, and those that hand the conversation over.</summary>
internal sealed class TeamToolsNode(ToolSet tools, ToolsOptions options)
{
    private static readonly StateList<AgentState, ChatMessage> s_messages = MessageChannel.Find<AgentState>(null);

    private readonly ToolsNode<AgentState> _tools = new(tools, options, s_messages);

    /// <summary>
    /// Where the conversation goes when the calls of the newest message have results. All tasks of these calls say the same, whatever each of them wrote.
    /// </summary>
    public static string? Target(AgentState state, IReadOnlyCollection<string> targets) =>
        HandoffFunction.TargetOf(state.Messages.LastOrDefault(static message => MessageRepair.Calls(message).Count > 0), targets);

    public ValueTask<NodeResult<AgentState>> RunAsync(ToolCall call, NodeContext context) =>
        tools.Find(call.Name) is HandoffFunction handoff ? new(HandOver(call, handoff, context)) : _tools.RunAsync(call, context);

    private AgentState.Update HandOver(ToolCall call, HandoffFunction handoff, NodeContext context)
    {
        var state = context.ReadState<AgentState>();
        var calling = state.Messages.LastOrDefault(message => message.MessageId == call.MessageId);
        var isFirst = calling is null || MessageRepair.Calls(calling).Find(c => tools.Find(c.Name) is HandoffFunction)?.CallId == call.Id;
        return isFirst
            ? new AgentState.Update { ActiveAgent = handoff.Target, Messages = [MessageRepair.Result(call.MessageId, call.Id, $"The conversation is with {handoff.Target} now.")] }
            : new AgentState.Update { Messages = [MessageRepair.Result(call.MessageId, call.Id, "Error: the conversation was handed to another agent already.")] };
    }
}
