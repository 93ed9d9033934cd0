using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Nodes;

public sealed class ErrorHandlerTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task The_handler_runs_in_the_place_of_a_failed_node_and_chooses_where_to_go()
    {
        NodeError? seen = null;
        var graph = Failing(new() { Retry = new() { MaxAttempts = 2, InitialDelay = TimeSpan.Zero } })
            .AddErrorHandler("bad", (_, error, _) =>
            {
                seen = error;
                return new(new Command<TrailState> { Update = new TrailState.Update { Trail = ["handled"] }, Goto = "other" });
            })
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("handled", "other");

        (seen!.Node, seen.Message).Should().Be(("bad", "mine"));
        seen.Exception.Should().BeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task The_edges_of_the_failed_node_are_not_followed()
    {
        var graph = Failing().AddErrorHandler("bad", (_, _, _) => new(new TrailState.Update { Trail = ["handled"] })).Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("handled");
    }

    [Fact]
    public async Task A_handler_that_fails_ends_the_run_with_its_own_error()
    {
        var graph = Failing().AddErrorHandler("bad", (_, _, _) => throw new NotSupportedException("handler")).Compile();

        (await Failure.OfAsync<NotSupportedException>(async () => await graph.InvokeAsync(s_hi))).Message.Should().Be("handler");
    }

    [Fact]
    public async Task A_handler_may_ask()
    {
        var graph = Failing().AddErrorHandler("bad", (_, error, ctx) => new(new TrailState.Update { Trail = [ctx.Interrupt<string>(error.Message)] })).Compile(TrailGraphs.Stored());

        (await graph.InvokeAsync(s_hi, "t")).Interrupts.Single().ValueAs<string>().Should().Be("mine");
        (await graph.InvokeAsync(GraphInput.Answer("go on"), "t")).State.Trail.Should().Equal("go on");
    }

    [Fact]
    public async Task A_cancelled_run_is_no_failure_to_handle()
    {
        using var stop = new CancellationTokenSource();
        var handled = false;
        var graph = StateGraph.Create<TrailState>("cancel")
            .AddNode("bad", NodeResult<TrailState> (_, ctx) =>
            {
                stop.Cancel();
                ctx.CancellationToken.ThrowIfCancellationRequested();
                return default;
            })
            .AddErrorHandler("bad", (_, _, _) =>
            {
                handled = true;
                return default;
            })
            .AddEdge(Graph.Start, "bad")
            .Compile();

        await FluentActions.Awaiting(async () => await graph.InvokeAsync(s_hi, cancellationToken: stop.Token)).Should().ThrowAsync<OperationCanceledException>();
        handled.Should().BeFalse();
    }

    private static StateGraph<TrailState> Failing(NodeOptions? options = null) => StateGraph.Create<TrailState>("failing")
        .AddNode("bad", NodeResult<TrailState> (_) => throw new InvalidOperationException("mine"), options)
        .AddNode("next", _ => new TrailState.Update { Trail = ["next"] })
        .AddNode("other", _ => new TrailState.Update { Trail = ["other"] })
        .AddEdge(Graph.Start, "bad")
        .AddEdge("bad", "next");
}
