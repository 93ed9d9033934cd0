using System.Globalization;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Tests.Laws;

/// <summary>Random graphs in memory. GRAPHRUNTIME_LAW_CASES makes the short form of every build a long one.</summary>
public sealed class RandomGraphLawsTests
{
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("GRAPHRUNTIME_LAW_CASES"), CultureInfo.InvariantCulture, out var asked) ? asked : 300;

    [Fact]
    public Task Random_graphs_keep_the_laws_in_memory() => Parallel.ForAsync(
        1, Cases + 1, async (seed, cancellationToken) => await RandomGraphLaws.CheckAsync(new InMemoryCheckpointer(), seed, cancellationToken));
}
