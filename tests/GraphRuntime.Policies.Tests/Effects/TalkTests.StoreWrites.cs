using GraphRuntime.Stores;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    private static readonly StoreNamespace Todos = StoreNamespace.Create(["todos"]);

    public static TheoryData<MultitaskStrategy, string, string, string, DurabilityMode> Ways { get; } = Crossed(
        (MultitaskStrategy.Rollback, "think", "before"),
        (MultitaskStrategy.Rollback, "answer", "before"),
        (MultitaskStrategy.Interrupt, "think", "before"),
        (MultitaskStrategy.Interrupt, "answer", "of one"),
        (MultitaskStrategy.Enqueue, "think", "of one"));

    [StoreTheory]
    [MemberData(nameof(Ways))]
    public async Task Buffered_store_writes_go_the_way_of_their_superstep(MultitaskStrategy strategy, string node, string expected, string graph, DurabilityMode durability)
    {
        var store = await RememberingAsync();
        var coordinator = await _talk.StartAsync();
        var (_, gate) = await RememberAsync(coordinator, node, graph, durability);
        (await ReadAsync(store, "a")).Should().Be(node == "think" ? "before" : "of one", "nobody sees what is buffered, everybody what was stored");

        var second = await SayAsync(coordinator, "two", new RunOptions { MultitaskStrategy = strategy }, graph: graph);
        if (strategy == MultitaskStrategy.Enqueue)
        {
            gate.Open();
        }

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await ReadAsync(store, "a")).Should().Be(expected);
        (await ReadAsync(store, "new")).Should().Be(expected == "before" ? null : expected);
    }

    [StoreFact]
    public async Task What_somebody_else_has_written_since_is_left_alone_when_buffered_writes_are_put_back()
    {
        var store = await RememberingAsync();
        var coordinator = await _talk.StartAsync();
        await RememberAsync(coordinator, "answer");
        await store.PutAsync(Todos, "a", Item("of somebody else"));

        await EndAsync(await SayAsync(coordinator, "two", Rollback, graph: "memory"));

        (await ReadAsync(store, "a")).Should().Be("of somebody else");
        (await ReadAsync(store, "new")).Should().BeNull();
    }

    [StoreFact]
    public async Task Buffered_writes_of_a_node_that_asks_are_made_when_it_was_answered()
    {
        var store = await RememberingAsync();
        var coordinator = await _talk.StartAsync();
        _talk.On("think", "one", context =>
        {
            Remember(context, "of one");
            context.Interrupt<string>("sure?");
            return Task.CompletedTask;
        });
        await EndAsync(await SayAsync(coordinator, "one", graph: "memory"));
        (await ReadAsync(store, "a")).Should().Be("before");

        await EndAsync(await coordinator.CreateRunAsync(Thread, "memory", GraphInput.Answer("yes")));

        (await ReadAsync(store, "a")).Should().Be("of one");
        await EndAsync(await SayAsync(coordinator, "two", Rollback, graph: "memory"));
        (await ReadAsync(store, "a")).Should().Be("of one", "the run had ended");
    }

    public static TheoryData<string, string, DurabilityMode> Cuts { get; } = Crossed("before the superstep is stored", "after the superstep is stored");

    [StoreTheory]
    [MemberData(nameof(Cuts))]
    public async Task Buffered_writes_are_made_by_the_process_that_takes_over(string when, string graph, DurabilityMode durability)
    {
        var inner = await RememberingAsync();
        var cut = new TaskCompletionSource();
        var never = new Gate();
        _talk.Remember(new StallingStore(inner, () =>
            when == "after the superstep is stored" && cut.TrySetResult() ? never.PassAsync() : Task.CompletedTask));
        var lost = await _talk.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10));
        _talk.On("think", "one", async context =>
        {
            Remember(context, "of one");
            if (when == "before the superstep is stored" && cut.TrySetResult())
            {
                await never.PassAsync();
            }
        });
        var run = await SayAsync(lost, "one", With(durability), graph: graph);
        await cut.Task.Soon();
        (await ReadAsync(inner, "a")).Should().Be("before");

        await TakeAwayAsync(run);
        var other = await _talk.StartAsync();

        (await _talk.PassUntilAsync(other.JoinAsync(Thread, run.RunId))).Status.Should().Be(RunStatus.Success);
        (await ReadAsync(inner, "a")).Should().Be("of one");
        _talk.Log.Count(call => call == "think(one)").Should().Be(when == "before the superstep is stored" ? 2 : 1);
        _talk.Saw.Should().OnlyContain(messages => messages.SequenceEqual(new[] { "one" }) || messages.SequenceEqual(new[] { "one", "think(one)" }));
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
        never.Open();
    }

    private static TheoryData<T1, T2, T3, string, DurabilityMode> Crossed<T1, T2, T3>(params (T1, T2, T3)[] rows)
    {
        var crossed = new TheoryData<T1, T2, T3, string, DurabilityMode>();
        foreach (var ((one, two, three), graph, durability) in Settings(rows))
        {
            crossed.Add(one, two, three, graph, durability);
        }

        return crossed;
    }

    private static TheoryData<T, string, DurabilityMode> Crossed<T>(params T[] rows)
    {
        var crossed = new TheoryData<T, string, DurabilityMode>();
        foreach (var (row, graph, durability) in Settings(rows))
        {
            crossed.Add(row, graph, durability);
        }

        return crossed;
    }

    /// <summary>Everything with every durability, in a graph and in a subgraph.</summary>
    private static IEnumerable<(T Row, string Graph, DurabilityMode Durability)> Settings<T>(IEnumerable<T> rows) =>
        from row in rows from graph in new[] { "memory", "nested" } from durability in Enum.GetValues<DurabilityMode>() select (row, graph, durability);

    private static RunOptions With(DurabilityMode durability) => new() { Config = new RunConfig { Durability = durability } };

    private static void Remember(NodeContext context, string text) =>
        context.BufferStoreWrites(StoreWrite.Put(new StoreKey(Todos, "a"), Item(text)), StoreWrite.Put(new StoreKey(Todos, "new"), Item(text)));

    private static byte[] Item(string text) => System.Text.Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}""");

    private static async Task<string?> ReadAsync(IStore store, string key)
    {
        var item = await store.GetAsync(Todos, key);
        return item is null ? null : System.Text.Json.JsonDocument.Parse(item.Value).RootElement.GetProperty("text").GetString();
    }

    /// <summary>A run that writes in its first node and stands in a node.</summary>
    private async Task<(RunHandle Run, Gate Gate)> RememberAsync(
        ThreadRunCoordinator coordinator, string node, string graph = "memory", DurabilityMode durability = DurabilityMode.Sync)
    {
        var gate = new Gate();
        _talk.On("think", "one", context =>
        {
            Remember(context, "of one");
            return node == "think" ? gate.PassAsync(context.CancellationToken) : Task.CompletedTask;
        });
        _talk.On("answer", "one", context => node == "answer" ? gate.PassAsync(context.CancellationToken) : Task.CompletedTask);
        var run = await SayAsync(coordinator, "one", With(durability), graph: graph);
        await gate.Reached.Soon();
        return (run, gate);
    }

    /// <summary>A graph whose nodes reach a long-term store in which something is written already.</summary>
    private async Task<IStore> RememberingAsync()
    {
        _talk.Remember(_talk.LongTerm);
        await _talk.LongTerm.PutAsync(Todos, "a", Item("before"));
        return _talk.LongTerm;
    }
}
