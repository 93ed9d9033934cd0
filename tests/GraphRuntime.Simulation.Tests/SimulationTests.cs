using System.Globalization;
using GraphRuntime.Testing.Simulations;
using Xunit.Abstractions;

namespace GraphRuntime.Testing.Tests;

/// <summary>The short form of every build; docs/reliability.md has the command for the long one.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void G_04_G_10_G_12_G_15_G_34_Fresh_schedules_with_every_fault_keep_every_rule() => Explore(SimulatedFaults.All);

    [Fact]
    public void G_16_G_18_G_19_Fresh_schedules_without_faults_keep_every_rule() => Explore(SimulatedFaults.None);

    [Fact]
    public void G_23_Without_any_hint_that_arrives_in_time_everything_ends() => Explore(SimulatedFaults.LooseHints);

    [Theory]
    [InlineData(SimulatedFaults.All)]
    [InlineData(SimulatedFaults.None)]
    [InlineData(SimulatedFaults.LooseHints)]
    public void DT_66_Every_steered_input_is_applied_once(SimulatedFaults faults) => Explore(SimulatedSteering.Options(faults));

    [Theory]
    [InlineData(SimulatedFaults.All)]
    [InlineData(SimulatedFaults.None)]
    [InlineData(SimulatedFaults.LooseHints)]
    public void DT_106_Every_input_for_a_subgraph_is_applied_once_or_reported(SimulatedFaults faults) => Explore(SimulatedPaths.Of(faults));

    [Theory]
    [InlineData(SimulatedFaults.All)]
    [InlineData(SimulatedFaults.None)]
    [InlineData(SimulatedFaults.LooseHints)]
    public void DT_99_Every_preempted_run_goes_on_until_its_end(SimulatedFaults faults) => Explore(SimulatedPreemption.Options(faults));

    [Fact]
    public void The_same_seed_is_the_same_schedule()
    {
        var simulation = new Simulation(SimulatedTalk.Options());
        var first = simulation.Run(17);
        simulation.Explore(18, 50);
        simulation.Run(17).Trace.Should().Equal(first.Trace, "schedules leave nothing behind");
        simulation.Replay(first.Choices).Trace.Should().Equal(first.Trace, "the choices are all there is");
    }

    [Fact]
    public void Work_that_leaves_the_thread_of_the_simulation_is_reported()
    {
        var options = new SimulationOptions
        {
            Graphs = static graphs => graphs.AddGraph<TalkState>("stray", static graph => graph
                .AddNode("stray", static async (state, context) =>
                {
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                    return new TalkState.Update { Messages = ["strayed"] };
                })
                .AddEdge(Graph.Start, "stray")),
            Messages = static (number, _) => new SimulatedMessage("thread", "stray", new TalkState.Update { Messages = [$"m{number}"] }, new RunOptions()),
            MaxEvents = 2000,
        };
        new Simulation(options).Run(1).Violations.Should().NotBeEmpty();
    }

    [Fact]
    public void Choices_that_are_none_are_refused()
    {
        var simulation = new Simulation(SimulatedTalk.Options());
        simulation.Invoking(s => s.Replay("1.two")).Should().Throw<FormatException>();
        simulation.Invoking(s => s.Replay("1x0")).Should().Throw<FormatException>();
    }

    private void Explore(SimulatedFaults faults) => Explore(SimulatedTalk.Options(faults));

    private void Explore(SimulationOptions options)
    {
        var seed = Number("GRAPHRUNTIME_SIMULATION_SEED", Random.Shared.Next());
        var count = Number("GRAPHRUNTIME_SIMULATION_SCHEDULES", 1000);
        output.WriteLine($"{count} schedules from seed {seed}");
        new Simulation(options).Explore(seed, count);
    }

    private static int Number(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
