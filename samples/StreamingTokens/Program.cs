// Nodes report while they run: tokens of a message, and values of their own. A stream is a sequence of typed events, numbered without gaps.
var graph = StateGraph.Create<ChatState>("chat")
    .AddNode("model", async (state, context) =>
    {
        var answer = "";
        foreach (var token in new[] { "Graphs", " are", " patient." })
        {
            answer += token;
            await context.EmitMessageAsync(token);
        }

        await context.EmitAsync(new Usage(Tokens: 3));
        return new ChatState.Update { Messages = [answer] };
    })
    .AddEdge(Graph.Start, "model")
    .Compile();

var config = new RunConfig { StreamModes = StreamModes.Messages | StreamModes.Custom | StreamModes.Updates | StreamModes.Values };
await foreach (var e in graph.StreamAsync(new ChatState.Update { Messages = ["What are graphs?"] }, config: config))
{
    Console.WriteLine($"{e.Sequence}  " + e switch
    {
        ValuesEvent values => $"values   {values.StateAs<ChatState>().Messages.Length} message(s)",
        MessageEvent token => $"message  {token.Node}: {token.Message}",
        CustomEvent custom => $"custom   {custom.Node}: {custom.Value}",
        UpdatesEvent updates => $"updates  {updates.Node}: {updates.Writes["Messages"]}",
        _ => e.GetType().Name,
    });
}

public sealed record Usage(int Tokens);

[GraphState]
public sealed partial record ChatState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];
}
