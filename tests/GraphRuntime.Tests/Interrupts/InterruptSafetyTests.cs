using GraphRuntime.Tests.Breakpoints;
using Polly;
using Polly.Retry;

namespace GraphRuntime.Tests.Interrupts;

public sealed class InterruptSafetyTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    private static readonly ResiliencePipeline s_stubborn = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = 5,
        Delay = TimeSpan.Zero,
        ShouldHandle = static _ => PredicateResult.True(),
    }).Build();

    public static TheoryData<string, NodeOptions> Wrappers => new()
    {
        { "retry", new() { Retry = new() { MaxAttempts = 5, InitialDelay = TimeSpan.Zero, ShouldRetry = static _ => true } } },
        { "timeout", new() { Timeout = TimeSpan.FromDays(1) } },
        { "wrapper that swallows", new() { Execute = SwallowAsync } },
        { "wrapper around a retry", new() { Execute = SwallowAsync, Retry = new() { ShouldRetry = static _ => true } } },
        { "cache", new() { CacheKey = static _ => "k" } },
    };

    [Theory]
    [MemberData(nameof(Wrappers))]
    public async Task A_question_passes_every_wrapper_and_is_asked_once(string wrapper, NodeOptions options)
    {
        var runs = 0;
        var graph = Node((_, ctx) =>
        {
            runs++;
            return new TrailState.Update { Trail = [ctx.Interrupt<string>(wrapper)] };
        }, options);

        (await graph.InvokeAsync(s_hi, "t")).Interrupts.Single().ValueAs<string>().Should().Be(wrapper);
        runs.Should().Be(1);
        (await graph.InvokeAsync(GraphInput.Answer("yes"), "t")).State.Trail.Should().Equal("yes");
        runs.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Wrappers))]
    public async Task BP_13_a_pause_by_exception_passes_every_wrapper(string wrapper, NodeOptions options)
    {
        var runs = 0;
        var graph = Node((s, _) =>
        {
            runs++;
            return s.Input == "hi" ? throw new NodeInterruptException(wrapper) : new TrailState.Update { Trail = ["passed"] };
        }, options);

        (await graph.InvokeAsync(s_hi, "t")).Interrupts.Single().ValueAs<string>().Should().Be(wrapper);
        runs.Should().Be(1);
        await graph.UpdateStateAsync("t", new TrailState.Update { Input = "mended" }, Graph.Start);
        (await graph.InvokeAsync(GraphInput.Resume, "t")).State.Trail.Should().Equal("passed");
    }

    [Fact]
    public async Task A_Polly_pipeline_that_handles_everything_does_not_see_a_pause()
    {
        var graph = Node((_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] }, new() { Execute = s_stubborn.ExecuteAsync });

        (await graph.InvokeAsync(s_hi, "t")).IsPaused.Should().BeTrue();
        (await graph.InvokeAsync(GraphInput.Answer("yes"), "t")).State.Trail.Should().Equal("yes");
    }

    [Fact]
    public async Task A_tool_wrapper_inside_the_node_cannot_swallow_it_and_later_calls_of_the_context_stop_the_node()
    {
        var went = new List<string>();
        var graph = Node(async (_, ctx) =>
        {
            await SwallowAsync(_ =>
            {
                ctx.Interrupt<string>("?");
                return default;
            }, default);
            went.Add("after the tool");
            ctx.CancellationToken.IsCancellationRequested.Should().BeTrue();
            ctx.Interrupt<string>("another");
            went.Add("after another question");
            return default;
        });

        (await graph.InvokeAsync(s_hi, "t")).Interrupts.Should().ContainSingle();
        went.Should().Equal("after the tool");
    }

    [Fact]
    public async Task An_error_handler_is_not_called_for_a_pause()
    {
        var handled = false;
        var graph = StateGraph.Create<TrailState>("handled")
            .AddNode("ask", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] })
            .AddNode("stop", s => s.Input == "hi" ? throw new NodeInterruptException("!") : default(NodeResult<TrailState>))
            .AddErrorHandler("ask", Handle)
            .AddErrorHandler("stop", Handle)
            .AddEdge(Graph.Start, "ask")
            .AddEdge(Graph.Start, "stop")
            .Compile(TrailGraphs.Stored());

        (await graph.InvokeAsync(s_hi, "t")).Interrupts.Should().HaveCount(2);
        handled.Should().BeFalse();

        ValueTask<NodeResult<TrailState>> Handle(TrailState state, NodeError error, NodeContext context)
        {
            handled = true;
            return default;
        }
    }

    [Fact]
    public async Task A_pause_inside_a_graph_that_a_node_calls_cannot_be_swallowed()
    {
        var child = StateGraph.Create<TrailState>("child")
            .AddNode("ask", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] })
            .AddEdge(Graph.Start, "ask")
            .Compile();
        var graph = Node(async (_, ctx) =>
        {
            try
            {
                return new TrailState.Update { Trail = (await ctx.InvokeAsync(child, s_hi)).Trail };
            }
            catch (Exception)
            {
                return new TrailState.Update { Trail = ["swallowed"] };
            }
        });

        (await graph.InvokeAsync(s_hi, "t")).IsPaused.Should().BeTrue();
        (await graph.InvokeAsync(GraphInput.Answer("yes"), "t")).State.Trail.Should().Equal("yes");
    }

    [Fact]
    public async Task A_task_that_paused_says_so_when_its_node_goes_on()
    {
        TaskPausedException? seen = null;
        var graph = Node((_, ctx) =>
        {
            try
            {
                ctx.Interrupt<string>("?");
            }
            catch (TaskPausedException e)
            {
                seen = e;
            }

            return default;
        });

        await graph.InvokeAsync(s_hi, "t");

        seen!.TaskId.Should().Be("ask");
        seen.Message.Should().Be("Task 'ask' paused and waits for an answer. This exception is meant for the graph runtime; let it pass.");
    }

    private static async ValueTask SwallowAsync(Func<CancellationToken, ValueTask> work, CancellationToken token)
    {
        try
        {
            await work(token);
        }
        catch (Exception)
        {
            // Tool wrappers do this.
        }
    }

    private static CompiledGraph<TrailState> Node(Func<TrailState, NodeContext, NodeResult<TrailState>> run, NodeOptions? options = null) =>
        StateGraph.Create<TrailState>("node").AddNode("ask", run, options).AddEdge(Graph.Start, "ask").Compile(TrailGraphs.Stored());

    private static CompiledGraph<TrailState> Node(Func<TrailState, NodeContext, ValueTask<NodeResult<TrailState>>> run) =>
        StateGraph.Create<TrailState>("node").AddNode("ask", run).AddEdge(Graph.Start, "ask").Compile(TrailGraphs.Stored());
}
