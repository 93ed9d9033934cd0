namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task Text_that_a_store_could_not_keep_is_refused_everywhere_before_anything_is_stored()
    {
        // Not as data of the test: test runners change such text themselves.
        foreach (var bad in new[] { "with\0zero", "high\ud83d", "\ude00low", "\ud83d\ud83d" })
        {
            await RefusedAsync(_world.Create(), bad);
        }
    }

    [StoreFact]
    public async Task Text_and_numbers_of_metadata_come_back_as_they_were()
    {
        var coordinator = _world.Create();
        Dictionary<string, object?> metadata = new()
        {
            ["\ud83d\ude00"] = "\ud83d\ude00 \ufeff \u0001",
            ["id"] = 1175894589438488577,
            ["large"] = 79228162514264337593543950335m,
            ["half"] = 0.5,
            ["none"] = null,
        };
        await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = Thread, Metadata = metadata });

        (await coordinator.GetThreadAsync(Thread))!.Metadata.Should().BeEquivalentTo(metadata);
        (await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Metadata = metadata })).Should().ContainSingle();
    }

    private static async Task RefusedAsync(ThreadRunCoordinator coordinator, string bad)
    {
        Dictionary<string, object?>[] metadata = [new() { ["key"] = bad }, new() { [bad] = "value" }];
        Func<Task>[] calls =
        [
            .. metadata.Select<Dictionary<string, object?>, Func<Task>>(one => () => SayAsync(coordinator, "one", new RunOptions { Metadata = one }).AsTask()),
            .. metadata.Select<Dictionary<string, object?>, Func<Task>>(one => () => SayAsync(coordinator, "one", new RunOptions { Config = new RunConfig { Metadata = one } }).AsTask()),
            .. metadata.Select<Dictionary<string, object?>, Func<Task>>(one => () => coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "new", Metadata = one }).AsTask()),
            () => SayAsync(coordinator, "one", new RunOptions { RunId = bad }).AsTask(),
            () => SayAsync(coordinator, "one", new RunOptions { IdempotencyKey = bad }).AsTask(),
            () => SayAsync(coordinator, "one", thread: bad).AsTask(),
        ];

        foreach (var call in calls)
        {
            await call.Should().ThrowAsync<ArgumentException>();
        }

        (await coordinator.SearchThreadsAsync()).Should().BeEmpty();
    }
}
