using GraphRuntime.Testing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Interrupts;

public sealed partial class AnswerErrorTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task An_answer_of_the_wrong_type_is_refused_and_the_question_stays_open()
    {
        var graph = Ask<int>();
        var id = (await graph.InvokeAsync(s_hi, "t")).Interrupts.Single().Id;

        var error = await graph.RefusedAsync<AnswerException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Answer("forty"), "t"));

        error.Message.Should().Be(
            $"The answer to interrupt '{id}' of thread 't' does not fit: $: expected integer, found string. The question is still open: give an answer that fits its AnswerSchema. Where the node asks for another type since it was changed, resume the thread first, so that it asks again.");
        error.IsMismatch.Should().BeTrue();
        error.ThreadId.Should().Be("t");
        error.InterruptId.Should().Be(id);
        error.OpenInterruptIds.Should().Equal(id);
        (await graph.InvokeAsync(GraphInput.Answer(id, 40), "t")).State.Trail.Should().Equal("40");
    }

    [Fact]
    public async Task Null_is_no_answer_where_a_number_was_asked_for()
    {
        var graph = Ask<int>();
        await graph.InvokeAsync(s_hi, "t");

        await graph.RefusedAsync<AnswerException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Answer(null), "t"));
    }

    [Fact]
    public async Task A_wrong_answer_is_refused_also_where_the_node_catches_everything()
    {
        var graph = StateGraph.Create<TrailState>("swallow")
            .AddNode("ask", NodeResult<TrailState> (_, ctx) =>
            {
                try
                {
                    return new TrailState.Update { Trail = [$"{ctx.Interrupt<Amount>("?")}"] };
                }
                catch (Exception)
                {
                    return new TrailState.Update { Trail = ["swallowed"] };
                }
            })
            .AddEdge(Graph.Start, "ask")
            .Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t");

        await graph.RefusedAsync<AnswerException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Answer("no"), "t"));

        (await graph.InvokeAsync(GraphInput.Answer(1), "t")).State.Trail.Should().Equal("1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wrong_answer_is_not_kept_also_where_a_sibling_fails_or_is_slower(bool fails)
    {
        var first = true;
        var graph = StateGraph.Create<TrailState>("siblings")
            .AddNode("ask", (_, ctx) => new TrailState.Update { Trail = [$"{ctx.Interrupt<Amount>("?")}"] })
            .AddNode("Beside", async (_, ctx) =>
            {
                if (first || fails)
                {
                    throw new InvalidOperationException("beside");
                }

                await new Gate().PassAsync(ctx.CancellationToken);
                return default;
            })
            .AddEdge(Graph.Start, "ask")
            .AddEdge(Graph.Start, "Beside")
            .Compile(TrailGraphs.Stored());
        await Failure.OfAsync<InvalidOperationException>(async () => await graph.InvokeAsync(s_hi, "t"));
        var open = (await graph.GetStateAsync("t")).Interrupts.Single().Id;
        first = false;

        await FluentActions.Awaiting(async () => await graph.InvokeAsync(GraphInput.Answer("wrong"), "t")).Should().ThrowAsync<Exception>();

        (await graph.GetStateAsync("t")).Interrupts.Single().Id.Should().Be(open);
        first = true;
        await Failure.OfAsync<InvalidOperationException>(async () => await graph.InvokeAsync(GraphInput.Answer(2), "t"));
        (await graph.GetStateAsync("t")).State.Trail.Should().Equal("2");
    }

    [Theory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task An_edit_that_comes_with_a_refused_answer_is_refused_too(DurabilityMode durability)
    {
        var graph = Ask<Amount>();
        var config = new RunConfig { Durability = durability };
        var id = (await graph.InvokeAsync(s_hi, "t", config)).Interrupts.Single().Id;
        var edit = new Command<TrailState> { Update = new TrailState.Update { Trail = ["edit"] } };

        await graph.RefusedAsync<AnswerException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Answer("forty").With(edit), "t", config));
        await graph.RefusedAsync<AnswerException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Answer("ask@9!0", 40).With(edit), "t", config));
        await graph.RefusedAsync<RouteException, TrailState>(
            "t", async () => await graph.InvokeAsync(GraphInput.Answer(40).With(new Command<TrailState> { Goto = "nobody" }), "t", config));

        (await graph.InvokeAsync(GraphInput.Answer(id, 40).With(edit), "t", config)).State.Trail.Should().Equal("edit", "40");
    }

    [Fact]
    public async Task An_answer_that_is_refused_takes_the_others_of_the_same_input_with_it_and_what_ran_on_the_edited_state()
    {
        var asked = new TaskCompletionSource();
        var (first, beside) = (true, 0);
        var graph = StateGraph.Create<TrailState>("three")
            .AddNode("beside", (s, _) =>
            {
                beside++;
                return first ? throw new InvalidOperationException("beside") : new TrailState.Update { Trail = [$"beside after {s.Trail.Length}"] };
            })
            .AddNode("one", (_, ctx) => new TrailState.Update { Trail = [$"one {ctx.Interrupt<Amount>("1?")}"] })
            .AddNode("two", async (_, ctx) =>
            {
                if (!first)
                {
                    await asked.Task;
                }

                return new TrailState.Update { Trail = [$"two {ctx.Interrupt<Amount>("2?")}"] };
            })
            .AddEdge(Graph.Start, "beside")
            .AddEdge(Graph.Start, "one")
            .AddEdge(Graph.Start, "two")
            .Compile(TrailGraphs.Stored());
        await Failure.OfAsync<InvalidOperationException>(async () => await graph.InvokeAsync(s_hi, "t"));
        var ids = (await graph.GetStateAsync("t")).Interrupts.Select(i => i.Id).Order().ToArray();
        ids.Should().HaveCount(2);
        first = false;
        var edit = new Command<TrailState> { Update = new TrailState.Update { Trail = ["edit"] } };

        var refused = graph.RefusedAsync<AnswerException, TrailState>(
            "t", async () => await graph.InvokeAsync(GraphInput.Answers(new Dictionary<string, object?> { [ids[0]] = 1, [ids[1]] = "two" }).With(edit), "t"));
        asked.SetResult();
        await refused;

        (await graph.InvokeAsync(GraphInput.Answers(new Dictionary<string, object?> { [ids[0]] = 1, [ids[1]] = 2 }), "t")).State.Trail
            .Should().Equal("beside after 0", "one 1", "two 2");
        beside.Should().Be(3);
    }

    [Fact]
    public async Task Every_answer_of_a_node_with_several_questions_may_bring_an_edit()
    {
        var graph = StateGraph.Create<TrailState>("twice")
            .AddNode("ask", (s, ctx) =>
            {
                var (one, two, three) = (ctx.Interrupt<Amount>("1?"), ctx.Interrupt<Amount>("2?"), ctx.Interrupt<Amount>("3?"));
                return new TrailState.Update { Trail = [$"{one} {two} {three} after {s.Trail.Length}"] };
            })
            .AddEdge(Graph.Start, "ask")
            .Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t");

        await graph.InvokeAsync(GraphInput.Answer(1).With(new Command<TrailState> { Update = new TrailState.Update { Trail = ["a"] } }), "t");
        await graph.InvokeAsync(GraphInput.Answer(2).With(new Command<TrailState> { Update = new TrailState.Update { Trail = ["b"] } }), "t");
        (await graph.GetStateAsync("t")).State.Trail.Should().Equal("a", "b");

        (await graph.InvokeAsync(GraphInput.Answer(3), "t")).State.Trail.Should().Equal("a", "b", "1 2 3 after 2");
    }

    [Fact]
    public void What_is_null_where_it_may_not_be_is_refused()
    {
        FluentActions.Invoking(() => GraphInput.Answers(null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("answers");
        FluentActions.Invoking(() => GraphInput.Answer(null!, 1)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("interruptId");
        FluentActions.Invoking(() => GraphInput.From((Command)null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("command");
        FluentActions.Invoking(() => GraphInput.From((StateUpdate)null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("update");
        FluentActions.Invoking(() => GraphInput.Resume.With(null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("command");
        FluentActions.Invoking(() => GraphInput.Answers(new Dictionary<string, object?>())).Should().ThrowExactly<ArgumentException>().WithParameterName("answers");
    }

    [Fact]
    public void An_update_cannot_be_given_twice() =>
        FluentActions.Invoking(() => GraphInput.From(s_hi).With(new Command<TrailState> { Goto = "a" })).Should().ThrowExactly<InvalidOperationException>()
            .WithMessage("The input has an update or destinations already, which the command would replace. Put all of it into the command.");

    private static CompiledGraph<TrailState> Ask<T>() => StateGraph.Create<TrailState>("ask")
        .AddNode("ask", (_, ctx) => new TrailState.Update { Trail = [$"{ctx.Interrupt<T>("how many?")}"] })
        .AddEdge(Graph.Start, "ask")
        .Compile(TrailGraphs.Stored());
}
