using System.Text;
using GraphRuntime.Threads;

namespace GraphRuntime.Policies.Tests;

public sealed class RunPolicyTests
{
    [Theory]
    [InlineData(true, true, false, false, MultitaskStrategy.Enqueue)]
    [InlineData(true, true, true, false, MultitaskStrategy.Enqueue)]
    [InlineData(true, false, false, false, MultitaskStrategy.Interrupt)]
    [InlineData(true, false, true, false, MultitaskStrategy.Interrupt)]
    [InlineData(false, false, true, false, MultitaskStrategy.Interrupt)]
    [InlineData(false, true, true, false, MultitaskStrategy.Interrupt)]
    [InlineData(false, false, false, false, MultitaskStrategy.Rollback)]
    [InlineData(false, true, false, false, MultitaskStrategy.Rollback)]
    [InlineData(true, true, true, true, MultitaskStrategy.Reject)]
    [InlineData(false, false, false, true, MultitaskStrategy.Reject)]
    public void DT_42_The_decision_tree_has_this_truth_table(bool important, bool canWait, bool needsContext, bool scarce, MultitaskStrategy expected) =>
        Choose(
            RunPolicy.DecisionTree,
            hints: new RunHints { ActiveIsImportant = important, CanWait = canWait, NeedsContext = needsContext, ResourcesScarce = scarce }).Should().Be(expected);

    [Fact]
    public void DT_44_The_scenario_map_knows_five_scenes_and_lets_everything_else_wait()
    {
        var policy = RunPolicy.Scenario();

        new[] { "chat", "search", "form", "transaction", "file", "unknown", null }.Select(scene => Choose(policy, hints: new RunHints { Scenario = scene }))
            .Should().Equal(
                MultitaskStrategy.Enqueue,
                MultitaskStrategy.Rollback,
                MultitaskStrategy.Interrupt,
                MultitaskStrategy.Reject,
                MultitaskStrategy.Interrupt,
                MultitaskStrategy.Enqueue,
                MultitaskStrategy.Enqueue);
        Choose(RunPolicy.Scenario(new Dictionary<string, MultitaskStrategy> { ["game"] = MultitaskStrategy.Interrupt }), hints: new RunHints { Scenario = "game" })
            .Should().Be(MultitaskStrategy.Interrupt);
    }

    [Theory]
    [InlineData("不对,改一下", MultitaskStrategy.Rollback)]
    [InlineData("算了吧", MultitaskStrategy.Rollback)]
    [InlineData("改成明天", MultitaskStrategy.Rollback)]
    [InlineData("你好", MultitaskStrategy.Enqueue)]
    public void DT_48_Words_that_take_something_back_roll_back(string text, MultitaskStrategy expected) => Choose(RunPolicy.Intent(), text).Should().Be(expected);

    [Fact]
    public void DT_48_Then_expense_refuses_then_speed_interrupts_then_the_run_waits()
    {
        Choose(RunPolicy.Intent(), "hello", new RunHints { Expensive = true, Priority = RunPriority.Speed }).Should().Be(MultitaskStrategy.Reject);
        Choose(RunPolicy.Intent(), "hello", new RunHints { Priority = RunPriority.Speed }).Should().Be(MultitaskStrategy.Interrupt);
        Choose(RunPolicy.Intent(), "hello").Should().Be(MultitaskStrategy.Enqueue);
        Choose(RunPolicy.Intent("never mind", "scratch that"), "oh, scratch that").Should().Be(MultitaskStrategy.Rollback);
        Choose(RunPolicy.Intent("never mind"), "不对").Should().Be(MultitaskStrategy.Enqueue);
    }

    [Theory]
    [InlineData(5, MultitaskStrategy.Enqueue)]
    [InlineData(6, MultitaskStrategy.Rollback)]
    public void DT_52_Five_may_wait_and_a_sixth_is_too_many(int pending, MultitaskStrategy expected) =>
        Choose(RunPolicy.QueueCap(), pending: pending).Should().Be(expected);

    [Fact]
    public void DT_57_Every_need_has_its_recommendation()
    {
        Enum.GetValues<RunNeed>().Select(need => string.Join(" or ", RunPolicy.Recommend(need))).Should().Equal(
            "Enqueue",
            "Interrupt or Rollback",
            "Reject or Enqueue",
            "Interrupt or Rollback",
            "Reject or Enqueue",
            "Rollback",
            "Enqueue or Interrupt",
            "Rollback",
            "Steer or Enqueue",
            "Preempt or Enqueue");
    }

    [Fact]
    public void A_rule_that_an_earlier_one_covers_is_reported_when_the_policy_is_built()
    {
        var build = () => RunPolicy.For<string>()
            .When(c => c.Active.RunningFor < TimeSpan.FromSeconds(30)).Interrupt()
            .When(c => c.Active.RunningFor < TimeSpan.FromSeconds(5)).Rollback()
            .Otherwise().Enqueue();

        build.Should().Throw<InvalidPolicyException>().Which.Problems.Should().ContainSingle().Which.Should().Contain("Rule 2").And.Contain("unreachable");
    }

    [Fact]
    public void The_age_rules_and_the_queue_cap_cannot_be_chained_because_two_in_flight_are_refused_before_a_queue_grows() =>
        FluentActions.Invoking(() => RunPolicy.First(RunPolicy.Adaptive, RunPolicy.QueueCap())).Should().Throw<InvalidPolicyException>()
            .Which.Problems.Should().ContainSingle().Which.Should().Contain("PendingCount > 5").And.Contain("unreachable");

    [Fact]
    public void A_condition_that_contradicts_itself_is_reported()
    {
        FluentActions.Invoking(() => RunPolicy.For<string>().When(c => (c.ActiveCount > 3) & (c.ActiveCount < 2)).Reject().Otherwise().Enqueue())
            .Should().Throw<InvalidPolicyException>().WithMessage("*contradicts itself*");
        FluentActions.Invoking(() => RunPolicy.For<string>().When(c => (c.Scenario == "chat") & (c.Scenario == "file")).Reject().Otherwise().Enqueue())
            .Should().Throw<InvalidPolicyException>().WithMessage("*contradicts itself*");
        FluentActions.Invoking(() => RunPolicy.For<string>().When(c => (c.PendingCount > 2) & (c.ActiveCount == 1)).Reject().Otherwise().Enqueue())
            .Should().Throw<InvalidPolicyException>().WithMessage("*contradicts itself*");
    }

    [Fact]
    public void Starting_at_once_is_only_for_rules_that_match_while_nothing_is_in_flight()
    {
        FluentActions.Invoking(() => RunPolicy.For<string>().When(c => c.ActiveCount <= 1).StartNow().Otherwise().Enqueue())
            .Should().Throw<InvalidPolicyException>().WithMessage("*starts at once*");
        FluentActions.Invoking(() => RunPolicy.For<string>().Otherwise().StartNow()).Should().Throw<InvalidPolicyException>();
        RunPolicy.For<string>().When(c => c.ActiveCount < 1).StartNow().Otherwise().Reject().Should().NotBeNull();
    }

    [Fact]
    public void Rules_that_ask_code_of_the_application_are_never_reported_as_covering_others()
    {
        var policy = RunPolicy.For<string>()
            .When(c => c.Where("one", _ => false)).Reject()
            .When(c => c.Where("two", _ => true)).Interrupt()
            .Otherwise().Enqueue();

        Choose(policy).Should().Be(MultitaskStrategy.Interrupt);
        policy.ToString().Should().Be(string.Join(Environment.NewLine, "when one: Reject", "when two: Interrupt", "otherwise: Enqueue"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_reported_as_unreachable_is_never_reached_by_random_snapshots(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var rules = Enumerable.Range(0, 4).Select(_ => new PolicyRule(Condition(random), new PolicyAction(PolicyVerb.Enqueue))).ToList();
            var unreachable = PolicyAnalysis.Problems(rules, new PolicyAction(PolicyVerb.Enqueue)).Select(problem => problem["Rule ".Length] - '1').ToHashSet();
            for (var sample = 0; sample < 200; sample++)
            {
                var context = Context(pending: random.Next(6), running: random.Next(2), age: TimeSpan.FromTicks(random.Next(6)));
                var matched = rules.FindIndex(rule => rule.Condition.Holds(context));
                unreachable.Should().NotContain(matched);
            }
        }
    }

    private static PolicyCondition Condition(Random random)
    {
        var facts = new PolicyFacts<string>();
        PolicyCondition Atom() => random.Next(4) switch
        {
            0 => facts.ActiveCount >= random.Next(6),
            1 => facts.PendingCount < random.Next(6),
            2 => facts.Active.RunningFor > TimeSpan.FromTicks(random.Next(5)),
            _ => facts.ActiveCount == random.Next(4),
        };
        return random.Next(3) switch { 0 => Atom() & Atom(), 1 => Atom() | !Atom(), _ => Atom() };
    }

    private static MultitaskStrategy Choose(RunPolicy policy, string text = "hello", RunHints? hints = null, int pending = 0) =>
        policy.Choose(Context(text, hints, pending)).Action.Strategy;

    private static PolicyContext Context(string text = "hello", RunHints? hints = null, int pending = 0, int running = 1, TimeSpan age = default)
    {
        var now = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var thread = new ThreadSnapshot
        {
            Thread = new StoredThread { ThreadId = "thread", Status = ThreadStatus.Busy, Rest = ThreadRest.Idle, CreatedAt = now, UpdatedAt = now },
            Now = now,
            Epoch = 1,
            Runs =
            [
                .. Enumerable.Range(0, running + pending).Select(i => new RunInFlight
                {
                    RunId = $"run {i}",
                    GraphName = "talk",
                    Sequence = i,
                    Status = i < running ? RunStatus.Running : RunStatus.Pending,
                    CreatedAt = now - age,
                    StartedAt = i < running ? now - age : null,
                    NotBefore = now,
                }),
            ],
        };
        return new PolicyContext(thread, new PolicySubject("talk", hints ?? new RunHints(), Encoding.UTF8.GetBytes($"[\"{text}\"]"), () => text));
    }
}
