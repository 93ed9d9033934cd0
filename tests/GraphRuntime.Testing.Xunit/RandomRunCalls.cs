using System.Globalization;

namespace GraphRuntime.Testing.Xunit;

/// <summary>Sequences of random calls on a run store, compared with the model.</summary>
public static class RandomRunCalls
{
    private const int CallsPerSequence = 100;

    /// <summary>Runs as many calls as the environment variable GRAPHRUNTIME_MODEL_CALLS says, or else <paramref name="calls"/>, from the seed GRAPHRUNTIME_MODEL_SEED, or else 1.</summary>
    public static async Task CheckAsync(RunStoreSubject subject, int calls = 2_000)
    {
        var first = Number("GRAPHRUNTIME_MODEL_SEED", 1);
        var sequences = Number("GRAPHRUNTIME_MODEL_CALLS", calls) / CallsPerSequence;
        for (var seed = first; seed < first + sequences; seed++)
        {
            await RunStoreModelRunner.RunAsync(subject, seed, CallsPerSequence);
        }
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
