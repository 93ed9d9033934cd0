using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    [StoreFact]
    public async Task DT_53_A_mail_is_sent_once_although_its_node_runs_again_after_a_question()
    {
        var coordinator = await _talk.StartAsync();
        _talk.On("answer", "one", async context =>
        {
            await MailAsync(context);
            context.Interrupt<string>("is that all?");
        });
        var first = await SayAsync(coordinator, "one");
        (await first.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);

        var second = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        _talk.Log.Count(call => call == "answer(one)").Should().Be(2);
        _talk.Outside.Count("mail").Should().Be(1);
    }

    [StoreFact]
    public async Task DT_53_A_mail_is_sent_once_although_the_process_that_sent_it_is_lost()
    {
        var lost = await _talk.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10));
        var sent = new TaskCompletionSource();
        var never = new Gate();
        _talk.On("answer", "one", async context =>
        {
            (await MailAsync(context)).Should().Be("receipt of mail");
            sent.TrySetResult();
            if (context.Attempt == 1 && _talk.Log.Count(call => call == "answer(one)") == 1)
            {
                await never.PassAsync();
            }
        });
        var run = await SayAsync(lost, "one");
        await sent.Task.Soon();

        await TakeAwayAsync(run);
        var other = await _talk.StartAsync();

        (await _talk.PassUntilAsync(other.JoinAsync(Thread, run.RunId))).Status.Should().Be(RunStatus.Success);
        _talk.Outside.Count("mail").Should().Be(1);
        never.Open();
    }

    [StoreTheory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task DT_53_A_mail_of_a_subgraph_is_sent_once_although_the_process_that_sent_it_is_lost(DurabilityMode durability)
    {
        _talk.Add("nested", _talk.Compile(_talk.Nest("nested")));
        var lost = await _talk.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10));
        var sent = new TaskCompletionSource();
        var never = new Gate();
        _talk.On("answer", "one", async context =>
        {
            await MailAsync(context);
            if (sent.TrySetResult())
            {
                await never.PassAsync(CancellationToken.None);
            }
        });
        var run = await SayAsync(lost, "one", With(durability), graph: "nested");
        await sent.Task.Soon();

        await TakeAwayAsync(run);
        var other = await _talk.StartAsync();

        (await _talk.PassUntilAsync(other.JoinAsync(Thread, run.RunId))).Status.Should().Be(RunStatus.Success);
        _talk.Outside.Count("mail").Should().Be(1);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
        _talk.Saw.Should().OnlyContain(messages => messages.SequenceEqual(new[] { "one" }) || messages.SequenceEqual(new[] { "one", "think(one)" }));
        never.Open();
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DT_53_A_mail_that_may_have_been_sent_is_looked_for_before_it_is_sent_again(bool happened)
    {
        var asked = new List<EffectClaim>();
        var options = new EffectOptions<string>
        {
            Reconcile = (claim, _) =>
            {
                asked.Add(claim);
                return new(happened ? EffectFinding<string>.Happened("found") : EffectFinding<string>.DidNotHappen);
            },
        };

        var (status, results) = await CutOffAsync(options);

        status.Should().Be(RunStatus.Success);
        asked.Should().ContainSingle().Which.Should().Match<EffectClaim>(claim => claim.Key == "mail" && claim.NodeName == "answer");
        results.Should().Equal(happened ? "found" : "receipt of mail");
        _talk.Outside.Count("mail").Should().Be(happened ? 0 : 1);
    }

    [StoreFact]
    public async Task DT_53_A_mail_that_may_have_been_sent_is_not_sent_again_where_nobody_can_look()
    {
        var (status, results) = await CutOffAsync(null);

        status.Should().Be(RunStatus.Error);
        results.Should().BeEmpty();
        _talk.Outside.Count("mail").Should().Be(0);
    }

    [StoreFact]
    public async Task DT_53_A_mail_is_not_sent_again_when_its_part_of_the_history_is_replayed()
    {
        var coordinator = await _talk.StartAsync();
        _talk.On("think", "one", async context => await context.OnceAsync("lookup", _ => _talk.Outside.DoAsync("lookup")));
        _talk.On("answer", "one", async context => await MailAsync(context));
        await EndAsync(await SayAsync(coordinator, "one"));
        var history = await _talk.Graph.GetHistoryAsync(Thread).ToListAsync();
        var beforeThink = history.Single(snapshot => snapshot.Next.SequenceEqual(["think"]));

        await _talk.Graph.InvokeAsync(GraphInput.Resume, new GraphThread(Thread) { CheckpointId = beforeThink.CheckpointId });

        _talk.Log.Count(call => call == "answer(one)").Should().Be(2);
        _talk.Outside.Done.Should().Equal("lookup", "mail");
        await EndAsync(await SayAsync(coordinator, "one"));
        _talk.Outside.Done.Should().Equal("lookup", "mail", "lookup", "mail");
    }

    [StoreFact]
    public async Task An_effect_that_knows_that_it_did_not_happen_is_tried_again()
    {
        var coordinator = await _talk.StartAsync();
        var tries = 0;
        _talk.On("answer", "one", async context => await context.OnceAsync<string>("mail", _ =>
            ++tries == 1 ? throw new EffectNotDoneException("no connection") : _talk.Outside.DoAsync("mail")));
        (await EndAsync(await SayAsync(coordinator, "one"))).Should().Be(RunStatus.Error);

        (await EndAsync(await coordinator.CreateRunAsync(Thread, "talk", null))).Should().Be(RunStatus.Success);

        _talk.Outside.Count("mail").Should().Be(1);
    }

    [StoreTheory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task An_effect_is_recorded_before_and_after_it_in_every_durability_mode(DurabilityMode durability)
    {
        var coordinator = await _talk.StartAsync();
        _talk.On("answer", "one", async context =>
        {
            await MailAsync(context);
            context.Interrupt<string>("sure?");
        });
        var options = new RunOptions { Config = new RunConfig { Durability = durability } };
        await EndAsync(await SayAsync(coordinator, "one", options));

        await EndAsync(await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"), options));

        _talk.Outside.Count("mail").Should().Be(1);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
    }

    private ValueTask<string> MailAsync(NodeContext context, EffectOptions<string>? options = null) =>
        context.OnceAsync("mail", _ => _talk.Outside.DoAsync("mail"), options);

    /// <summary>A run whose owner dies between the claim and the record of a mail, before it was sent.</summary>
    private async Task<(RunStatus Status, List<string> Results)> CutOffAsync(EffectOptions<string>? options)
    {
        var first = await _talk.StartAsync(settings => settings.LeaseDuration = TimeSpan.FromSeconds(10));
        var results = new List<string>();
        var claimed = new TaskCompletionSource();
        var never = new Gate();
        _talk.On("answer", "one", async context =>
        {
            var isFirst = _talk.Log.Count(call => call == "answer(one)") == 1;
            var result = await context.OnceAsync(
                "mail",
                async _ =>
                {
                    if (isFirst)
                    {
                        claimed.TrySetResult();
                        await never.PassAsync(CancellationToken.None);
                    }

                    return await _talk.Outside.DoAsync("mail");
                },
                options);
            results.Add(result);
        });
        var run = await SayAsync(first, "one");
        await claimed.Task.Soon();
        await TakeAwayAsync(run);
        var other = await _talk.StartAsync();
        var ended = await _talk.PassUntilAsync(other.JoinAsync(Thread, run.RunId));
        return (ended.Status, results);
    }

    /// <summary>Gives the running run back, as happens when its owner is lost.</summary>
    private async Task TakeAwayAsync(RunHandle run)
    {
        var stored = (await _talk.Store.GetRunAsync(run.ThreadId, run.RunId, default))!;
        var lease = new RunLease(run.ThreadId, run.RunId, stored.Epoch);
        (await _talk.Store.ReleaseAsync(lease, new RunRelease(RunStatusReason.LeaseLost, CountAttempt: true, TimeSpan.FromSeconds(5)), default)).Should().BeTrue();
    }
}
