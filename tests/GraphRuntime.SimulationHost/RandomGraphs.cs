using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Testing.Simulations;

/// <summary>Checks the laws of graphs on many random graphs in memory.</summary>
internal static class RandomGraphs
{
    /// <summary>Prints one line of figures, and how the first violations are repeated. Returns 1 where there is a violation.</summary>
    public static async Task<int> CheckAsync(int firstSeed, int count, int threads)
    {
        var watch = Stopwatch.StartNew();
        var violations = new ConcurrentQueue<GraphLawViolationException>();
        await Parallel.ForAsync(firstSeed, firstSeed + count, new ParallelOptions { MaxDegreeOfParallelism = threads }, async (seed, cancellationToken) =>
        {
            try
            {
                await RandomGraphLaws.CheckAsync(new InMemoryCheckpointer(), seed, cancellationToken);
            }
            catch (GraphLawViolationException violation)
            {
                violations.Enqueue(violation);
            }
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count} random graphs from seed {firstSeed}: {violations.Count} violations; {watch.Elapsed.TotalSeconds:0} s"));
        foreach (var violation in violations.Take(5))
        {
            Console.WriteLine(violation.Message);
        }

        return violations.IsEmpty ? 0 : 1;
    }
}
