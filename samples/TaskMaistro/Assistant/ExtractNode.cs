using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TaskMaistro.Assistant;

/// <summary>Lets the model say what is to change in the to-do list. Nothing is saved yet: the proposal can be looked at and edited.</summary>
internal sealed class ExtractNode(IChatClient chat) : INode<TaskState>
{
    private const string Prefix = "todo-";

    private static readonly ChatOptions Options = new() { ResponseFormat = ChatResponseFormat.Json };

    public async ValueTask<NodeResult<TaskState>> RunAsync(TaskState state, NodeContext context)
    {
        var known = await ToDoList.Of(context).ReadAsync(context.CancellationToken);
        var instructions = new ChatMessage(ChatRole.System, Prompts.Extraction(known));
        var response = await chat.GetResponseAsync([instructions, .. state.Messages.Where(IsText)], Options, context.CancellationToken);
        var changes = JsonSerializer.Deserialize(response.Text, ToDoJson.Default.ToDoChanges)!;
        return new TaskState.Update { Proposal = changes with { Create = Number(changes.Create, known) } };
    }

    /// <summary>The call that the proposal is for has no result yet, and models refuse a conversation with such a call.</summary>
    private static bool IsText(ChatMessage message) => message.Text.Length > 0;

    /// <summary>Gives new to-dos their ids now, so that saving them twice saves them once.</summary>
    private static ToDo[] Number(IReadOnlyList<ToDo> created, IReadOnlyList<ToDo> known)
    {
        var last = known.Count == 0 ? 0 : int.Parse(known[^1].Id[Prefix.Length..], CultureInfo.InvariantCulture);
        return [.. created.Select((toDo, index) => toDo with { Id = $"{Prefix}{last + index + 1:000}" })];
    }
}
