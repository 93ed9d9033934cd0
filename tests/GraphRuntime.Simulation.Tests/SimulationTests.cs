using System.Globalization;
using Xunit.Abstractions;

namespace GraphRuntime.Testing.Tests;

/// <summary>The long form is asked for by the environment; see docs/reliability.md.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void G_04_G_10_G_12_G_15_Fresh_schedules_with_every_fault_keep_every_rule() => Explore(SimulatedFaults.All);

    [Fact]
    public void G_16_G_18_G_19_Fresh_schedules_without_faults_keep_every_rule() => Explore(SimulatedFaults.None);

    [Fact]
    public void The_same_seed_is_the_same_schedule()
    {
        var simulation = new Simulation(SimulatedTalk.Options());
        simulation.Run(17).Trace.Should().Equal(simulation.Run(17).Trace);
    }

    private void Explore(SimulatedFaults faults)
    {
        var seed = Number("GRAPHRUNTIME_SIMULATION_SEED", Random.Shared.Next());
        var count = Number("GRAPHRUNTIME_SIMULATION_SCHEDULES", 300);
        output.WriteLine($"{count} schedules from seed {seed}");
        new Simulation(SimulatedTalk.Options(faults)).Explore(seed, count);
    }

    private static int Number(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
