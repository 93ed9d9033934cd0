using GraphRuntime.Testing.Simulations;
using Xunit.Abstractions;

namespace GraphRuntime.Testing.Tests;

/// <summary>A simulation that finds nothing is worth nothing: it finds the missing of each guard of the design.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Limit = 10_000;

    public static TheoryData<string> Guards => [.. Defect.All.Keys];

    [Theory]
    [MemberData(nameof(Guards))]
    public void A_missing_guard_is_found_and_the_schedule_made_small_and_replayed(string guard)
    {
        var simulation = new Simulation(Defect.All[guard](SimulatedFaults.All));
        var found = Assert.Throws<SimulationFailedException>(() => simulation.Explore(0, Limit)).Outcome;
        var first = simulation.Run(found.Seed!.Value);
        output.WriteLine($"found after {found.Seed + 1} schedules, made smaller from {first.Events} events to {found.Events}: {found.Violations[0]}");
        output.WriteLine(found.Choices);
        simulation.Replay(found.Choices).Trace.Should().Equal(found.Trace);
        found.Events.Should().BeLessThanOrEqualTo(first.Events);
        found.Runs.Count.Should().BeLessThanOrEqualTo(first.Runs.Count);
    }
}
