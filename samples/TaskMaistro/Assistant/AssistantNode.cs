using Microsoft.Extensions.AI;

namespace TaskMaistro.Assistant;

/// <summary>Asks the model, which answers or calls the tool <c>UpdateMemory</c>.</summary>
internal sealed class AssistantNode(IChatClient chat) : INode<TaskState>
{
    private static readonly ChatOptions Options = new() { Tools = [Prompts.UpdateMemory] };

    public async ValueTask<NodeResult<TaskState>> RunAsync(TaskState state, NodeContext context)
    {
        var system = Prompts.System(await ToDoList.Of(context).ReadAsync(context.CancellationToken));
        var response = await chat.GetResponseAsync([system, .. Prompts.Complete(state.Messages)], Options, context.CancellationToken);
        return new TaskState.Update { Messages = [TaskState.Message(ChatRole.Assistant, response.Messages[^1].Contents)] };
    }
}
