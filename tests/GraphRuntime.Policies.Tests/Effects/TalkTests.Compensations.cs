using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    private static readonly EffectOptions<string> Refundable = new()
    {
        Compensation = "refund",
        Reconcile = (_, _) => new(EffectFinding<string>.DidNotHappen),
    };

    [StoreFact]
    public async Task What_a_rolled_back_run_did_is_undone_in_reverse_order_before_the_next_run_begins()
    {
        var coordinator = await _talk.StartAsync();
        _talk.On("think", "one", async context => await ChargeAsync(context, "first"));
        var (first, _) = await ChargingAsync(coordinator, "second", "third");
        _talk.On("think", "two", async context => await ChargeAsync(context, "again"));

        var second = await SayAsync(coordinator, "two", Rollback, graph: "shop");

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await IsGoneAsync(first)).Should().BeTrue();
        _talk.Outside.Done.Should().Equal("first", "second", "third", "undo third", "undo second", "undo first", "again");
        await EndAsync(await SayAsync(coordinator, "three", graph: "shop"));
        _talk.Outside.Done.Should().HaveCount(7);
    }

    [StoreFact]
    public async Task What_a_run_did_that_its_user_rolled_back_is_undone_without_waiting_for_another_message()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await ChargingAsync(coordinator, "charge");

        await first.CancelAsync(new CancelOptions { Action = CancelAction.Rollback });

        await _talk.PassUntilAsync(_talk.Outside.Undone);
        (await IsGoneAsync(first)).Should().BeTrue();
        (await MessagesAsync()).Should().BeEmpty();
    }

    [StoreFact]
    public async Task What_an_interrupted_or_finished_run_did_stays_done()
    {
        var coordinator = await _talk.StartAsync();
        await ChargingAsync(coordinator, "charge");
        await EndAsync(await SayAsync(coordinator, "two", Interrupt, graph: "shop"));
        _talk.On("think", "three", async context => await ChargeAsync(context, "another"));
        await EndAsync(await SayAsync(coordinator, "three", graph: "shop"));
        var (fourth, _) = await BusyAsync(coordinator, "four", graph: "shop");

        await EndAsync(await SayAsync(coordinator, "five", Rollback, graph: "shop"));

        (await IsGoneAsync(fourth)).Should().BeTrue();
        _talk.Outside.Done.Should().Equal("charge", "another");
    }

    [StoreFact]
    public async Task Undoing_is_tried_again_and_if_it_fails_for_good_the_new_run_fails_loudly_and_the_next_one_tries_again()
    {
        var coordinator = await _talk.StartAsync();
        await ChargingAsync(coordinator, "charge");
        _talk.Outside.FailRefunds(6);

        var second = await SayAsync(coordinator, "two", Rollback, graph: "shop");
        var ended = await _talk.PassUntilAsync(second.JoinAsync());

        ended.Status.Should().Be(RunStatus.Error);
        ended.Error.Should().Contain("charge").And.Contain("the bank is closed");
        var third = await SayAsync(coordinator, "three", graph: "shop");
        (await _talk.PassUntilAsync(third.JoinAsync())).Status.Should().Be(RunStatus.Success);
        _talk.Outside.Done.Should().Equal("charge", "undo charge");
    }

    [StoreFact]
    public async Task An_unknown_compensation_is_refused_where_it_is_named()
    {
        var coordinator = await _talk.StartAsync();
        _talk.On("think", "one", async context => await context.OnceAsync("charge", _ => _talk.Outside.DoAsync("charge"), new() { Compensation = "refnud" }));

        var run = await SayAsync(coordinator, "one", graph: "shop");

        (await run.JoinAsync().Soon()).Error.Should().Contain("refnud").And.Contain("refund");
        _talk.Outside.Done.Should().BeEmpty();
    }

    [StoreTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task However_runs_are_displaced_every_run_that_is_left_has_charged_once_and_every_other_one_not_at_all(int seed)
    {
        var random = new Random(seed);
        var coordinator = await _talk.StartAsync();
        var runs = new List<(RunHandle Run, string Text)>();
        for (var i = 0; i < 12; i++)
        {
            var text = $"order {i}";
            var gate = new Gate();
            var stops = random.Next(3);
            _talk.On("think", text, async context =>
            {
                await ChargeAsync(context, text);
                if (stops == 0)
                {
                    await gate.PassAsync(context.CancellationToken);
                }
            });
            var options = new RunOptions { MultitaskStrategy = random.Next(2) == 0 ? MultitaskStrategy.Interrupt : MultitaskStrategy.Rollback };
            runs.Add((await SayAsync(coordinator, text, options, graph: "shop"), text));
            if (stops == 0)
            {
                await _talk.PassUntilAsync(gate.Reached);
            }
        }

        var last = await SayAsync(coordinator, "the end", Rollback, graph: "shop");
        (await _talk.PassUntilAsync(last.JoinAsync())).Status.Should().Be(RunStatus.Success);
        foreach (var (run, text) in runs)
        {
            var isGone = await IsGoneAsync(run);
            var started = _talk.Outside.Count(text);
            started.Should().BeLessThanOrEqualTo(1);
            _talk.Outside.Balance(text).Should().Be(isGone ? 0 : started, "{0} is {1}", text, isGone ? "rolled back" : "kept");
        }
    }

    private async Task<(RunHandle Run, Gate Gate)> ChargingAsync(ThreadRunCoordinator coordinator, params string[] charges)
    {
        var gate = new Gate();
        _talk.On("answer", "one", async context =>
        {
            foreach (var charge in charges)
            {
                await ChargeAsync(context, charge);
            }

            await gate.PassAsync(context.CancellationToken);
        });
        var run = await SayAsync(coordinator, "one", graph: "shop");
        await gate.Reached.Soon();
        return (run, gate);
    }

    private ValueTask<string> ChargeAsync(NodeContext context, string what) => context.OnceAsync(what, _ => _talk.Outside.DoAsync(what), Refundable);
}
