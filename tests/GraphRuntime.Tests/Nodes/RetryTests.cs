using GraphRuntime.Testing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace GraphRuntime.Tests.Nodes;

public sealed class RetryTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task A_failed_attempt_is_followed_by_another_one_after_its_delay()
    {
        var time = new VirtualTimeProvider();
        var attempts = new List<int>();
        var graph = Node(ctx =>
        {
            attempts.Add(ctx.Attempt);
            return ctx.Attempt < 3 ? throw new TimeoutException("not yet") : new TrailState.Update { Trail = [$"{ctx.Attempt}"] };
        }, new() { Retry = new() { InitialDelay = TimeSpan.FromSeconds(1), BackoffFactor = 10 } }, time);

        var running = graph.InvokeAsync(s_hi).AsTask();
        time.NextTimerIn.Should().Be(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        await WaitForTimerAsync(time);
        time.NextTimerIn.Should().Be(TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(10));

        (await running).State.Trail.Should().Equal("3");
        attempts.Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Attempts_end_and_the_last_error_is_what_the_caller_sees()
    {
        var attempts = 0;
        var graph = Node(_ => throw new TimeoutException($"attempt {++attempts}"), new() { Retry = new() { MaxAttempts = 2, InitialDelay = TimeSpan.Zero } });

        (await Failure.OfAsync<TimeoutException>(async () => await graph.InvokeAsync(s_hi))).Message.Should().Be("attempt 2");
    }

    [Fact]
    public async Task Only_what_is_worth_it_is_tried_again()
    {
        var attempts = 0;
        var options = new NodeOptions { Retry = new() { InitialDelay = TimeSpan.Zero, ShouldRetry = static e => e is TimeoutException } };

        await Failure.OfAsync<NotSupportedException>(async () => await Node(_ => ++attempts == 1 ? throw new TimeoutException() : throw new NotSupportedException(), options).InvokeAsync(s_hi));

        attempts.Should().Be(2);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(9, 128)]
    [InlineData(2000, 128)]
    public void Delays_grow_up_to_the_longest(int attempt, double seconds) => new RetryPolicy().DelayAfter(attempt).Should().Be(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void No_delay_stays_no_delay() => new RetryPolicy { InitialDelay = TimeSpan.Zero }.DelayAfter(2000).Should().Be(TimeSpan.Zero);

    [Fact]
    public async Task What_a_failed_attempt_was_going_to_do_is_forgotten()
    {
        var graph = StateGraph.Create<TrailState>("forget")
            .AddNode("a", _ => new Command<TrailState> { Goto = "b" }, new() { Retry = new() { InitialDelay = TimeSpan.Zero } })
            .AddNode("b", _ => new TrailState.Update { Trail = ["b"] })
            .AddEdge(Graph.Start, "a")
            .AddConditionalEdges("a", Once(() => throw new TimeoutException()))
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("b");
    }

    [Fact]
    public async Task A_Polly_pipeline_fits_as_the_wrapper_of_a_node()
    {
        var attempts = 0;
        var pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, Delay = TimeSpan.Zero }).Build();
        var graph = Node(
            ctx => ++attempts < 3 ? throw new TimeoutException() : new TrailState.Update { Trail = [$"{ctx.Attempt}"] },
            new() { Execute = pipeline.ExecuteAsync });

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("3");
    }

    [Fact]
    public async Task The_token_of_a_Polly_pipeline_reaches_the_node()
    {
        var time = new VirtualTimeProvider();
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(TimeSpan.FromSeconds(5)).Build();
        var graph = StateGraph.Create<TrailState>("polly")
            .AddNode("a", async (_, ctx) =>
            {
                await new Gate().PassAsync(ctx.CancellationToken);
                return default;
            }, new() { Execute = pipeline.ExecuteAsync })
            .AddEdge(Graph.Start, "a")
            .Compile();
        var running = graph.InvokeAsync(s_hi).AsTask();

        time.Advance(TimeSpan.FromSeconds(5));

        await Failure.OfAsync<TimeoutRejectedException>(() => running);
    }

    [Fact]
    public async Task A_wrapper_that_does_not_run_the_node_or_hides_its_failure_is_found_out()
    {
        var idle = Node(_ => default, new() { Execute = static (_, _) => ValueTask.CompletedTask });
        var hides = Node(_ => throw new TimeoutException("mine"), new() { Execute = HideAsync });

        (await Failure.OfAsync<InvalidOperationException>(async () => await idle.InvokeAsync(s_hi))).Message.Should().Be(
            "Node 'a' of graph 'node': NodeOptions.Execute returned and the node has not finished. It must call what it is given, and wait for it.");
        (await Failure.OfAsync<TimeoutException>(async () => await hides.InvokeAsync(s_hi))).Message.Should().Be("mine");

        static async ValueTask HideAsync(Func<CancellationToken, ValueTask> work, CancellationToken token)
        {
            try
            {
                await work(token);
            }
            catch (TimeoutException)
            {
                // A wrapper that reports failures and goes on.
            }
        }
    }

    private static Func<TrailState, Routes> Once(Action act)
    {
        var isDone = false;
        return _ =>
        {
            if (!isDone)
            {
                isDone = true;
                act();
            }

            return Routes.None;
        };
    }

    private static CompiledGraph<TrailState> Node(Func<NodeContext, NodeResult<TrailState>> run, NodeOptions options, TimeProvider? time = null) =>
        StateGraph.Create<TrailState>("node").AddNode("a", (_, ctx) => run(ctx), options).AddEdge(Graph.Start, "a").Compile(new() { TimeProvider = time });

    private static async Task WaitForTimerAsync(VirtualTimeProvider time)
    {
        while (time.NextTimerIn is null)
        {
            await Task.Yield();
        }
    }
}
