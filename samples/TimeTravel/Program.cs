using GraphRuntime.Checkpointing;

// Every superstep leaves a checkpoint. Any of them can be read, run again, or edited into a branch; the original stays as it was.
var graph = StateGraph.Create<TripState>("trip")
    .AddNode("choose", _ => new TripState.Update { City = "Paris" })
    .AddNode("book", state => new TripState.Update { Log = ["hotel in " + state.City] })
    .AddEdge(Graph.Start, "choose")
    .AddEdge("choose", "book")
    .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

var first = await graph.InvokeAsync(new TripState.Update { Log = ["trip"] }, "t1");
Console.WriteLine("first:  " + string.Join(", ", first.State.Log));

StateSnapshot<TripState>? beforeBooking = null;
Console.WriteLine("history, newest first:");
await foreach (var snapshot in graph.GetHistoryAsync("t1"))
{
    Console.WriteLine($"  step {snapshot.Step,2} {snapshot.Source,-5} city '{snapshot.State.City}' next '{string.Join(", ", snapshot.Next)}'");
    if (snapshot.Next is ["book"])
    {
        beforeBooking = snapshot;
    }
}

// Replay: from the checkpoint, nothing changed.
var replay = await graph.InvokeAsync(GraphInput.Resume, beforeBooking!.Thread);
Console.WriteLine("replay: " + string.Join(", ", replay.State.Log));

// Fork: edit the past, go on from the edit.
var branch = await graph.UpdateStateAsync(beforeBooking.Thread, new TripState.Update { City = "Tokyo" });
var fork = await graph.InvokeAsync(GraphInput.Resume, branch);
Console.WriteLine("fork:   " + string.Join(", ", fork.State.Log));

var original = await graph.GetStateAsync(new GraphThread("t1") { CheckpointId = first.CheckpointId });
Console.WriteLine("first:  " + string.Join(", ", original.State.Log));

[GraphState]
public sealed partial record TripState
{
    public string City { get; init; } = "";

    [Append]
    public ImmutableArray<string> Log { get; init; } = [];
}
