using GraphRuntime.Testing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Interrupts;

public sealed partial class AnswerErrorTests
{
    [Fact]
    public async Task An_answer_to_an_unknown_question_is_refused_and_names_the_open_ones()
    {
        var graph = Ask<Amount>();
        var id = (await graph.InvokeAsync(s_hi, "t")).Interrupts.Single().Id;

        var error = await graph.RefusedAsync<AnswerException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Answer("ask@9!0", 1), "t"));

        error.Message.Should().Be($"Thread 't' has no open interrupt 'ask@9!0'. Open: {id}. Read the state of the thread for the questions that are open now.");
        error.InterruptId.Should().Be("ask@9!0");
        error.OpenInterruptIds.Should().Equal(id);
    }

    [Fact]
    public async Task An_answer_to_a_thread_that_asks_nothing_is_refused()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");

        foreach (var thread in new[] { "t", "new" })
        {
            var error = await graph.RefusedAsync<AnswerException, TrailState>(thread, async () => await graph.InvokeAsync(GraphInput.Answer(1), thread));

            error.Message.Should().Be($"Thread '{thread}' has no open interrupt to answer. Resume it with GraphInput.Resume, or give it a new input.");
            error.InterruptId.Should().BeNull();
            error.OpenInterruptIds.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task One_value_for_several_questions_is_refused()
    {
        var graph = StateGraph.Create<TrailState>("two")
            .AddNode("one", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("1?")] })
            .AddNode("two", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("2?")] })
            .AddEdge(Graph.Start, "one")
            .AddEdge(Graph.Start, "two")
            .Compile(TrailGraphs.Stored());
        var ids = (await graph.InvokeAsync(s_hi, "t")).Interrupts.Select(i => i.Id).ToList();

        var error = await graph.RefusedAsync<AnswerException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Answer("x"), "t"));

        error.Message.Should().Be($"Thread 't' has 2 open interrupts. Open: {ids[0]}, {ids[1]}. Say which one is answered: GraphInput.Answer(id, value).");
        error.OpenInterruptIds.Should().Equal(ids);
    }

    [Fact]
    public async Task A_pause_by_exception_cannot_be_answered()
    {
        var graph = TrailGraphs.LongInput().Compile(TrailGraphs.Stored());
        var id = (await graph.InvokeAsync(new TrailState.Update { Input = "much too long" }, "t")).Interrupts.Single().Id;

        await graph.RefusedAsync<AnswerException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Answer("x"), "t"));
        await graph.RefusedAsync<AnswerException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Answer(id, "x"), "t"));
    }

    [Fact]
    public async Task An_answer_needs_a_checkpointer()
    {
        var graph = TrailGraphs.Abc().Compile();

        (await Failure.OfAsync<MissingCheckpointerException>(async () => await graph.InvokeAsync(GraphInput.Answer(1)))).Message.Should().Be(
            "Graph 'abc': an answer was given, but there is nothing it could answer. Compile the graph with a checkpointer and name the thread.");
    }
}
