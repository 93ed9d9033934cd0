using System.Text.Json.Nodes;
using GraphRuntime.Stores;

namespace LangGraphServer.BlackBox;

/// <summary>Graphs that leave something in the long-term store.</summary>
internal static class SideEffectGraphs
{
    /// <summary>The first node does not look at its cancellation.</summary>
    public static void Stubborn(StateGraph<LogState> graph) => graph
        .AddNode("stuck", async (state, context) =>
        {
            var end = Environment.TickCount64 + Steps.Number(context, "block_ms", 0);
            while (Environment.TickCount64 < end)
            {
                Thread.SpinWait(1000);
            }

            await Task.Delay(Steps.Number(context, "delay_ms", 1500), CancellationToken.None);
            await PutAsync(context, ["side"], state.Tag, new JsonObject { ["tag"] = state.Tag, ["at"] = Now(context) });
            return Steps.Line(state.Tag, "stuck");
        })
        .AddNode("after", (state, _) => Steps.Line(state.Tag, "after"))
        .AddEdge(Graph.Start, "stuck")
        .AddEdge("stuck", "after");

    /// <summary>Notes when a run was in the graph.</summary>
    public static void Lanes(StateGraph<LogState> graph) => graph
        .AddNode("begin", async (state, context) =>
        {
            await PutAsync(context, ["lanes", context.ThreadId!], state.Tag, new JsonObject { ["begin"] = Now(context) });
            await Steps.SleepAsync(context, 30);
            return Steps.Line(state.Tag, "begin");
        })
        .AddNode("work", Steps.Step(30))
        .AddNode("end", async (state, context) =>
        {
            await Steps.SleepAsync(context, 30);
            StoreNamespace place = ["lanes", context.ThreadId!];
            var item = await context.Store.GetAsync(place, state.Tag);
            var value = item is null ? [] : JsonNode.Parse(item.Value.Span)!.AsObject();
            value["end"] = Now(context);
            await PutAsync(context, place, state.Tag, value);
            return Steps.Line(state.Tag, "end");
        })
        .AddEdge(Graph.Start, "begin")
        .AddEdge("begin", "work")
        .AddEdge("work", "end");

    public static ValueTask PutAsync(NodeContext context, StoreNamespace place, string key, JsonObject value) =>
        context.Store.PutAsync(place, key, System.Text.Encoding.UTF8.GetBytes(value.ToJsonString()), cancellationToken: CancellationToken.None);

    private static long Now(NodeContext context) => context.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
