using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Calls;

/// <summary>A memory belongs to a node or a key, and goes back with its thread.</summary>
public sealed class MemoryTests
{
    private static readonly NodeOptions s_retry = new() { Retry = new RetryPolicy { InitialDelay = TimeSpan.Zero } };

    private static StateGraph<CallState> Counting(Action? before = null, NodeOptions? options = null)
    {
        var counter = StateGraph.Create<CallState>("counter")
            .AddNode("n", _ =>
            {
                before?.Invoke();
                return new CallState.Update { Count = 1 };
            })
            .AddEdge(Graph.Start, "n")
            .Compile(new() { Persistence = SubgraphPersistence.OwnMemory });
        return StateGraph.Create<CallState>("main")
            .AddSubgraph("counter", counter, static s => new CallState.Update { Note = "x" }, static c => new CallState.Update { Log = [$"call {c.Count}"] }, options)
            .AddEdge(Graph.Start, "counter");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_retry_uses_the_same_memory(int failures)
    {
        var left = 0;
        var graph = Counting(() => _ = left-- > 0 ? throw new IOException("transient") : 0, s_retry).Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new CallState.Update { Log = ["1"] }, "t");
        left = failures;
        await graph.InvokeAsync(new CallState.Update { Log = ["2"] }, "t");

        var done = await graph.InvokeAsync(new CallState.Update { Log = ["3"] }, "t");

        done.State.Log.Should().Equal("1", "call 1", "2", "call 2", "3", "call 3");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_thread_that_goes_back_takes_the_memory_with_it(bool inOneRun)
    {
        var graph = Counting().Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new CallState.Update { Log = ["1"] }, "t");
        await graph.InvokeAsync(new CallState.Update { Log = ["2"] }, "t");
        var before = new List<StateSnapshot>();
        await foreach (var snapshot in graph.GetHistoryAsync("t"))
        {
            before.Add(snapshot);
        }

        if (inOneRun)
        {
            var replayed = await graph.InvokeAsync(GraphInput.Resume, before.First(static s => s.Next.Contains("counter")).Thread);
            replayed.State.Log.Should().Equal("1", "call 1", "2", "call 2");
        }
        else
        {
            await graph.UpdateStateAsync(before.First(static s => s.Next.Contains("counter")).Thread, null, Graph.End);
        }

        var later = await graph.InvokeAsync(new CallState.Update { Log = ["3"] }, "t");
        later.State.Log[^1].Should().Be(inOneRun ? "call 3" : "call 2", "what was left behind does not count");
    }

    [Fact]
    public async Task Each_send_has_a_memory_of_its_own_which_lasts()
    {
        var graph = Sends(null);

        (await graph.InvokeAsync(new CallState.Update { Log = ["a", "b"] }, "t")).State.Note.Should().Be("a1 b1");
        (await graph.InvokeAsync(new CallState.Update { Log = ["c"] }, "t")).State.Note.Should().Be("a2 b2 c1");
    }

    [Fact]
    public async Task A_key_chooses_the_memory()
    {
        var graph = Sends(static input => ((string)input)[..1]);

        (await graph.InvokeAsync(new CallState.Update { Log = ["a", "b"] }, "t")).State.Note.Should().Be("a1 b1");
        (await graph.InvokeAsync(new CallState.Update { Log = ["c"] }, "t")).State.Note.Should().Be("a2 b2 c1");
    }

    [Fact]
    public async Task Two_calls_of_one_memory_in_one_superstep_are_refused()
    {
        var graph = Sends(static _ => "same");

        var error = await Failure.OfAsync<SubgraphMemoryException>(async () => await graph.InvokeAsync(new CallState.Update { Log = ["a", "b"] }, "t"));

        (error.Node, error.Namespace, error.Graph, error.ThreadId).Should().Be(("work", "work|same", "main", "t"));
        error.Message.Should().Contain("NodeOptions.MemoryKey");
    }

    private static CompiledGraph<CallState> Sends(Func<object, string>? key)
    {
        var counter = StateGraph.Create<CallState>("counter")
            .AddNode("n", _ => new CallState.Update { Count = 1 })
            .AddEdge(Graph.Start, "n")
            .Compile(new() { Persistence = SubgraphPersistence.OwnMemory });
        return StateGraph.Create<CallState>("main")
            .AddNode("plan", _ => new CallState.Update { Note = "" })
            .AddNode<string>(
                "work",
                async (name, ctx) => new CallState.Update { Log = [$"={name}{(await ctx.InvokeAsync(counter, new CallState.Update { Note = name }, key?.Invoke(name) ?? name)).Count}"] })
            .AddNode("sum", s => new CallState.Update { Note = string.Join(' ', s.Log.Where(static l => l[0] == '=').TakeLast(s.Log.Count(static l => l[0] != '=')).Select(static l => l[1..])) })
            .AddEdge(Graph.Start, "plan")
            .AddConditionalEdges("plan", static s => s.Log.Where(static l => l[0] != '=').Select(static l => Send.To("work", l)).ToArray(), "work")
            .AddEdge("work", "sum")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
    }
}
