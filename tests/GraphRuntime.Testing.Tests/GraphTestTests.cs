using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Testing.Tests;

public sealed class GraphTestTests
{
    private static readonly string[] WholeWay = ["check", "pay", "send"];

    [Fact]
    public async Task A_graph_runs_to_its_end()
    {
        var test = new GraphTest<OrderState>(Orders.Build());

        await test.RunAsync(Orders.Of(50));

        test.Path.Should().Equal(WholeWay);
        test.Next.Should().BeEmpty();
        test.State.Log.Should().Equal("checked 50", "paid", "sent");
    }

    [Fact]
    public async Task A_graph_runs_to_a_node_and_on()
    {
        var test = new GraphTest<OrderState>(Orders.Build());

        await test.RunToAsync("pay", Orders.Of(50));
        test.Path.Should().Equal("check");
        test.Next.Should().Equal("pay");

        await test.RunToAsync("send", GraphInput.Resume);
        test.State.Log.Should().Equal("checked 50", "paid");

        await test.RunAsync(GraphInput.Resume);
        test.Path.Should().Equal(WholeWay);
    }

    [Fact]
    public async Task A_graph_runs_to_a_node_of_a_loop_again_and_again()
    {
        var graph = StateGraph.Create<OrderState>("loop")
            .AddNode("add", state => new OrderState.Update { Amount = state.Amount + 1 })
            .AddNode("look", _ => new OrderState.Update())
            .AddEdge(Graph.Start, "add")
            .AddEdge("add", "look")
            .AddConditionalEdges("look", state => state.Amount < 3 ? "add" : Graph.End, "add", Graph.End);
        var test = new GraphTest<OrderState>(graph);

        await test.RunToAsync("look", Orders.Of(0));
        await test.RunToAsync("look", GraphInput.Resume);

        test.State.Amount.Should().Be(2);
        test.Path.Should().Equal("add", "look", "add");
    }

    [Fact]
    public async Task Steps_and_runs_to_a_node_can_be_mixed()
    {
        var test = new GraphTest<OrderState>(Orders.Build());

        await test.StepAsync(Orders.Of(50));
        test.Next.Should().Equal("pay");
        await test.RunToAsync("send", GraphInput.Resume);
        await test.StepAsync(GraphInput.Resume);

        test.Path.Should().Equal(WholeWay);
        test.Next.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true, "check,approve,pay,send")]
    [InlineData(false, "check,approve")]
    public async Task An_answer_goes_on(bool answer, string path)
    {
        var test = new GraphTest<OrderState>(Orders.Build());

        await test.RunAsync(Orders.Of(500));
        test.Questions.Should().ContainSingle().Which.ValueAs<string>().Should().Be("Approve?");
        await test.AnswerAsync(answer);

        test.Path.Should().Equal(path.Split(','));
        test.Questions.Should().BeEmpty();
    }

    [Fact]
    public async Task A_test_begins_in_the_middle()
    {
        var test = new GraphTest<OrderState>(Orders.Build());

        await test.EditAsync(new OrderState.Update { Amount = 500, Approved = true }, asNode: "approve");
        test.Next.Should().Equal("pay");
        await test.RunAsync(GraphInput.Resume);

        test.Path.Should().Equal("pay", "send");
    }

    [Fact]
    public async Task A_node_that_is_not_reached_is_an_error_that_says_where_the_thread_stands()
    {
        var test = new GraphTest<OrderState>(Orders.Build());

        var stopped = await test.Invoking(t => t.RunToAsync("pay", Orders.Of(500))).Should().ThrowAsync<GraphTestException>();
        stopped.Which.Node.Should().Be("pay");
        stopped.WithMessage("The run did not come to node 'pay'. It stopped at a question: *Approve?*");

        (await new GraphTest<OrderState>(Orders.Build()).Invoking(t => t.RunToAsync("approve", Orders.Of(1))).Should().ThrowAsync<GraphTestException>())
            .WithMessage("*It ended after check, pay, send.");
    }

    [Fact]
    public async Task Retries_take_no_time()
    {
        var tries = 0;
        var test = new GraphTest<OrderState>(Orders.Build(_ => ++tries < 2 ? throw new HttpRequestException("away") : Task.CompletedTask));

        var run = test.RunAsync(Orders.Of(50));
        await test.Time.AdvanceToNextTimerAsync();
        await run;

        tries.Should().Be(2);
        test.Path.Should().Equal(WholeWay);
    }

    [Fact]
    public async Task The_exception_of_a_node_comes_out_as_it_is_and_the_thread_can_be_looked_at()
    {
        var test = new GraphTest<OrderState>(Orders.Build(_ => throw new NotSupportedException("never")));

        await test.Invoking(t => t.RunAsync(Orders.Of(50))).Should().ThrowAsync<NotSupportedException>();

        test.Path.Should().Equal("check");
        test.Next.Should().Equal("pay");
    }

    [Fact]
    public async Task A_gate_holds_a_node()
    {
        var gate = new Gate();
        var test = new GraphTest<OrderState>(Orders.Build(gate.PassAsync));

        var run = test.RunAsync(Orders.Of(50));
        await gate.Reached;
        run.IsCompleted.Should().BeFalse();
        gate.Open();
        await run;

        test.Path.Should().Equal(WholeWay);
    }

    [Fact]
    public async Task A_gate_that_stays_closed_can_be_left()
    {
        using var patience = new CancellationTokenSource();
        var gate = new Gate();
        var pass = gate.PassAsync(patience.Token);

        await patience.CancelAsync();

        await FluentActions.Awaiting(() => pass).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Nodes_find_a_store_or_the_services_that_the_test_gives()
    {
        var graph = StateGraph.Create<OrderState>("stored").AddNode(
            "note",
            async (_, context) =>
            {
                StoreNamespace place = ["orders"];
                await context.Store.PutAsync(place, "last", "{}"u8.ToArray(), cancellationToken: context.CancellationToken);
                return new OrderState.Update();
            })
            .AddEdge(Graph.Start, "note");
        var checkpointer = new InMemoryCheckpointer();
        var store = new InMemoryStore(checkpointer, TimeProvider.System);
        await using var services = new ServiceCollection().AddSingleton<IStore>(store).BuildServiceProvider();
        var plain = new GraphTest<OrderState>(graph);
        var served = new GraphTest<OrderState>(graph, new() { Checkpointer = checkpointer, Services = services });

        await plain.RunAsync(Orders.Of(1));
        await served.RunAsync(Orders.Of(1));

        served.Store.Should().BeSameAs(store);
        foreach (var seen in new[] { plain.Store, store })
        {
            (await seen.ListNamespacesAsync(new StoreNamespaceQuery(), CancellationToken.None)).Should().ContainSingle();
        }
    }

    [Fact]
    public void Mistakes_of_a_test_are_told()
    {
        var test = new GraphTest<OrderState>(Orders.Build());

        FluentActions.Invoking(() => test.State).Should().Throw<InvalidOperationException>().WithMessage("Nothing has run yet.*");
        FluentActions.Invoking(() => new GraphTest<OrderState>(Orders.Build(), new() { TimeProvider = TimeProvider.System })).Should().Throw<ArgumentException>();
    }
}
