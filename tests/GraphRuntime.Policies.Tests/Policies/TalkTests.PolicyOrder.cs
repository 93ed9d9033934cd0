using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    [StoreFact]
    public async Task A_policy_of_the_call_comes_before_that_of_the_graph_and_that_before_the_one_for_all()
    {
        var coordinator = await _talk.StartAsync(options =>
        {
            options.DefaultPolicy = RunPolicy.Always(MultitaskStrategy.Reject);
            options.GraphPolicies["talk"] = RunPolicy.Always(MultitaskStrategy.Interrupt);
        });
        var (_, gate) = await BusyAsync(coordinator);

        (await SayAsync(coordinator, "two", RunPolicy.Always(MultitaskStrategy.Enqueue))).Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue);
        (await SayAsync(coordinator, "three")).Admission!.Applied.Should().Be(MultitaskStrategy.Interrupt);
        gate.Open();
        await FluentActions.Awaiting(() => SayAsync(coordinator, "four", new RunOptions { Policy = RunPolicy.Adaptive, MultitaskStrategy = MultitaskStrategy.Reject }).AsTask())
            .Should().ThrowAsync<ArgumentException>();
    }

    [StoreFact]
    public async Task A_policy_that_throws_creates_nothing_and_says_why()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var broken = RunPolicy.For<TalkState>().When(c => c.Where("broken", _ => throw new FormatException("of all things"))).Rollback().Otherwise().Enqueue();
        var wrong = RunPolicy.For<string>().When(c => c.Input.Where("short", text => text.Length < 3)).Rollback().Otherwise().Enqueue();

        var thrown = await coordinator.Invoking(c => SayAsync(c, "two", broken).AsTask()).Should().ThrowAsync<PolicyFailedException>();
        (await coordinator.Invoking(c => SayAsync(c, "two", wrong).AsTask()).Should().ThrowAsync<PolicyFailedException>()).WithMessage("*TalkState*");

        thrown.WithInnerException<FormatException>();
        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle();
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task No_decision_is_ever_made_on_a_stale_snapshot()
    {
        var coordinator = await _talk.StartAsync();
        var violations = 0;
        var policy = RunPolicy.For<TalkState>()
            .When(c => c.ActiveCount == 0).StartNow()
            .When(c => c.PendingCount >= 1).Interrupt()
            .When(c => c.Input.Where("even", state => state.Text![^1] % 2 == 0)).Rollback()
            .Otherwise().Enqueue();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(lane => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var run = await SayAsync(coordinator, $"{lane}.{i}", policy);
                var rule = run.Admission!.Rule!;
                var isConsistent = rule switch
                {
                    _ when rule.EndsWith("StartNow", StringComparison.Ordinal) => run.Admission is { Ahead: 0, DisplacedRunIds.Count: 0 },
                    _ when rule.EndsWith("Interrupt", StringComparison.Ordinal) => run.Admission is { Ahead: 0, DisplacedRunIds.Count: >= 1 },
                    _ when rule.EndsWith("Rollback", StringComparison.Ordinal) => run.Admission is { Ahead: 0, DisplacedRunIds.Count: 1 },
                    _ => run.Admission is { Ahead: 1, DisplacedRunIds.Count: 0 },
                };
                Interlocked.Add(ref violations, isConsistent ? 0 : 1);
            }
        })));

        violations.Should().Be(0);
        var last = await SayAsync(coordinator, "the end");
        await _talk.PassUntilAsync(last.JoinAsync());
        (await coordinator.ListRunsAsync(Thread, new RunListOptions { Limit = 1000 })).Should().OnlyContain(run => run.IsFinal);
        (await MessagesAsync()).Where(message => !message.Contains('(', StringComparison.Ordinal)).Should().OnlyHaveUniqueItems();
    }
}
