using System.Text.Json.Nodes;

namespace LangGraphServer.BlackBox;

/// <summary>Graphs that talk.</summary>
internal static class ConversationGraphs
{
    private const int PauseMs = 20;
    private const int ModelMs = 300;
    private const int ToolMs = 100;

    /// <summary>One answer that comes in three pieces.</summary>
    public static void Chat(StateGraph<ConversationState> graph) => graph
        .AddNode("model", async (_, context) =>
        {
            var id = Guid.NewGuid().ToString();
            foreach (var piece in (string[])["a", "b", "c"])
            {
                await context.EmitMessageAsync(new Message { Type = "AIMessageChunk", Content = piece, Id = id }, id);
                await Task.Delay(PauseMs, context.CancellationToken);
            }

            return new ConversationState.Update { Messages = [new Message { Type = "ai", Content = "abc", Id = id }] };
        })
        .AddEdge(Graph.Start, "model");

    /// <summary>A model that asks for a tool, and says what came of it.</summary>
    public static void Maistro(StateGraph<ConversationState> graph) => graph
        .AddNode("model", ThinkAsync)
        .AddNode("UpdateMemory", RememberAsync)
        .AddEdge(Graph.Start, "model")
        .AddConditionalEdges("model", state => state.Messages[^1].ToolCalls is { Count: > 0 } ? "UpdateMemory" : Graph.End, "UpdateMemory", Graph.End)
        .AddEdge("UpdateMemory", "model");

    private static async ValueTask<NodeResult<ConversationState>> ThinkAsync(ConversationState state, NodeContext context)
    {
        await Steps.SleepAsync(context, ModelMs, "model_delay_ms");
        var (last, id) = (state.Messages[^1], Guid.NewGuid().ToString());
        if (last.Type == "tool")
        {
            return new ConversationState.Update { Messages = [new Message { Type = "ai", Content = $"Done: {last.Content}", Id = id }] };
        }

        var call = new ToolCall
        {
            Name = "UpdateMemory",
            Id = $"call_{state.Messages.Count(message => message.Type == "human")}",
            Args = new Dictionary<string, string> { ["task"] = last.Content },
        };
        return new ConversationState.Update { Messages = [new Message { Type = "ai", Content = "", Id = id, ToolCalls = [call] }] };
    }

    private static async ValueTask<NodeResult<ConversationState>> RememberAsync(ConversationState state, NodeContext context)
    {
        await Steps.SleepAsync(context, ToolMs, "tool_delay_ms");

        // A message that was steered into the run may stand behind the call.
        var call = state.Messages.Last(message => message.ToolCalls is { Count: > 0 }).ToolCalls![0];
        var task = call.Args["task"];
        await SideEffectGraphs.PutAsync(context, ["todo", UserOf(context)], task, new JsonObject { ["task"] = task, ["status"] = "not started" });
        var answer = new Message { Type = "tool", Content = $"saved {task}", Id = Guid.NewGuid().ToString(), Name = call.Name, ToolCallId = call.Id };
        return new ConversationState.Update { Messages = [answer] };
    }

    private static string UserOf(NodeContext context) => Steps.Text(context, "user_id", "default-user");
}
