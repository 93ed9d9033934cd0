namespace GraphRuntime.Testing.Tests;

/// <summary>The application under test: an order is checked, approved by a person if it is large, paid and sent.</summary>
internal static class Orders
{
    public static StateGraph<OrderState> Build(Func<CancellationToken, Task>? pay = null) => StateGraph.Create<OrderState>("orders")
        .AddNode("check", state => new OrderState.Update { Log = [$"checked {state.Amount}"] })
        .AddNode("approve", (_, context) => new OrderState.Update { Approved = context.Interrupt<bool>("Approve?") })
        .AddNode(
            "pay",
            async (_, context) =>
            {
                await (pay?.Invoke(context.CancellationToken) ?? Task.CompletedTask);
                return new OrderState.Update { Log = ["paid"] };
            },
            new NodeOptions { Retry = new RetryPolicy { MaxAttempts = 2, ShouldRetry = static e => e is HttpRequestException } })
        .AddNode("send", _ => new OrderState.Update { Log = ["sent"] })
        .AddEdge(Graph.Start, "check")
        .AddConditionalEdges("check", state => state.Amount > 100 ? "approve" : "pay", "approve", "pay")
        .AddConditionalEdges("approve", state => state.Approved ? "pay" : Graph.End, "pay", Graph.End)
        .AddEdge("pay", "send");

    public static OrderState.Update Of(int amount) => new() { Amount = amount };
}
