namespace GraphRuntime.Threads.Tests;

/// <content>Values of metadata come back as they were, and can be written back and searched for.</content>
public abstract partial class CoordinatorTests
{
    /// <summary>What is stored, and what is read: JSON has one kind of number, so the kind follows from the value.</summary>
    private static readonly (object Stored, object Read)[] s_scalars =
    [
        (1175894589438488577L, 1175894589438488577L),
        (long.MaxValue, long.MaxValue),
        (long.MinValue, long.MinValue),
        ((1L << 53) + 1, (1L << 53) + 1),
        (3, 3L),
        ((byte)200, 200L),
        (-1, -1L),
        (3.0, 3L),
        (0.1, 0.1),
        (-2.5, -2.5),
        (1.0 / 3, 1.0 / 3),
        (1e20, 1e20),
        (1e300, 1e300),
        (double.MaxValue, double.MaxValue),
        (1.5f, 1.5),
        (19.99m, 19.99),
        (decimal.MaxValue, decimal.MaxValue),
        (decimal.MinValue, decimal.MinValue),
        (0.1234567890123456789012345678m, 0.1234567890123456789012345678m),
        (12345678901234567.89m, 12345678901234567.89m),
        ("text", "text"),
        (true, true),
        (false, false),
    ];

    [StoreFact]
    public async Task Metadata_comes_back_as_it_was_and_can_be_written_back_and_searched_for()
    {
        var coordinator = await _world.StartAsync();
        for (var i = 0; i < s_scalars.Length; i++)
        {
            var (stored, read) = s_scalars[i];
            var thread = $"thread-{i}";
            var metadata = new Dictionary<string, object?> { [$"value-{i}"] = stored };
            await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = thread, Metadata = metadata });
            var run = await SayAsync(coordinator, "one", new RunOptions { Metadata = metadata, Config = new RunConfig { Metadata = metadata } }, thread);
            (await EndAsync(run)).Should().Be(RunStatus.Success);

            var back = (await coordinator.GetThreadAsync(thread)).Metadata[$"value-{i}"]!;
            back.Should().Be(read).And.BeOfType(read.GetType(), "{0} was stored", stored);
            (await run.GetAsync()).Metadata[$"value-{i}"].Should().Be(read);
            await coordinator.UpdateThreadAsync(thread, (await coordinator.GetThreadAsync(thread)).Metadata);
            foreach (var sought in new[] { stored, back })
            {
                var found = await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Metadata = new Dictionary<string, object?> { [$"value-{i}"] = sought } });
                found.Select(static one => one.ThreadId).Should().Equal([thread], "{0} is searched for", sought);
            }
        }
    }
}
