using Microsoft.Extensions.Options;

namespace GraphRuntime.Threads.Tests;

public sealed class MultitaskStrategyTests
{
    [Fact]
    public void DT_04_The_strategies_have_names_that_go_over_the_wire()
    {
        Enum.GetValues<MultitaskStrategy>().Select(strategy => strategy.ToName()).Should().Equal("enqueue", "reject", "interrupt", "rollback", "steer", "preempt");
        Enum.GetValues<MultitaskStrategy>().Should().OnlyContain(strategy => MultitaskStrategyNames.Parse(strategy.ToName()) == strategy);
        default(MultitaskStrategy).Should().Be(MultitaskStrategy.Enqueue);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Reject")]
    [InlineData("merge")]
    public void DT_05_An_unknown_strategy_is_refused_by_name(string name) =>
        FluentActions.Invoking(() => MultitaskStrategyNames.Parse(name)).Should().Throw<UnknownMultitaskStrategyException>().Which.Name.Should().Be(name);

    [Fact]
    public void DT_50_Only_reject_ever_answers_with_a_conflict()
    {
        foreach (var strategy in Enum.GetValues<MultitaskStrategy>())
        {
            for (var runs = 0; runs < 6; runs++)
            {
                foreach (var guards in new[] { RunGuards.None, RunGuards.NoInterrupt, RunGuards.NoRollback })
                {
                    var decision = MultitaskRules.Decide(strategy, Snapshot(runs, guards), new MultitaskLimits(3, TimeSpan.Zero));
                    (decision.Refusal == AdmissionRefusal.Conflict).Should().Be(strategy == MultitaskStrategy.Reject && runs > 0);
                }
            }
        }
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(4, AdmissionRefusal.QueueFull)]
    public void DT_52_The_queue_cap_counts_pending_runs(int runs, AdmissionRefusal? expected) =>
        MultitaskRules.Decide(MultitaskStrategy.Enqueue, Snapshot(runs, RunGuards.None), new MultitaskLimits(3, TimeSpan.Zero)).Refusal.Should().Be(expected);

    [Fact]
    public void Options_with_mistakes_are_refused_with_all_of_them_named()
    {
        var options = new CoordinatorOptions
        {
            MaxConcurrentRuns = 0,
            LeaseDuration = TimeSpan.FromSeconds(1),
            HeartbeatInterval = TimeSpan.FromSeconds(5),
            DefaultMultitaskStrategy = (MultitaskStrategy)7,
            CancellationGrace = TimeSpan.FromSeconds(-1),
            RemovedRuns = new RemovedRunOptions { Retention = TimeSpan.Zero },
        };

        var failures = FluentActions.Invoking(() => CoordinatorOptionsValidator.Check(options)).Should().Throw<OptionsValidationException>().Which.Failures;

        failures.Should().HaveCount(5);
        CoordinatorOptionsValidator.Check(new CoordinatorOptions { RemovedRuns = new RemovedRunOptions() });
    }

    private static ThreadSnapshot Snapshot(int runs, RunGuards guards) => new()
    {
        Thread = new StoredThread { ThreadId = "thread", Status = ThreadStatus.Busy, Rest = ThreadRest.Idle, CreatedAt = default, UpdatedAt = default },
        Now = default,
        Epoch = 1,
        Runs = [.. Enumerable.Range(0, runs).Select(i => new RunInFlight
        {
            RunId = $"{i}",
            GraphName = "graph",
            Sequence = i,
            Status = i == 0 ? RunStatus.Running : RunStatus.Pending,
            CreatedAt = default,
            NotBefore = default,
            Guards = i == 0 ? guards : RunGuards.None,
        })],
    };
}
