using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Calls;

/// <summary>An answer belongs to its question, counts until the result of its task is stored, and is nobody else's.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("shared")]
    [InlineData("mapped")]
    [InlineData("called")]
    [InlineData("flat")]
    public async Task A_later_answer_replaces_one_whose_task_has_failed(string shape)
    {
        static NodeResult<CallState> Ask(CallState s, NodeContext ctx)
        {
            var n = ctx.Interrupt<int>("between 1 and 10?");
            return n is < 1 or > 10 ? throw new ArgumentOutOfRangeException(nameof(ctx)) : new CallState.Update { Log = ["begin", $"got {n}"] };
        }

        var main = StateGraph.Create<CallState>("main");
        main = shape == "flat" ? main.AddNode("sub", Ask) : main.AddShape(shape, static g => g.AddNode("ask", Ask).AddEdge(Graph.Start, "ask"), SubgraphPersistence.Inherit);
        var graph = main.AddEdge(Graph.Start, "sub").Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new CallState.Update { Note = "in" }, "t");
        await Failure.OfAsync<ArgumentOutOfRangeException>(async () => await graph.InvokeAsync(GraphInput.Answer(70), "t"));

        (await graph.GetStateAsync("t")).Interrupts.Should().ContainSingle("what can be answered is shown");
        var done = await graph.InvokeAsync(GraphInput.Answer(7), "t");

        done.State.Log.Should().Equal("begin", "got 7");
        await Failure.OfAsync<AnswerException>(async () => await graph.InvokeAsync(GraphInput.Answer(8), "t"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_that_ask_in_another_order_get_their_own_answers(bool keyed)
    {
        var order = (string[])["mail", "delete"];
        var graph = StateGraph.Create<CallState>("main")
            .AddNode("tools", (_, ctx) =>
            {
                var answers = order.ToDictionary(static n => n, n => keyed ? ctx.Interrupt<bool>(n, $"run it, {order[0]} first?") : ctx.Interrupt<bool>($"run {n}?"));
                return new CallState.Update { Log = [$"mail {answers["mail"]}", $"delete {answers["delete"]}"] };
            })
            .AddEdge(Graph.Start, "tools")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new CallState.Update { Note = "in" }, "t");
        Array.Reverse(order);
        var second = await graph.InvokeAsync(GraphInput.Answer(true), "t");
        second.Interrupts.Should().ContainSingle();
        Array.Reverse(order);

        var done = await graph.InvokeAsync(GraphInput.Answer(false), "t");

        done.State.Log.Should().Equal("mail True", "delete False");
    }

    [Fact]
    public async Task A_question_that_was_edited_away_is_neither_shown_nor_answered()
    {
        var graph = StateGraph.Create<CallState>("main")
            .AddShape("shared", static g => g.AddNode("ask", static (_, ctx) => new CallState.Update { Log = [ctx.Interrupt<string>("?")] }).AddEdge(Graph.Start, "ask"), SubgraphPersistence.Inherit)
            .AddEdge(Graph.Start, "sub")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        var asked = await graph.InvokeAsync(new CallState.Update { Note = "in" }, "t");
        var ns = (await graph.GetStateAsync("t")).Tasks[0].SubgraphNamespace!;
        await graph.UpdateSubgraphStateAsync(new GraphThread("t") { Namespace = ns }, new CallState.Update { Note = "edited" });

        (await graph.GetStateAsync("t")).Interrupts.Should().BeEmpty();
        await Failure.OfAsync<AnswerException>(async () => await graph.InvokeAsync(GraphInput.Answer(asked.Interrupts[0].Id, "yes"), "t"));
        (await graph.InvokeAsync(GraphInput.Resume, "t")).Interrupts.Should().ContainSingle("it is asked again");
    }

    [Fact]
    public async Task A_result_that_took_an_answer_is_not_cached_for_others()
    {
        var graph = StateGraph.Create<CallState>("main")
            .AddNode("approve", static (_, ctx) => new CallState.Update { Log = ["by " + ctx.Interrupt<string>("who?")] }, new NodeOptions { CacheKey = static s => ((CallState)s).Note })
            .AddEdge(Graph.Start, "approve")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new CallState.Update { Note = "refund" }, "ann");
        await graph.InvokeAsync(GraphInput.Answer("ann"), "ann");

        (await graph.InvokeAsync(new CallState.Update { Note = "refund" }, "bob")).IsPaused.Should().BeTrue();
    }

    [Fact]
    public async Task The_newest_checkpoint_named_by_its_id_is_resumed_like_the_thread()
    {
        var mails = 0;
        var graph = StateGraph.Create<CallState>("main")
            .AddNode("mail", _ => new CallState.Update { Log = [$"mail {++mails}"] })
            .AddNode("ask", static (_, ctx) => new CallState.Update { Log = [ctx.Interrupt<string>("?")] })
            .AddEdge(Graph.Start, "mail")
            .AddEdge(Graph.Start, "ask")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new CallState.Update { Note = "in" }, "t");

        var done = await graph.InvokeAsync(GraphInput.Answer("yes"), (await graph.GetStateAsync("t")).Thread);

        done.State.Log.Should().Equal("yes", "mail 1");
        mails.Should().Be(1);
    }

    [Fact]
    public async Task Skipping_the_node_that_asks_keeps_what_its_sibling_leads_to()
    {
        var graph = StateGraph.Create<CallState>("main")
            .AddNode("a", _ => new CallState.Update { Log = ["a"] })
            .AddNode("ask", static (_, ctx) => new CallState.Update { Log = [ctx.Interrupt<string>("?")] })
            .AddNode("after a", _ => new CallState.Update { Log = ["after a"] })
            .AddNode("after ask", _ => new CallState.Update { Log = ["after ask"] })
            .AddEdge(Graph.Start, "a")
            .AddEdge(Graph.Start, "ask")
            .AddEdge("a", "after a")
            .AddEdge("ask", "after ask")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new CallState.Update { Note = "in" }, "t");
        await graph.UpdateStateAsync("t", null, "ask");

        (await graph.InvokeAsync(GraphInput.Resume, "t")).State.Log.Should().Equal("a", "after a", "after ask");
    }
}
