using Microsoft.Extensions.AI;

namespace TaskMaistro.Assistant;

/// <summary>Saves the proposal in the store and tells the model. Before anything is removed, a person is asked.</summary>
internal sealed class SaveNode : INode<TaskState>
{
    public async ValueTask<NodeResult<TaskState>> RunAsync(TaskState state, NodeContext context)
    {
        var toDos = ToDoList.Of(context);
        var changes = state.Proposal ?? new ToDoChanges();
        var removed = (await toDos.ReadAsync(context.CancellationToken)).Where(toDo => changes.Remove.Contains(toDo.Id)).Select(toDo => toDo.Task).ToList();
        if (removed.Count > 0 && !context.Interrupt<bool>(new { question = $"Remove from the ToDo list: {string.Join(", ", removed)}?" }))
        {
            return Done(state, "The user does not want that. Nothing was removed.");
        }

        return Done(state, string.Join('\n', await toDos.ApplyAsync(changes, context.CancellationToken)));
    }

    private static TaskState.Update Done(TaskState state, string result)
    {
        var calls = state.Messages[^1].Contents.OfType<FunctionCallContent>();
        return new TaskState.Update
        {
            Messages = [new ChatMessage(ChatRole.Tool, [.. calls.Select(call => new FunctionResultContent(call.CallId, result))])],
            Proposal = null,
        };
    }
}
