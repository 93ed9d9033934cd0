using GraphRuntime.Testing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Execution;

public sealed class CancellationTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task A_token_that_is_cancelled_already_stops_everything_at_the_door()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");
        var cancelled = new CancellationToken(canceled: true);

        await CancelledAsync(graph, async () => await graph.InvokeAsync(s_hi, "t", cancellationToken: cancelled));
        await CancelledAsync(graph, async () => await graph.StreamAsync(s_hi, "t", cancellationToken: cancelled).CountAsync());
        await CancelledAsync(graph, async () => await graph.GetStateAsync("t", cancellationToken: cancelled));
        await CancelledAsync(graph, async () => await graph.GetHistoryAsync("t", cancellationToken: cancelled).CountAsync());
        await CancelledAsync(graph, async () => await graph.UpdateStateAsync("t", s_hi, cancellationToken: cancelled));
        await CancelledAsync(graph, async () => await graph.DeleteThreadAsync("t", cancelled));
        await CancelledAsync(graph, async () => await graph.CopyThreadAsync("t", "copy", cancelled));
    }

    [Fact]
    public async Task Without_a_checkpointer_a_cancelled_run_stops_before_its_next_superstep()
    {
        using var stop = new CancellationTokenSource();
        var ran = new List<string>();
        var graph = StateGraph.Create<TrailState>("stop")
            .AddNode("a", _ => Ran("a"))
            .AddNode("b", _ => Ran("b"))
            .AddEdge(Graph.Start, "a")
            .AddEdge("a", "b")
            .Compile();

        await FluentActions.Awaiting(async () => await graph.InvokeAsync(s_hi, cancellationToken: stop.Token)).Should().ThrowAsync<OperationCanceledException>();

        ran.Should().Equal("a");

        NodeResult<TrailState> Ran(string name)
        {
            ran.Add(name);
            stop.Cancel();
            return default;
        }
    }

    [Theory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task A_cancelled_superstep_commits_nothing_and_what_had_finished_is_not_run_again(DurabilityMode durability)
    {
        using var stop = new CancellationTokenSource();
        var (quick, slow) = (0, 0);
        var graph = StateGraph.Create<TrailState>("siblings")
            .AddNode("quick", _ =>
            {
                quick++;
                return new TrailState.Update { Trail = ["quick"] };
            })
            .AddNode("slow", async (_, ctx) =>
            {
                if (slow++ == 0)
                {
                    await stop.CancelAsync();
                    ctx.CancellationToken.ThrowIfCancellationRequested();
                }

                return new TrailState.Update { Trail = ["slow"] };
            })
            .AddEdge(Graph.Start, "quick")
            .AddEdge(Graph.Start, "slow")
            .Compile(TrailGraphs.Stored());
        var config = new RunConfig { Durability = durability };

        var error = (await FluentActions.Awaiting(async () => await graph.InvokeAsync(s_hi, "t", config, stop.Token)).Should().ThrowAsync<OperationCanceledException>()).Which;

        error.CancellationToken.Should().Be(stop.Token);
        (await graph.GetHistoryAsync("t").FirstAsync()).State.Trail.Should().BeEmpty();
        (await graph.InvokeAsync(GraphInput.Resume, "t", config)).State.Trail.Should().Equal("quick", "slow");
        (quick, slow).Should().Be((1, 2));
    }

    [Fact]
    public async Task A_node_that_finishes_although_it_was_cancelled_is_not_applied_and_not_run_again()
    {
        using var stop = new CancellationTokenSource();
        var runs = 0;
        var graph = StateGraph.Create<TrailState>("deaf")
            .AddNode("deaf", _ =>
            {
                runs++;
                stop.Cancel();
                return new TrailState.Update { Trail = ["done"] };
            })
            .AddEdge(Graph.Start, "deaf")
            .Compile(TrailGraphs.Stored());

        await FluentActions.Awaiting(async () => await graph.InvokeAsync(s_hi, "t", cancellationToken: stop.Token)).Should().ThrowAsync<OperationCanceledException>();

        (await graph.GetHistoryAsync("t").FirstAsync()).State.Trail.Should().BeEmpty();
        (await graph.InvokeAsync(GraphInput.Resume, "t")).State.Trail.Should().Equal("done");
        runs.Should().Be(1);
    }

    [Theory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task A_failed_superstep_commits_nothing_and_what_had_finished_is_not_run_again(DurabilityMode durability)
    {
        var (good, bad) = (0, 0);
        var graph = StateGraph.Create<TrailState>("siblings")
            .AddNode("bad", _ => bad++ == 0 ? throw new InvalidOperationException("first time") : new TrailState.Update { Trail = ["bad"] })
            .AddNode("good", _ =>
            {
                good++;
                return new TrailState.Update { Trail = ["good"] };
            })
            .AddEdge(Graph.Start, "bad")
            .AddEdge(Graph.Start, "good")
            .Compile(TrailGraphs.Stored());
        var config = new RunConfig { Durability = durability };

        await Failure.OfAsync<InvalidOperationException>(async () => await graph.InvokeAsync(s_hi, "t", config));

        (await graph.GetHistoryAsync("t").FirstAsync()).State.Trail.Should().BeEmpty();
        (await graph.InvokeAsync(GraphInput.Resume, "t", config)).State.Trail.Should().Equal("bad", "good");
        (good, bad).Should().Be((1, 2));
    }

    [Fact]
    public async Task The_token_reaches_nodes_of_subgraphs_and_conditional_edges()
    {
        using var stop = new CancellationTokenSource();
        var reached = new TaskCompletionSource();
        var child = StateGraph.Create<TrailState>("child")
            .AddNode("wait", async (_, ctx) =>
            {
                reached.SetResult();
                await new Gate().PassAsync(ctx.CancellationToken);
                return default;
            })
            .AddEdge(Graph.Start, "wait")
            .Compile();
        var graph = StateGraph.Create<TrailState>("parent").AddSubgraph("sub", child).AddEdge(Graph.Start, "sub").Compile();
        var running = graph.InvokeAsync(s_hi, cancellationToken: stop.Token).AsTask();
        await reached.Task;

        await stop.CancelAsync();

        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task CancelledAsync(CompiledGraph<TrailState> graph, Func<Task> act)
    {
        var before = await ThreadImage.TakeAsync(graph, "t");
        await act.Should().ThrowAsync<OperationCanceledException>();
        (await ThreadImage.TakeAsync(graph, "t")).Should().Be(before);
    }
}
