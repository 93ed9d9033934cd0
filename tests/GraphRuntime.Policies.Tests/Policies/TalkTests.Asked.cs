using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Policies that ask the user.</content>
public abstract partial class TalkTests
{
    [StoreTheory]
    [InlineData("1", MultitaskStrategy.Enqueue)]
    [InlineData("2", MultitaskStrategy.Interrupt)]
    [InlineData("3", MultitaskStrategy.Rollback)]
    [InlineData("4", MultitaskStrategy.Reject)]
    [InlineData("rollback", MultitaskStrategy.Rollback)]
    [InlineData("nonsense", MultitaskStrategy.Enqueue)]
    public async Task DT_46_The_user_is_asked_and_gets_what_was_chosen(string typed, MultitaskStrategy expected)
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var ask = RunPolicy.Ask((question, _) =>
        {
            question.Context.Runs.Should().ContainSingle(run => run.RunId == first.RunId);
            return new(PolicyQuestion.Read(typed));
        });

        if (expected == MultitaskStrategy.Reject)
        {
            await coordinator.Invoking(c => SayAsync(c, "two", ask).AsTask()).Should().ThrowAsync<RunConflictException>();
            (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle();
        }
        else
        {
            (await SayAsync(coordinator, "two", ask)).Admission!.Applied.Should().Be(expected);
        }

        gate.Open();
    }

    [StoreFact]
    public async Task DT_46_If_the_first_run_ends_while_the_user_thinks_the_answer_is_not_needed_any_more()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var asked = 0;
        var ask = RunPolicy.Ask(async (_, _) =>
        {
            asked++;
            gate.Open();
            await EndAsync(first);
            return MultitaskStrategy.Rollback;
        });

        var second = await SayAsync(coordinator, "two", ask);

        asked.Should().Be(1);
        second.Admission!.DisplacedRunIds.Should().BeEmpty();
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Status.Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task DT_46_If_another_run_comes_while_the_user_thinks_the_user_is_asked_again_about_both()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var seen = new List<int>();
        RunHandle? between = null;
        var ask = RunPolicy.Ask(async (question, _) =>
        {
            seen.Add(question.Context.ActiveCount);
            between ??= await SayAsync(coordinator, "between");
            return MultitaskStrategy.Rollback;
        });

        var second = await SayAsync(coordinator, "two", ask);

        seen.Should().Equal(1, 2);
        second.Admission!.DisplacedRunIds.Should().Equal(first.RunId, between!.RunId);
        gate.Open();
    }
}
