using System.Globalization;
using Microsoft.CodeAnalysis;

namespace GraphRuntime.SourceGeneration.Tests;

/// <summary>What somebody writes who has not read the documentation yet gets one error, and its message says what to write.</summary>
public sealed class NaturalMistakeTests
{
    private const string WholeState = "A node returns what it changes, not the whole state. Return a new TState.Update { … } with the properties that change.";

    private const string ReturnType =
        "A node returns NodeResult<TState>, or ValueTask<NodeResult<TState>> where it is asynchronous; an update or a command converts to it. Declare that return type, and return NodeResult<TState>.None where nothing is written.";

    private const string NoValue = "A node returns what it changes. Return a new TState.Update { … }, or NodeResult<TState>.None where nothing is written.";

    public static TheoryData<string, string> Mistakes => new()
    {
        { "graph.AddNode(\"a\", s => s with { Draft = \"x\" });", WholeState },
        { "graph.AddNode(\"a\", (s, c) => s with { Draft = \"x\" });", WholeState },
        { "graph.AddNode(\"a\", s => { return s; });", WholeState },
        { "graph.AddNode(\"a\", async (s, c) => { await Task.Yield(); return s with { Draft = \"x\" }; });", WholeState },
        { "graph.AddNode(\"a\", async s => { await Task.Yield(); return s; });", WholeState },
        { "compiled.InvokeAsync(new Chat { Draft = \"x\" });", "An input is an update, not a whole state. Give a new TState.Update { … } with the properties that are set." },
        { "compiled.InvokeAsync(new Chat { Draft = \"x\" }, \"thread\");", "An input is an update, not a whole state. Give a new TState.Update { … } with the properties that are set." },
        { "compiled.UpdateStateAsync(\"thread\", new Chat { Draft = \"x\" });", "An edit is an update, not a whole state. Give a new TState.Update { … } with the properties that are set." },
        { "graph.AddNode(\"a\", Nodes.Sync);", ReturnType },
        { "graph.AddNode(\"a\", Nodes.SyncWithContext);", ReturnType },
        { "graph.AddNode(\"a\", Nodes.TaskOfUpdate);", ReturnType },
        { "graph.AddNode(\"a\", Nodes.TaskOfUpdateWithContext);", ReturnType },
        { "graph.AddNode(\"a\", Nodes.ValueTaskOfUpdate);", ReturnType },
        { "graph.AddNode(\"a\", Nodes.JustTask);", ReturnType },
        { "graph.AddNode(\"a\", Nodes.Text);", ReturnType },
        { "graph.AddNode(\"a\", s => \"text\");", ReturnType },
        { "graph.AddNode(\"a\", async (s, c) => { await Task.Yield(); });", ReturnType },
        { "graph.AddNode(\"a\", Nodes.Nothing);", NoValue },
        { "graph.AddNode(\"a\", s => { Console.WriteLine(s); });", NoValue },
        { "graph.AddNode(\"a\", (s, c) => { Console.WriteLine(s); });", NoValue },
        { "StateGraph.Create<Forgotten>(\"g\");", "The state has no schema. Mark its type with [GraphState] and declare it as a sealed partial record." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_natural_mistake_is_one_error_that_says_what_to_write(string statement, string message)
    {
        var errors = Errors(statement);

        errors.Should().ContainSingle().Which.Should().EndWith($"'{message}'");
    }

    [Theory]
    [InlineData("graph.AddNode(\"a\", s => new Chat.Update());")]
    [InlineData("graph.AddNode(\"a\", s => default);")]
    [InlineData("graph.AddNode(\"a\", s => NodeResult<Chat>.None);")]
    [InlineData("graph.AddNode(\"a\", s => throw new TimeoutException());")]
    [InlineData("graph.AddNode(\"a\", s => new Command<Chat> { Goto = \"b\" });")]
    [InlineData("graph.AddNode(\"a\", (s, c) => new Chat.Update());")]
    [InlineData("graph.AddNode(\"a\", async s => { await Task.Yield(); return new Chat.Update(); });")]
    [InlineData("graph.AddNode(\"a\", async (s, c) => { await Task.Yield(); return new Chat.Update(); });")]
    [InlineData("graph.AddNode(\"a\", async (s, c) => { await Task.Yield(); return default; });")]
    [InlineData("graph.AddNode(\"a\", Nodes.Right);")]
    [InlineData("graph.AddNode(\"a\", Nodes.RightAsync);")]
    [InlineData("graph.AddNode<int>(\"a\", i => new Chat.Update());")]
    [InlineData("graph.AddNode<int>(\"a\", i => throw new TimeoutException());")]
    [InlineData("graph.AddNode<int>(\"a\", async i => { await Task.Yield(); return new Chat.Update(); });")]
    [InlineData("graph.AddNode<int>(\"a\", async (i, c) => { await Task.Yield(); return new Chat.Update(); });")]
    [InlineData("graph.AddErrorHandler(\"a\", (s, e, c) => new Chat.Update());")]
    [InlineData("graph.AddErrorHandler(\"a\", (s, e, c) => throw e.Exception);")]
    [InlineData("graph.AddErrorHandler(\"a\", (s, e, c) => default);")]
    [InlineData("graph.AddErrorHandler<int>(\"a\", (i, e, c) => new Chat.Update());")]
    [InlineData("graph.AddErrorHandler(\"a\", async (s, e, c) => { await Task.Yield(); return new Chat.Update(); });")]
    [InlineData("graph.AddConditionalEdges(\"a\", s => Enumerable.Range(0, 3).Select(i => Send.To(\"b\", i)), \"b\");")]
    [InlineData("graph.AddConditionalEdges(\"a\", s => s.Draft is null ? \"b\" : Graph.End);")]
    [InlineData("graph.AddConditionalEdges(\"a\", s => [\"b\", Send.To(\"c\", 1)]);")]
    [InlineData("graph.AddConditionalEdges(\"a\", s => throw new TimeoutException());")]
    [InlineData("compiled.InvokeAsync(new Chat.Update());")]
    [InlineData("compiled.UpdateStateAsync(\"thread\", null, \"a\");")]
    public void What_is_right_compiles(string statement) => Errors(statement).Should().BeEmpty();

    private static List<string> Errors(string statement) =>
    [
        .. Sources.CompilerProblems($$"""
            using System.Linq;
            using System.Threading.Tasks;
            [GraphState] public sealed partial record Chat { public string? Draft { get; init; } }
            public sealed record Forgotten(string Text);
            public static class Nodes
            {
                public static NodeResult<Chat> Right(Chat s) => new Chat.Update();
                public static async ValueTask<NodeResult<Chat>> RightAsync(Chat s, NodeContext c) { await Task.Yield(); return new Chat.Update(); }
                public static Chat.Update Sync(Chat s) => new();
                public static Chat.Update SyncWithContext(Chat s, NodeContext c) => new();
                public static Task<Chat.Update> TaskOfUpdate(Chat s) => Task.FromResult(new Chat.Update());
                public static Task<Chat.Update> TaskOfUpdateWithContext(Chat s, NodeContext c) => Task.FromResult(new Chat.Update());
                public static ValueTask<Chat.Update> ValueTaskOfUpdate(Chat s, NodeContext c) => new(new Chat.Update());
                public static Task JustTask(Chat s) => Task.CompletedTask;
                public static string Text(Chat s) => "";
                public static void Nothing(Chat s) { }
            }
            public static class Program
            {
                public static void Run(StateGraph<Chat> graph, CompiledGraph<Chat> compiled)
                {
                    {{statement}}
                }
            }
            """).Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.GetMessage(CultureInfo.InvariantCulture)),
    ];
}
