using System.Text.Json;
using Microsoft.Extensions.AI;
using TaskMaistro.Assistant;

namespace TaskMaistro.Chat;

/// <summary>A model that needs no network and always says the same: it plays the assistant of the stories.</summary>
internal sealed class ScriptedChatClient : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var conversation = messages.ToList();
        var known = KnownToDos(conversation[0].Text);
        var request = conversation.Last(message => message.Role == ChatRole.User).Text;
        AIContent answer = options?.ResponseFormat is ChatResponseFormatJson ? new TextContent(Extract(request, known))
            : conversation[^1].Role == ChatRole.Tool ? new TextContent(Report(request, conversation[^1]))
            : Answer(request, known, conversation.Count);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [answer])));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static AIContent Answer(string request, List<(string Id, string Task)> known, int place)
    {
        if (IsQuestion(request))
        {
            return new TextContent(known.Count == 0 ? "Your ToDo list is empty." : $"Your ToDos: {string.Join(", ", known.Select(toDo => toDo.Task))}.");
        }

        var line = Script.Find(request);
        return line.IfKnown is { } answer && known.Exists(toDo => toDo.Task == line.ToDo.Task)
            ? new TextContent(answer)
            : new FunctionCallContent($"call_{place}", Prompts.UpdateMemory.Name, new Dictionary<string, object?> { ["update_type"] = "todo" });
    }

    private static string Extract(string request, List<(string Id, string Task)> known)
    {
        var line = Script.Find(request);
        var changes = IsRemoval(request)
            ? new ToDoChanges { Remove = [.. known.Where(toDo => Mentions(request, toDo.Task)).Select(toDo => toDo.Id)] }
            : new ToDoChanges
            {
                Create = [line.ToDo],
                Update = [.. known.Where(toDo => toDo.Task == line.AlsoUpdates).Select(toDo => new ToDoPatch(toDo.Id, line.NewDeadline, line.Plan!))],
            };
        return JsonSerializer.Serialize(changes, ToDoJson.Default.ToDoChanges);
    }

    private static string Report(string request, ChatMessage results)
    {
        var result = results.Contents.OfType<FunctionResultContent>().FirstOrDefault()?.Result?.ToString() ?? "";
        return !IsRemoval(request) ? Script.Find(request).Reply
            : result.StartsWith("ToDo removed", StringComparison.Ordinal) ? "I've removed it from your ToDo list."
            : "All right, your ToDo list stays as it is.";
    }

    private static bool IsQuestion(string request) => request.EndsWith('?') || request.Contains("summary", StringComparison.OrdinalIgnoreCase);

    private static bool IsRemoval(string request) => request.StartsWith("Remove ", StringComparison.OrdinalIgnoreCase);

    private static bool Mentions(string request, string task) => request.Contains(task, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the list in the instructions, one to-do a line.</summary>
    private static List<(string Id, string Task)> KnownToDos(string instructions) =>
    [
        .. instructions[(instructions.LastIndexOf(Prompts.ListBegins, StringComparison.Ordinal) + Prompts.ListBegins.Length)..]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(": ", 2))
            .Select(parts => (parts[0], parts[1].Split(", ")[0])),
    ];
}
