using GraphRuntime.Checkpointing;

// Static breakpoints pause before or after nodes. They need a checkpointer, because a paused run is nothing but its last checkpoint.
var graph = StateGraph.Create<StepState>("steps")
    .AddNode("node_a", state => new StepState.Update { Value = state.Value + "a" })
    .AddNode("node_b", state => new StepState.Update { Value = state.Value + "b" })
    .AddNode("node_c", state => new StepState.Update { Value = state.Value + "c" })
    .AddEdge(Graph.Start, "node_a")
    .AddEdge("node_a", "node_b")
    .AddEdge("node_b", "node_c")
    .Compile(new() { Checkpointer = new InMemoryCheckpointer(), InterruptBefore = ["node_a"], InterruptAfter = ["node_b"] });

Console.WriteLine("-- breakpoints of compile time: before node_a, after node_b");
Show(await graph.InvokeAsync(new StepState.Update { Value = "> " }, "one"));
await graph.UpdateStateAsync("one", new StepState.Update { Value = "edited > " });
Show(await graph.InvokeAsync(GraphInput.Resume, "one"));
Show(await graph.InvokeAsync(GraphInput.Resume, "one"));

Console.WriteLine("-- breakpoints of one call replace them: after every node, one step a call");
var stepping = new RunConfig { InterruptBefore = [], InterruptAfter = [Graph.AllNodes] };
var step = await graph.InvokeAsync(new StepState.Update { Value = "> " }, "two", stepping);
while (step.IsPaused)
{
    Show(step);
    step = await graph.InvokeAsync(GraphInput.Resume, "two", stepping);
}

Show(step);

Console.WriteLine("-- an empty list means none");
Show(await graph.InvokeAsync(new StepState.Update { Value = "> " }, "three", new() { InterruptBefore = [], InterruptAfter = [] }));

Console.WriteLine("-- mistakes are found at the door");
try
{
    await graph.InvokeAsync(new StepState.Update { Value = "> " }, "four", new() { InterruptBefore = ["node_x"] });
}
catch (GraphRuntimeException mistake)
{
    Console.WriteLine(mistake.Message);
}

static void Show(GraphResult<StepState> result) =>
    Console.WriteLine($"{(result.IsPaused ? "paused, next " + string.Join(", ", result.Next) : "finished"),-20} {result.State.Value}");

[GraphState]
public sealed partial record StepState
{
    public string Value { get; init; } = "";
}
