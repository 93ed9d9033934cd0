using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Nodes;

/// <summary>Limits on the tasks of a superstep that are in flight: of all tasks, and of one node.</summary>
public sealed class MaxConcurrencyTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    public enum Work
    {
        Completes,
        CompletesLater,
        Fails,
        Asks,
    }

    public static IEnumerable<object?[]> Cases =>
        from work in Enum.GetValues<Work>() from node in new int?[] { null, 1, 3 } from all in new int?[] { null, 1, 2, 100 } select new object?[] { work, node, all };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task No_more_tasks_than_allowed_are_in_flight_and_all_of_them_end(Work work, int? node, int? all)
    {
        var (inFlight, most, ended) = (0, 0, 0);
        var graph = FanOut(20, new() { MaxConcurrency = node }, async (number, context) =>
        {
            lock (s_hi)
            {
                most = Math.Max(most, ++inFlight);
            }

            try
            {
                return await RunAsync(work, number, context);
            }
            finally
            {
                lock (s_hi)
                {
                    inFlight--;
                    ended++;
                }
            }
        }).AddErrorHandler<int>("work", (_, _, _) => default(NodeResult<TrailState>)).Compile(TrailGraphs.Stored());

        var result = await graph.InvokeAsync(s_hi, "t", new() { MaxConcurrency = all }).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        ended.Should().Be(20);
        most.Should().BeLessThanOrEqualTo(Math.Min(node ?? int.MaxValue, all ?? int.MaxValue));
        result.Interrupts.Should().HaveCount(work == Work.Asks ? 20 : 0);
    }

    [Fact]
    public async Task Tasks_of_other_nodes_do_not_wait_for_a_node_at_its_limit()
    {
        var allFree = new TaskCompletionSource();
        var free = 0;
        var graph = FanOut(10, new() { MaxConcurrency = 1 }, async (number, context) =>
            {
                await allFree.Task.WaitAsync(context.CancellationToken);
                return new TrailState.Update { Trail = [$"work {number}"] };
            })
            .AddNode<int>("free", _ =>
            {
                if (Interlocked.Increment(ref free) == 10)
                {
                    allFree.SetResult();
                }

                return default;
            })
            .AddConditionalEdges("plan", _ => Enumerable.Range(0, 10).Select(static i => Send.To("free", i)), "free")
            .Compile();

        var result = await graph.InvokeAsync(s_hi, config: new() { MaxConcurrency = 2 }).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        result.State.Trail.Should().Equal(Enumerable.Range(0, 10).Select(static i => $"work {i}"));
    }

    [Fact]
    public async Task A_slot_that_is_freed_while_another_thread_looks_for_one_is_used()
    {
        var graph = FanOut(4, new() { MaxConcurrency = 2 }, async (_, _) =>
        {
            await Task.Yield();
            return default;
        }).Compile();

        for (var i = 0; i < 2_000; i++)
        {
            await graph.InvokeAsync(s_hi, config: new() { MaxConcurrency = 1 }).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_is_a_problem_of_compiling(int limit) => FanOut(1, new() { MaxConcurrency = limit }, (_, _) => default)
        .Invoking(static g => g.Compile()).Should().ThrowExactly<GraphBuildException>().Which.Problems.Should().Equal(
            $"Node 'work': MaxConcurrency is {limit}. Give at least 1, or null for any number.");

    private static async ValueTask<NodeResult<TrailState>> RunAsync(Work work, int number, NodeContext context)
    {
        if (work == Work.CompletesLater || number % 3 == 0)
        {
            await Task.Yield();
        }

        return work switch
        {
            Work.Fails => throw new InvalidOperationException("work"),
            Work.Asks => new TrailState.Update { Trail = [context.Interrupt<string>("?")] },
            _ => default(NodeResult<TrailState>),
        };
    }

    private static StateGraph<TrailState> FanOut(int count, NodeOptions options, Func<int, NodeContext, ValueTask<NodeResult<TrailState>>> run) => StateGraph.Create<TrailState>("fan-out")
        .AddNode("plan", _ => NodeResult<TrailState>.None)
        .AddNode("work", run, options)
        .AddEdge(Graph.Start, "plan")
        .AddConditionalEdges("plan", _ => Enumerable.Range(0, count).Select(static i => Send.To("work", i)), "work");
}
