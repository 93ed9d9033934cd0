using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    [StoreTheory]
    [InlineData("chat", MultitaskStrategy.Enqueue)]
    [InlineData("search", MultitaskStrategy.Rollback)]
    [InlineData("form", MultitaskStrategy.Interrupt)]
    [InlineData("transaction", MultitaskStrategy.Reject)]
    [InlineData("file", MultitaskStrategy.Interrupt)]
    public async Task DT_43_Each_scene_of_the_guide_ends_as_the_guide_says(string scene, MultitaskStrategy expected)
    {
        var coordinator = await _talk.StartAsync(options => options.GraphPolicies["talk"] = RunPolicy.Scenario());
        var (first, gate) = await BusyAsync(coordinator);
        var options = new RunOptions { Hints = new RunHints { Scenario = scene } };

        RunHandle? second = null;
        if (expected == MultitaskStrategy.Reject)
        {
            (await coordinator.Invoking(c => SayAsync(c, "two", options).AsTask()).Should().ThrowAsync<RunConflictException>())
                .Which.ActiveRunIds.Should().Equal(first.RunId);
        }
        else
        {
            second = await SayAsync(coordinator, "two", options);
            second.Admission!.Applied.Should().Be(expected);
        }

        if (expected is MultitaskStrategy.Enqueue or MultitaskStrategy.Reject)
        {
            gate.Open();
        }

        if (second is not null)
        {
            (await EndAsync(second)).Should().Be(RunStatus.Success);
        }
        else
        {
            (await EndAsync(first)).Should().Be(RunStatus.Success);
        }

        var both = new[] { "one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)" };
        (await MessagesAsync()).Should().Equal(expected switch
        {
            MultitaskStrategy.Enqueue => both,
            MultitaskStrategy.Reject => both[..3],
            MultitaskStrategy.Rollback => both[3..],
            _ => [both[0], both[1], .. both[3..]],
        });
    }

    [StoreFact]
    public async Task DT_44_An_unknown_scenario_waits_and_a_refused_transaction_is_tried_again_a_bounded_number_of_times()
    {
        var coordinator = await _talk.StartAsync(options => options.DefaultPolicy = RunPolicy.Scenario());
        var (_, gate) = await BusyAsync(coordinator);
        var transaction = new RunOptions { Hints = new RunHints { Scenario = "transaction" } };

        var unknown = await SayAsync(coordinator, "two", new RunOptions { Hints = new RunHints { Scenario = "something else" } });
        var start = Time.GetUtcNow();
        var never = coordinator.CreateRunWithRetryAsync(Thread, "talk", Talk.Say("three"), transaction, new ConflictRetryOptions { MaxRetries = 2 }).AsTask();
        await _talk.PassUntilAsync(never.ContinueWith(static _ => { }, TaskScheduler.Default));

        unknown.Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue);
        await FluentActions.Awaiting(() => never).Should().ThrowAsync<RunConflictException>();
        (Time.GetUtcNow() - start).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));
        gate.Open();
        await EndAsync(unknown);
        var retried = await coordinator.CreateRunWithRetryAsync(Thread, "talk", Talk.Say("three"), transaction).Soon();
        (await EndAsync(retried)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task DT_45_The_adaptive_policy_looks_at_the_age_of_the_running_run_inside_the_transaction()
    {
        var coordinator = await _talk.StartAsync();
        foreach (var (age, expected) in new (TimeSpan, MultitaskStrategy)[]
        {
            (TimeSpan.Zero, MultitaskStrategy.Rollback),
            (TimeSpan.FromSeconds(4.999), MultitaskStrategy.Rollback),
            (TimeSpan.FromSeconds(5), MultitaskStrategy.Interrupt),
            (TimeSpan.FromSeconds(29.999), MultitaskStrategy.Interrupt),
            (TimeSpan.FromSeconds(30), MultitaskStrategy.Enqueue),
            (new TimeSpan(1, 0, 0, 2), MultitaskStrategy.Enqueue),
        })
        {
            var decision = Admit(RunPolicy.Adaptive, InFlight(age, running: 1, pending: 0));
            decision.Strategy.Should().Be(expected, "the running run is {0} old", age);
        }

        (await SayAsync(coordinator, "first", RunPolicy.Adaptive)).Admission!.Rule.Should().Contain("StartNow");
        Admit(RunPolicy.Adaptive, InFlight(TimeSpan.FromSeconds(1), running: 1, pending: 1)).Refusal.Should().Be(AdmissionRefusal.Conflict);
    }

    [StoreFact]
    public async Task DT_45_Of_two_racers_each_is_decided_on_what_the_other_left()
    {
        var coordinator = await _talk.StartAsync();
        var gates = new[] { "a", "b" }.ToDictionary(text => text, _ => new Gate());
        foreach (var (text, gate) in gates)
        {
            _talk.On("think", text, gate);
        }

        var runs = await Task.WhenAll(gates.Keys.Select(text => Task.Run(() => SayAsync(coordinator, text, RunPolicy.Adaptive).AsTask())));

        runs.Count(run => run.Admission!.Rule!.Contains("StartNow", StringComparison.Ordinal)).Should().Be(1);
        runs.Count(run => run.Admission!.Applied == MultitaskStrategy.Rollback && run.Admission.DisplacedRunIds.Count == 1).Should().Be(1);
        foreach (var gate in gates.Values)
        {
            gate.Open();
        }

        await EndAsync(runs.Single(run => run.Admission!.DisplacedRunIds.Count == 1));
        (await MessagesAsync()).Should().HaveCount(3);
    }

    [StoreTheory]
    [InlineData(RunScope.All)]
    [InlineData(RunScope.Pending)]
    [InlineData(RunScope.Running)]
    public async Task DT_52_A_queue_over_its_cap_is_rolled_back_in_the_scope_that_was_chosen(RunScope scope)
    {
        var coordinator = await _talk.StartAsync();
        var cap = RunPolicy.QueueCap(5, scope);
        var (first, gate) = await BusyAsync(coordinator);
        var waiting = new List<RunHandle>();
        for (var i = 0; i < 6; i++)
        {
            waiting.Add(await SayAsync(coordinator, $"waiting {i}", cap));
            waiting[^1].Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue, "only {0} were waiting", i);
        }

        var last = await SayAsync(coordinator, "last", cap);

        last.Admission!.Applied.Should().Be(MultitaskStrategy.Rollback);
        (await IsGoneAsync(first)).Should().Be(scope != RunScope.Pending);
        foreach (var run in waiting)
        {
            (await IsGoneAsync(run)).Should().Be(scope != RunScope.Running);
        }

        gate.Open();
        (await EndAsync(last)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task DT_56_The_one_liners_run()
    {
        var coordinator = await _talk.StartAsync();
        foreach (var strategy in Enum.GetValues<MultitaskStrategy>())
        {
            var thread = $"one-liner {strategy}";
            var (_, gate) = await BusyAsync(coordinator, $"first {strategy}", thread: thread);
            var second = async () => await coordinator.CreateRunAsync(thread, "talk", Talk.Say("two"), new() { MultitaskStrategy = strategy });
            if (strategy == MultitaskStrategy.Reject)
            {
                (await second.Should().ThrowAsync<RunConflictException>()).Which.StatusCode.Should().Be(409);
                gate.Open();
                continue;
            }

            var run = await second();
            gate.Open();
            (await EndAsync(run)).Should().Be(RunStatus.Success);
        }
    }

    private static AdmissionDecision Admit(RunPolicy policy, ThreadSnapshot thread, RunHints? hints = null, string text = "two")
    {
        var context = new PolicyContext(thread, new PolicySubject("talk", hints ?? new RunHints(), System.Text.Encoding.UTF8.GetBytes($"\"{text}\""), () => null));
        return MultitaskRules.Decide(policy.Choose(context).Action, thread, new MultitaskLimits(100, TimeSpan.Zero));
    }

    private static ThreadSnapshot InFlight(TimeSpan age, int running, int pending)
    {
        var now = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return new ThreadSnapshot
        {
            Thread = new StoredThread { ThreadId = Thread, Status = ThreadStatus.Busy, Rest = ThreadRest.Idle, CreatedAt = now, UpdatedAt = now },
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
                    CreatedAt = now - age - TimeSpan.FromHours(1),
                    StartedAt = i < running ? now - age : null,
                    NotBefore = now,
                }),
            ],
        };
    }
}
