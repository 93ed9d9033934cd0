using GraphRuntime.PostgresFixture;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Reliability.Tests.Hostile;

/// <summary>What is too large, or what one of the stores could not keep, is refused by all stores alike, before anything is stored.</summary>
public sealed class InputLimitTests
{
    private const int MaxInput = 500;
    private const int MaxMetadata = 120;

    public static TheoryData<string> Stores => ["memory", "sqlite"];

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_36_Sizes_are_checked_at_the_door(string store) => CheckSizesAsync(store);

    [PostgresFact]
    public Task G_36_Sizes_are_checked_at_the_door_of_Postgres() => CheckSizesAsync("postgres");

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_36_What_grows_with_each_run_is_limited(string store) => CheckGrowthAsync(store);

    [PostgresFact]
    public Task G_36_What_grows_with_each_run_is_limited_on_Postgres() => CheckGrowthAsync("postgres");

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_36_Text_that_one_store_could_not_keep_is_refused_by_all(string store) => CheckTextsAsync(store);

    [PostgresFact]
    public Task G_36_Text_that_one_store_could_not_keep_is_refused_by_Postgres() => CheckTextsAsync("postgres");

    [Theory]
    [MemberData(nameof(Stores))]
    public Task G_07_Scalars_of_metadata_come_back_as_they_were(string store) => CheckScalarsAsync(store);

    [PostgresFact]
    public Task G_07_Scalars_of_metadata_come_back_from_Postgres_as_they_were() => CheckScalarsAsync("postgres");

    [Fact]
    public async Task G_36_An_event_of_a_node_has_the_limit_of_a_value()
    {
        await using var bench = await Bench.CreateAsync("memory");
        var coordinator = await bench.StartAsync(static graphs => graphs.AddGraph<TalkState>(
            Steps.Graph,
            static graph => graph.AddNode("emit", static async (state, context) =>
            {
                await context.EmitAsync(new string('x', state.Messages[^1].Length * 10));
                return new TalkState.Update();
            }).AddEdge(Graph.Start, "emit"),
            new CompileOptions { MaxValueBytes = 200 }));
        var options = new RunOptions { StreamModes = StreamModes.Custom };

        var small = await coordinator.CreateRunAsync("thread", Steps.Graph, Say(19), options);
        (await small.JoinAsync().Soon()).Status.Should().Be(RunStatus.Success);
        var large = await coordinator.CreateRunAsync("thread", Steps.Graph, Say(20), options);
        (await large.JoinAsync().Soon()).Error.Should().Contain("MaxValueBytes");
    }

    private static async Task CheckSizesAsync(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var coordinator = bench.Create(Steps.Of(1), Limit);

        var tooLarge = await RefusedAsync(coordinator, Say(MaxInput), new RunOptions());
        (tooLarge.Limit, tooLarge.Maximum, tooLarge.ThreadId).Should().Be((nameof(CoordinatorOptions.MaxInputBytes), MaxInput, "thread"));
        var longest = MaxInput - (int)(tooLarge.Actual - MaxInput);
        (await RefusedAsync(coordinator, Say(longest + 1), new RunOptions())).Actual.Should().Be(MaxInput + 1);
        (await RefusedAsync(coordinator, Say(1), new RunOptions { Config = new RunConfig { Context = RunValues.From(new Dictionary<string, string> { ["k"] = new('x', MaxInput) }) } }))
            .Limit.Should().Be(nameof(CoordinatorOptions.MaxInputBytes));

        var many = Enumerable.Range(0, 5).ToDictionary(static i => $"k{i}", static i => (object?)i);
        var large = new Dictionary<string, object?> { ["k"] = new string('x', MaxMetadata) };
        (await RefusedAsync(coordinator, Say(1), new RunOptions { Metadata = many })).Limit.Should().Be(nameof(CoordinatorOptions.MaxMetadataEntries));
        (await RefusedAsync(coordinator, Say(1), new RunOptions { Metadata = large })).Limit.Should().Be(nameof(CoordinatorOptions.MaxMetadataBytes));
        (await RefusedAsync(coordinator, Say(1), new RunOptions { Config = new RunConfig { Metadata = many } })).Limit.Should().Be(nameof(CoordinatorOptions.MaxMetadataEntries));
        var create = () => coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "thread", Metadata = large }).Soon();
        await create.Should().ThrowAsync<LimitExceededException>();

        await coordinator.Awaiting(static c => c.GetThreadAsync("thread").Soon()).Should().ThrowAsync<ThreadNotFoundException>("nothing that was refused left a trace");
        (await coordinator.CreateRunAsync("thread", Steps.Graph, Say(longest)).Soon()).Admission!.Ahead.Should().Be(0);
    }

    private static async Task CheckGrowthAsync(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var coordinator = bench.Create(Steps.Of(1), Limit);
        await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "thread", Metadata = new Dictionary<string, object?> { ["a"] = 1, ["b"] = 2 } }).Soon();

        var more = () => coordinator.UpdateThreadAsync("thread", new Dictionary<string, object?> { ["c"] = 3, ["d"] = 4, ["e"] = 5 }).Soon();
        (await more.Should().ThrowAsync<LimitExceededException>()).Which.Actual.Should().Be(5);
        (await coordinator.GetThreadAsync("thread").Soon()).Metadata.Keys.Should().BeEquivalentTo("a", "b");
        (await coordinator.UpdateThreadAsync("thread", new Dictionary<string, object?> { ["a"] = null, ["c"] = 3, ["d"] = 4, ["e"] = 5 }).Soon()).Metadata.Should().HaveCount(4);

        var merge = new RunOptions { Policy = RunPolicy.Merge<TalkState>(static (earlier, later) => new TalkState.Update { Messages = [.. earlier.Messages, .. later.Messages] }) };
        await coordinator.CreateRunAsync("thread", Steps.Graph, Say(MaxInput / 3), merge).Soon();
        var merged = () => coordinator.CreateRunAsync("thread", Steps.Graph, Say(MaxInput / 3), merge).Soon();
        await merged.Should().ThrowAsync<LimitExceededException>();
        (await coordinator.ListRunsAsync("thread").Soon()).Should().ContainSingle("a refused run rolls nothing back");
    }

    private static async Task CheckTextsAsync(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var services = bench.Services(Steps.Of(1));
        var coordinator = services.GetRequiredService<ThreadRunCoordinator>();
        var graph = services.GetRequiredKeyedService<CompiledGraph<TalkState>>(Steps.Graph);
        foreach (var bad in new[] { "a\0b", "a\ud800", "\udc00a", "\ud800\ud800" })
        {
            var metadata = new[] { new Dictionary<string, object?> { [bad] = "v" }, new Dictionary<string, object?> { ["k"] = bad } };
            Func<Task>[] calls =
            [
                () => coordinator.SubmitAsync(bad, "run").Soon(),
                () => coordinator.SubmitAsync("thread", bad).Soon(),
                () => coordinator.CreateRunAsync("thread", Steps.Graph, Say(1), new RunOptions { IdempotencyKey = bad }).Soon(),
                () => graph.InvokeAsync(Say(1), bad).Soon(),
                () => graph.InvokeAsync(Say(1), "thread", new RunConfig { RunId = bad }).Soon(),
                () => graph.GetStateAsync(bad).Soon(),
                () => graph.UpdateStateAsync(bad, new TalkState.Update()).Soon(),
                .. metadata.SelectMany(entries => new Func<Task>[]
                {
                    () => coordinator.CreateRunAsync("thread", Steps.Graph, Say(1), new RunOptions { Metadata = entries }).Soon(),
                    () => coordinator.CreateRunAsync("thread", Steps.Graph, Say(1), new RunOptions { Config = new RunConfig { Metadata = entries } }).Soon(),
                    () => coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "thread", Metadata = entries }).Soon(),
                    () => coordinator.SearchThreadsAsync(new ThreadSearchOptions { Metadata = entries }).Soon(),
                    () => graph.InvokeAsync(Say(1), "thread", new RunConfig { Metadata = entries }).Soon(),
                }),
            ];
            for (var i = 0; i < calls.Length; i++)
            {
                await calls[i].Should().ThrowAsync<ArgumentException>("call {0} with {1}", i, string.Join(' ', bad.Select(static c => (int)c)));
            }
        }

        await coordinator.Awaiting(static c => c.GetThreadAsync("thread").Soon()).Should().ThrowAsync<ThreadNotFoundException>();
        (await graph.GetStateAsync("thread").Soon()).State.Messages.Should().BeEmpty();
    }

    private static async Task CheckScalarsAsync(string store)
    {
        await using var bench = await Bench.CreateAsync(store);
        var coordinator = bench.Create(Steps.Of(1));
        object?[] scalars =
        [
            "", " ", "trailing ", "é", "e\u0301", "\u2028", "🙂", true, false, 0L, -1L, long.MaxValue, long.MinValue, 1175894589438488577L, 0.1, -2.5e-300, double.MaxValue,
            decimal.MaxValue, decimal.MinValue, 12345678901234567890.5m, 0.1234567890123456789012345678m,
        ];
        for (var i = 0; i < scalars.Length; i++)
        {
            var metadata = new Dictionary<string, object?> { ["trailing "] = scalars[i] };
            await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = $"t{i} ", Metadata = metadata }).Soon();
            var back = (await coordinator.GetThreadAsync($"t{i} ").Soon()).Metadata["trailing "];
            back.Should().Be(scalars[i]);
            back!.GetType().Should().Be(scalars[i]!.GetType());
            var found = await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Metadata = metadata }).Soon();
            found.Select(static thread => thread.ThreadId).Should().Equal($"t{i} ");
        }
    }

    private static TalkState.Update Say(int characters) => new() { Messages = [new string('x', characters)] };

    private static void Limit(CoordinatorOptions options) =>
        (options.MaxInputBytes, options.MaxMetadataBytes, options.MaxMetadataEntries) = (MaxInput, MaxMetadata, 4);

    private static async Task<LimitExceededException> RefusedAsync(ThreadRunCoordinator coordinator, TalkState.Update input, RunOptions options)
    {
        var create = () => coordinator.CreateRunAsync("thread", Steps.Graph, input, options).Soon();
        return (await create.Should().ThrowAsync<LimitExceededException>()).Which;
    }
}
