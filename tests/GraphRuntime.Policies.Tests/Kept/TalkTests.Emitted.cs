using System.Collections.Concurrent;
using GraphRuntime.Testing;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>What nodes had emitted that had not finished when their run was stopped.</content>
public abstract partial class TalkTests
{
    [StoreTheory]
    [InlineData(MultitaskStrategy.Interrupt, 1)]
    [InlineData(MultitaskStrategy.Preempt, 1)]
    [InlineData(MultitaskStrategy.Rollback, 0)]
    public async Task DT_83_The_repair_gets_what_unfinished_tasks_had_emitted_in_order_and_nothing_of_a_run_that_was_rolled_back(MultitaskStrategy strategy, int repairs)
    {
        var coordinator = await _talk.StartAsync();
        var (gate, seen) = Watched(async context =>
        {
            await context.EmitMessageAsync("Once");
            await context.EmitMessageAsync(" upon");
            await context.EmitAsync(new TalkState { Text = "half" });
            await context.EmitMessageAsync("by the way", "aside");
        });
        var first = await SayAsync(coordinator, "one", graph: "watched");
        await gate.Reached.Soon();

        var second = await SayAsync(coordinator, "two", new RunOptions { MultitaskStrategy = strategy }, graph: "watched");
        await EndAsync(second);
        gate.Open();

        seen.Should().HaveCount(repairs);
        foreach (var left in seen)
        {
            left.GoesOn.Should().Be(strategy == MultitaskStrategy.Preempt);
            left.Nodes.Should().Equal("quick", "speak");
            var task = left.Emitted.Should().ContainSingle("the other one had finished").Which;
            task.Should().BeEquivalentTo(new { Node = "speak", TaskId = "speak", Omitted = 0 });
            task.Values.Select(static one => (one.Node, one.MessageId)).Should().Equal(("speak", "speak"), ("speak", "speak"), ("speak", null), ("speak", "aside"));
            task.Values.Where(static one => one.MessageId is not null).Select(static one => one.ValueAs<string>()).Should().Equal("Once", " upon", "by the way");
            task.Values[2].ValueAs<TalkState>()!.Text.Should().Be("half");
        }

        if (strategy == MultitaskStrategy.Preempt)
        {
            (await EndAsync(first)).Should().Be(RunStatus.Success);
        }
    }

    [StoreFact]
    public async Task DT_83_Of_a_task_that_was_stopped_twice_the_repair_gets_what_it_emitted_last()
    {
        var coordinator = await _talk.StartAsync();
        var attempt = 0;
        Gate[] gates = [new(), new(), new(), new()];
        var (all, seen) = Watched(async context =>
        {
            if (++attempt <= 2)
            {
                await context.EmitAsync(attempt);
            }

            await gates[attempt - 1].PassAsync(context.CancellationToken);
        });
        all.Open();
        var first = await SayAsync(coordinator, "one", graph: "watched");
        foreach (var gate in gates[..3])
        {
            await gate.Reached.Soon();
            (await (await SayAsync(coordinator, "two", Preempt, graph: "watched")).JoinAsync().Soon()).Should().BeEquivalentTo(new { Status = RunStatus.Success, Error = (string?)null });
        }

        await gates[3].Reached.Soon();
        gates[3].Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        seen.Select(static left => string.Join(",", left.Emitted.SelectMany(static task => task.Values).Select(static one => one.ValueAs<int>()))).Should().Equal("1", "2", "");
    }

    [StoreFact]
    public async Task DT_83_What_a_subgraph_emits_is_of_the_task_that_called_it_and_an_attempt_that_was_given_up_leaves_nothing()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        var seen = new List<Preemption>();
        var inner = StateGraph.Create<TalkState>("inner")
            .AddNode("speak", async (TalkState state, NodeContext context) =>
            {
                await context.EmitAsync(context.Attempt);
                if (context.Attempt == 1)
                {
                    throw new IOException("once");
                }

                if (state.Text == "one")
                {
                    await gate.PassAsync(context.CancellationToken);
                }

                return new TalkState.Update();
            }, new NodeOptions { Retry = new RetryPolicy { InitialDelay = TimeSpan.Zero } })
            .AddEdge(GraphRuntime.Graph.Start, "speak")
            .OnPreempted((_, _) => throw new InvalidOperationException("No call of this graph is left for another one."));
        _talk.Add("outer", _talk.Compile(StateGraph.Create<TalkState>("outer")
            .AddSubgraph("inside", inner.Compile())
            .AddEdge(GraphRuntime.Graph.Start, "inside")
            .OnPreempted((_, left) =>
            {
                seen.Add(left);
                return null;
            })));
        await SayAsync(coordinator, "one", graph: "outer");
        await gate.Reached.Soon();

        await EndAsync(await SayAsync(coordinator, "two", Interrupt, graph: "outer"));

        var task = seen.Should().ContainSingle().Which.Emitted.Should().ContainSingle().Which;
        task.Node.Should().Be("inside");
        task.Values.Select(static one => (string.Join('/', one.Path), one.Node, one.ValueAs<int>())).Should().Equal([("inside", "speak", 1), ("inside", "speak", 2)], "the task is that of the call");
    }

    [StoreFact]
    public async Task DT_83_The_newest_values_are_kept_within_the_bounds_and_the_others_are_counted()
    {
        var coordinator = await _talk.StartAsync();
        var (many, manySeen) = Watched(async context =>
        {
            for (var i = 0; i < 2003; i++)
            {
                await context.EmitAsync(i);
            }
        });
        await SayAsync(coordinator, "one", graph: "watched");
        await many.Reached.Soon();
        await EndAsync(await SayAsync(coordinator, "two", Interrupt, graph: "watched"));
        var newest = manySeen.Should().ContainSingle().Which.Emitted.Should().ContainSingle().Which;
        newest.Omitted.Should().Be(3);
        newest.Values.Select(static one => one.ValueAs<int>()).Should().Equal(Enumerable.Range(3, 2000));

        var (large, largeSeen) = Watched(async context =>
        {
            await context.EmitAsync("early");
            await context.EmitAsync(new string('a', 40_000));
            await context.EmitAsync(new string('b', 40_000));
            await context.EmitAsync((Action)(static () => { }));
            await context.EmitAsync("late");
        }, "large");
        await SayAsync(coordinator, "one", thread: "other", graph: "large");
        await large.Reached.Soon();
        await EndAsync(await SayAsync(coordinator, "two", Interrupt, thread: "other", graph: "large"));
        var kept = largeSeen.Should().ContainSingle().Which.Emitted.Should().ContainSingle().Which;
        kept.Omitted.Should().Be(3, "an early one, a large one and one that is no JSON");
        kept.Values.Select(static one => one.ValueAs<string>()![0]).Should().Equal('b', 'l');
    }

    /// <summary>Adds a graph with the nodes "quick", which ends at once, and "speak", which emits and then stands before a gate while it works on "one".</summary>
    private (Gate Gate, ConcurrentQueue<Preemption> Seen) Watched(Func<NodeContext, Task> speak, string name = "watched")
    {
        var gate = new Gate();
        var seen = new ConcurrentQueue<Preemption>();
        _talk.Add(name, _talk.Compile(StateGraph.Create<TalkState>(name)
            .AddNode("quick", async (TalkState state, NodeContext context) =>
            {
                await context.EmitAsync("quick");
                return SoFar($"quick({state.Text})");
            })
            .AddNode("speak", async (TalkState state, NodeContext context) =>
            {
                if (state.Text == "one")
                {
                    await speak(context);
                    await gate.PassAsync(context.CancellationToken);
                }

                return SoFar($"speak({state.Text})");
            })
            .AddEdge(GraphRuntime.Graph.Start, "quick")
            .AddEdge(GraphRuntime.Graph.Start, "speak")
            .OnPreempted((_, left) =>
            {
                seen.Enqueue(left);
                return null;
            })));
        return (gate, seen);
    }
}
