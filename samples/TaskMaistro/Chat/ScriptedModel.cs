using System.Text.Json;
using GraphRuntime.AI.Testing;
using Microsoft.Extensions.AI;
using TaskMaistro.Assistant;

namespace TaskMaistro.Chat;

/// <summary>A model that needs no network and always says the same: it plays the assistant of the stories.</summary>
internal static class ScriptedModel
{
    public static IChatClient Create() => new ScriptedChatClient(Answer);

    private static ScriptedAnswer Answer(ScriptedRequest request)
    {
        var (said, known) = (request.UserText, KnownToDos(request.Messages[0].Text));
        return request.Options?.ResponseFormat is ChatResponseFormatJson ? Extract(said, known)
            : request.Last.Role == ChatRole.Tool ? Report(said, request.Last)
            : Reply(said, known, request.Messages.Count);
    }

    private static ScriptedAnswer Reply(string request, List<(string Id, string Task)> known, int place)
    {
        if (IsQuestion(request))
        {
            return known.Count == 0 ? "Your ToDo list is empty." : $"Your ToDos: {string.Join(", ", known.Select(toDo => toDo.Task))}.";
        }

        var line = Script.Find(request);
        return line.IfKnown is { } answer && known.Exists(toDo => toDo.Task == line.ToDo.Task)
            ? answer
            : ScriptedAnswer.Call(Prompts.UpdateMemory.Name, new Dictionary<string, object?> { ["update_type"] = "todo" }, $"call_{place}");
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
