
using Xunit.Abstractions;

namespace GraphRuntime.Testing.Tests;

/// <summary>A simulation that finds nothing is worth nothing: it finds the missing of each guard of the design.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Limit = 10_000;

    [Fact]
    public void The_missing_fence_of_runs_is_found() => Find(SimulatedTalk.Options() with { WrapRunStore = store => new Unguarded(store) { IgnoresFence = true } });

    [Fact]
    public void The_missing_epoch_of_checkpoints_is_found() =>
        Find(SimulatedTalk.Options() with { WrapCheckpointer = checkpointer => new UnguardedCheckpointer(checkpointer) { IgnoresEpoch = true } });

    [Fact]
    public void A_decision_outside_the_transaction_is_found() => Find(SimulatedTalk.Options() with { WrapRunStore = store => new Unguarded(store) { DecidesEarly = true } });

    [Fact]
    public void The_missing_sequence_number_is_found() => Find(SimulatedTalk.Options() with { WrapRunStore = store => new Unguarded(store) { OrdersByTime = true } });

    private void Find(SimulationOptions options)
    {
        var simulation = new Simulation(options);
        for (var seed = 0; seed < Limit; seed++)
        {
            var outcome = simulation.Run(seed);
            if (outcome.Violations.Count > 0)
            {
                output.WriteLine($"found after {seed + 1} schedules: {outcome.Violations[0]}");
                return;
            }
        }

        Assert.Fail($"not found in {Limit} schedules");
    }
}
