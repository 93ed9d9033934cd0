using GraphRuntime.AI;
using Microsoft.Extensions.AI;

namespace TaskMaistro.Assistant;

/// <summary>
/// <code>
/// start → check_input → assistant → end
///                        ↑     ↓
///                       save ← extract
/// </code>
/// </summary>
internal static class TaskMaistroGraph
{
    public const string Name = "task_maistro";
    public const string CheckInput = "check_input";
    public const string Assistant = "assistant";
    public const string Extract = "extract";
    public const string Save = "save";

    public static void Build(StateGraph<TaskState> graph) => graph
        .AddNode(CheckInput, CheckInputNode.Run)
        .AddChatModel(Assistant, new ChatModelOptions<TaskState> { Tools = [Prompts.UpdateMemory], Hooks = [new ToDoInstructions()] })
        .AddNode<ExtractNode>(Extract)
        .AddNode<SaveNode>(Save)
        .AddEdge(Graph.Start, CheckInput)
        .AddEdge(CheckInput, Assistant)
        .AddConditionalEdges(Assistant, state => state.Messages[^1].Contents.OfType<FunctionCallContent>().Any() ? Extract : Graph.End, Extract, Graph.End)
        .AddEdge(Extract, Save)
        .AddEdge(Save, Assistant);
}
