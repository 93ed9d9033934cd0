using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GraphRuntime.PostgresFixture;
using Xunit.Abstractions;

namespace GraphRuntime.Reliability.Tests.Model;

/// <summary>Random commands against the coordinator and a model of a page. GRAPHRUNTIME_MODEL_SEQUENCES makes the short form of every build a long one.</summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    private const int Longest = 30;

    [Fact]
    public Task G_07_G_15_G_16_G_18_G_19_G_21_What_the_coordinator_does_in_memory_is_what_the_model_does() => CheckAsync("memory", 40);

    [Fact]
    public Task G_07_G_15_G_16_G_18_G_19_G_21_What_the_coordinator_does_on_Sqlite_is_what_the_model_does() => CheckAsync("sqlite", 12);

    [PostgresFact]
    public Task G_07_G_15_G_16_G_18_G_19_G_21_What_the_coordinator_does_on_Postgres_is_what_the_model_does() => CheckAsync("postgres", 4);

    private static IEnumerable<int[]> Smaller(int[] commands)
    {
        for (var size = commands.Length / 2; size > 0; size /= 2)
        {
            for (var at = 0; at + size <= commands.Length; at += size)
            {
                yield return [.. commands[..at], .. commands[(at + size)..]];
            }
        }
    }

    private async Task CheckAsync(string store, int sequences)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("GRAPHRUNTIME_MODEL_SEQUENCES"), CultureInfo.InvariantCulture, out var asked) ? asked : sequences;
        await using var bench = await Bench.CreateAsync(store);
        var number = 0;
        var commands = 0L;
        var generator = Gen.Choose(0, 100_000).ArrayOf(Longest);
        var property = Prop.ForAll(Arb.From(generator, Smaller), async one =>
        {
            commands += one.Length;
            await new ModelExecution(bench, $"s{++number}").RunAsync(one);
        });

        // FsCheck waits for each sequence in turn, which is no work for a thread of xUnit. It prints the seed of a sequence that fails.
        await Task.Factory.StartNew(
            () => Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), property), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        output.WriteLine($"{number} sequences, {commands} commands on {store}");
    }
}
