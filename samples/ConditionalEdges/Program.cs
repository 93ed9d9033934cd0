// A conditional edge chooses the way by the state. Here the way leads in a loop until the guess is right.
var graph = StateGraph.Create<GuessState>("guess")
    .AddNode("guess", state => new GuessState.Update { Guess = (state.Low + state.High) / 2 })
    .AddNode("higher", state => new GuessState.Update { Low = state.Guess + 1, Log = [$"{state.Guess} is too low"] })
    .AddNode("lower", state => new GuessState.Update { High = state.Guess - 1, Log = [$"{state.Guess} is too high"] })
    .AddNode("win", state => new GuessState.Update { Log = [$"{state.Guess} is right"] })
    .AddEdge(Graph.Start, "guess")
    .AddConditionalEdges("guess", state => Compare(state), new Dictionary<Answer, string>
    {
        // Every value of the enum needs a destination; a missing one is reported when the graph is compiled.
        [Answer.TooLow] = "higher",
        [Answer.TooHigh] = "lower",
        [Answer.Right] = "win",
    })
    .AddEdge("higher", "guess")
    .AddEdge("lower", "guess")
    .Compile();

var result = await graph.InvokeAsync(new GuessState.Update { Secret = 42 });

Console.WriteLine(string.Join(Environment.NewLine, result.State.Log));
Console.WriteLine();
Console.WriteLine(graph.ToMermaid());

static Answer Compare(GuessState state) => state.Guess.CompareTo(state.Secret) switch
{
    < 0 => Answer.TooLow,
    > 0 => Answer.TooHigh,
    _ => Answer.Right,
};

public enum Answer
{
    TooLow,
    TooHigh,
    Right,
}

[GraphState]
public sealed partial record GuessState
{
    public int Secret { get; init; }

    public int Guess { get; init; }

    public int Low { get; init; } = 1;

    public int High { get; init; } = 100;

    [Append]
    public ImmutableArray<string> Log { get; init; } = [];
}
