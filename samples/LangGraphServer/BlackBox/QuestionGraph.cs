using System.Text.Json;

namespace LangGraphServer.BlackBox;

/// <summary>A graph that asks a person.</summary>
internal static class QuestionGraph
{
    public static void Build(StateGraph<AnswerState> graph) => graph
        .AddNode("prepare", Step)
        .AddNode("ask", (state, context) =>
        {
            var answer = context.Interrupt<JsonElement>(new Dictionary<string, string> { ["question"] = $"approve {state.Tag}?" });
            var text = answer.ValueKind == JsonValueKind.String ? answer.GetString()! : answer.GetRawText();
            return new AnswerState.Update { Answer = text, Log = [$"{state.Tag}:ask={text}"] };
        })
        .AddNode("finish", Step)
        .AddEdge(Graph.Start, "prepare")
        .AddEdge("prepare", "ask")
        .AddEdge("ask", "finish");

    private static async ValueTask<NodeResult<AnswerState>> Step(AnswerState state, NodeContext context)
    {
        await Steps.SleepAsync(context, 50);
        return new AnswerState.Update { Log = [$"{state.Tag}:{context.NodeName}"] };
    }
}
