using GraphRuntime.Checkpointing;

// A node asks a person. The run pauses there, perhaps for days, and goes on when the answer comes; the answer is typed.
var graph = StateGraph.Create<PaymentState>("payment")
    .AddNode("approve", (state, context) =>
    {
        if (state.Amount <= 100)
        {
            return new PaymentState.Update { Note = "small amounts need no approval" };
        }

        var decision = context.Interrupt<Decision>(new { question = $"Pay {state.Amount}?" });
        return new PaymentState.Update { Refused = !decision.Approved, Note = (decision.Approved ? "approved by " : "refused by ") + decision.By };
    })
    .AddNode("pay", _ => new PaymentState.Update { Paid = true })
    .AddEdge(Graph.Start, "approve")
    .AddConditionalEdges("approve", state => state.Refused ? Graph.End : "pay", "pay", Graph.End)
    .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

Show(await graph.InvokeAsync(new PaymentState.Update { Amount = 30 }, "small"));

foreach (var approved in new[] { true, false })
{
    var thread = "large-" + approved;
    var paused = await graph.InvokeAsync(new PaymentState.Update { Amount = 5000 }, thread);
    Console.WriteLine("waits: " + paused.Interrupts[0].Value.GetProperty("question"));
    Show(await graph.InvokeAsync(GraphInput.Answer(new Decision("Ada", approved)), thread));
}

static void Show(GraphResult<PaymentState> result) => Console.WriteLine($"paid: {result.State.Paid}, {result.State.Note}");

public sealed record Decision(string By, bool Approved);

[GraphState]
public sealed partial record PaymentState
{
    public int Amount { get; init; }

    public bool Refused { get; init; }

    public bool Paid { get; init; }

    public string Note { get; init; } = "";
}
