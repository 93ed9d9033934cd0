using System.Text.Json;
using Microsoft.Extensions.AI;

namespace TaskMaistro.Assistant;

/// <summary>What the model is told.</summary>
internal static class Prompts
{
    public const string ListBegins = "The ToDo list:";

    /// <summary>The tool: the model says that it wants to change the list; what exactly is asked for afterwards.</summary>
    public static AIFunctionDeclaration UpdateMemory { get; } = AIFunctionFactory.CreateDeclaration(
        "UpdateMemory",
        "Say that the ToDo list of the user has to change.",
        JsonElement.Parse("""{"type":"object","properties":{"update_type":{"type":"string","enum":["todo"]}},"required":["update_type"]}"""));

    public static string Assistant(IReadOnlyList<ToDo> toDos) => $"""
        You keep the ToDo list of the user. If the user mentions something to do, or wants the list to change, call UpdateMemory with update_type "todo",
        and when it is done tell the user what you changed. Otherwise answer.
        {List(toDos)}
        """;

    public static string Extraction(IReadOnlyList<ToDo> toDos) => $$"""
        Say as JSON what has to change in the ToDo list after the last message of the user:
        {"create":[{"id":"","task":"...","time_to_complete":30,"deadline":"2024-11-19"}],"update":[{"id":"...","deadline":"...","plan":"..."}],"remove":["id"]}
        {{List(toDos)}}
        """;

    private static string List(IReadOnlyList<ToDo> toDos) => string.Join('\n', [ListBegins, .. toDos]);
}
