// The smallest graph: two nodes, one after the other, over one typed state.
var graph = StateGraph.Create<HelloState>("hello")
    .AddNode("greet", state => new HelloState.Update { Greeting = $"Hello, {state.Name}!" })
    .AddNode("shout", state => new HelloState.Update { Greeting = state.Greeting.ToUpperInvariant() })
    .AddEdge(Graph.Start, "greet")
    .AddEdge("greet", "shout")
    .Compile();

var result = await graph.InvokeAsync(new HelloState.Update { Name = "graph" });

Console.WriteLine(result.State.Greeting);

[GraphState]
public sealed partial record HelloState
{
    public string Name { get; init; } = "";

    public string Greeting { get; init; } = "";
}
