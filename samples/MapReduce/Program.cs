// Map-reduce: a conditional edge sends each chapter to a task of its own. The tasks run side by side in one superstep; their writes are
// folded in the order of the sends, whichever task finishes first.
var graph = StateGraph.Create<BookState>("count_words")
    .AddNode("split", state => new BookState.Update { Chapters = [.. state.Text.Split('|', StringSplitOptions.TrimEntries)] })
    .AddNode<string>("count", chapter =>
    {
        var words = chapter.Split(' ').Length;
        return new BookState.Update { Words = words, Lines = [$"{words} words: {chapter}"] };
    })
    .AddNode("report", state => new BookState.Update { Lines = [$"{state.Words} words in {state.Chapters.Length} chapters"] })
    .AddEdge(Graph.Start, "split")
    .AddConditionalEdges("split", state => state.Chapters.Select(chapter => Send.To("count", chapter)).ToArray(), "count")
    .AddEdge("count", "report")
    .AddEdge("report", Graph.End)
    .Compile();

var result = await graph.InvokeAsync(new BookState.Update { Text = "Call me Ishmael | It was a cold day | Many years later" });

foreach (var line in result.State.Lines)
{
    Console.WriteLine(line);
}

[GraphState]
public sealed partial record BookState
{
    public string Text { get; init; } = "";

    public ImmutableArray<string> Chapters { get; init; } = [];

    // Several tasks of one superstep write these; how their writes become one value is part of the declaration.
    [Append]
    public ImmutableArray<string> Lines { get; init; } = [];

    [Reduce(nameof(Add))]
    public int Words { get; init; }

    private static int Add(int current, int update) => current + update;
}
