using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Execution;

public sealed class SharedGraphTests
{
    [Fact]
    public async Task One_compiled_graph_runs_many_threads_at_the_same_moment()
    {
        const int Runs = 16;
        using var barrier = new Barrier(Runs);
        var graph = StateGraph.Create<TrailState>("shared")
            .AddNode("meet", s =>
            {
                // Every run is inside the same node at once.
                barrier.SignalAndWait();
                return new TrailState.Update { Trail = [$"met {s.Input}"] };
            })
            .AddNode<int>("worker", async (i, _) =>
            {
                await Task.Yield();
                return new TrailState.Update { Trail = [$"{i}"] };
            })
            .AddNode("ask", (s, ctx) => new TrailState.Update { Trail = [$"{ctx.Interrupt<string>(s.Input)} {s.Trail.Length}"] })
            .AddEdge(Graph.Start, "meet")
            .AddConditionalEdges("meet", _ => [Send.To("worker", 1), Send.To("worker", 2), Send.To("worker", 3)])
            .AddEdge("worker", "ask")
            .Compile(TrailGraphs.Stored());

        var results = await Task.WhenAll(Enumerable.Range(0, Runs).Select(i => Task.Factory.StartNew(() => RunAsync(graph, i), default, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        results.Should().Equal(Enumerable.Range(0, Runs).Select(i => $"met {i}, 1, 2, 3, answer {i} 4"));
    }

    [Fact]
    public async Task Later_changes_of_the_builder_do_not_reach_a_compiled_graph()
    {
        var builder = TrailGraphs.Abc();
        var graph = builder.Compile();

        builder.AddNode("d", _ => new TrailState.Update { Trail = ["d"] }).AddEdge("c", "d");

        (await graph.InvokeAsync(new TrailState.Update { Input = "x" })).State.Trail.Should().Equal("a", "b", "c");
        (await builder.Compile().InvokeAsync(new TrailState.Update { Input = "x" })).State.Trail.Should().Equal("a", "b", "c", "d");
        graph.Nodes.Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task No_more_tasks_run_at_once_than_allowed()
    {
        var (now, most) = (0, 0);
        var graph = StateGraph.Create<TrailState>("limited")
            .AddNode<int>("worker", async (_, _) =>
            {
                var running = Interlocked.Increment(ref now);
                InterlockedMax(ref most, running);
                await Task.Yield();
                Interlocked.Decrement(ref now);
                return default;
            })
            .AddConditionalEdges(Graph.Start, _ => Enumerable.Range(0, 40).Select(i => Send.To("worker", i)).ToArray())
            .Compile();

        await graph.InvokeAsync(new TrailState.Update { Input = "x" }, config: new() { MaxConcurrency = 3 });

        most.Should().BeInRange(1, 3);
    }

    private static async Task<string> RunAsync(CompiledGraph<TrailState> graph, int i)
    {
        var asked = await graph.InvokeAsync(new TrailState.Update { Input = $"{i}" }, $"thread {i}");
        asked.Interrupts.Single().ValueAs<string>().Should().Be($"{i}");
        var done = await graph.InvokeAsync(GraphInput.Answer($"answer {i}"), $"thread {i}");
        return string.Join(", ", done.State.Trail);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
