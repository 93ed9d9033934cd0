using GraphRuntime.AI;
using Microsoft.Extensions.AI;

namespace TaskMaistro.Assistant;

/// <summary>Tells the model what is on the to-do list now, before each request.</summary>
internal sealed class ToDoInstructions : ModelHook<TaskState>
{
    public override async ValueTask BeforeAsync(ModelRequest<TaskState> request)
    {
        var toDos = await ToDoList.Of(request.Context).ReadAsync(request.Context.CancellationToken);
        request.Messages.Insert(0, new ChatMessage(ChatRole.System, Prompts.Assistant(toDos)));
    }
}
