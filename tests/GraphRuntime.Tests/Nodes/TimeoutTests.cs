using GraphRuntime.Testing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Nodes;

public sealed class TimeoutTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_takes_too_long_is_cancelled_and_ends_the_run_also_where_it_does_not_listen(bool listens)
    {
        var time = new VirtualTimeProvider();
        CancellationToken seen = default;
        var graph = StateGraph.Create<TrailState>("slow")
            .AddNode("a", async (_, ctx) =>
            {
                seen = ctx.CancellationToken;
                await new Gate().PassAsync(listens ? seen : default);
                return default;
            }, new() { Timeout = TimeSpan.FromSeconds(30) })
            .AddEdge(Graph.Start, "a")
            .Compile(TrailGraphs.Stored() with { TimeProvider = time });
        var running = graph.InvokeAsync(s_hi, "t").AsTask();

        time.Advance(TimeSpan.FromSeconds(30));

        var error = await Failure.OfAsync<NodeTimeoutException>(() => running);
        error.Message.Should().Be("Graph 'slow', thread 't', node 'a': it did not finish within 00:00:30. Raise NodeOptions.Timeout, or let the node watch its cancellation token.");
        (error.Graph, error.ThreadId, error.Node, error.Timeout).Should().Be(("slow", "t", "a", TimeSpan.FromSeconds(30)));
        seen.IsCancellationRequested.Should().BeTrue();
        var state = await graph.GetStateAsync("t");
        (state.Next.Single(), state.Tasks.Single().Error).Should().Be(("a", error.Message));
    }

    [Fact]
    public async Task Each_attempt_has_the_whole_time_and_a_token_of_its_own()
    {
        var time = new VirtualTimeProvider();
        var entered = new SemaphoreSlim(0);
        var graph = StateGraph.Create<TrailState>("slow")
            .AddNode("a", async (_, ctx) =>
            {
                ctx.CancellationToken.IsCancellationRequested.Should().BeFalse();
                entered.Release();
                if (ctx.Attempt == 1)
                {
                    await new Gate().PassAsync(ctx.CancellationToken);
                }

                return new TrailState.Update { Trail = [$"{ctx.Attempt}"] };
            }, new() { Timeout = TimeSpan.FromSeconds(30), Retry = new() { InitialDelay = TimeSpan.Zero } })
            .AddEdge(Graph.Start, "a")
            .Compile(new() { TimeProvider = time });
        var running = graph.InvokeAsync(s_hi).AsTask();
        await entered.WaitAsync();

        time.Advance(TimeSpan.FromSeconds(30));

        (await running).State.Trail.Should().Equal("2");
    }

    [Fact]
    public async Task A_node_that_is_quick_enough_is_not_disturbed()
    {
        var graph = StateGraph.Create<TrailState>("quick")
            .AddNode("a", _ => new TrailState.Update { Trail = ["a"] }, new() { Timeout = TimeSpan.FromDays(1) })
            .AddEdge(Graph.Start, "a")
            .Compile(new() { TimeProvider = new VirtualTimeProvider() });

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("a");
    }
}
