using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using GraphRuntime.Testing;
using GraphRuntime.TestSupport;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;
using ChatState = GraphRuntime.Policies.Tests.TalkState;

namespace GraphRuntime.Policies.Tests;

/// <content>Effects, guards, memory, and threads that wait.</content>
public sealed partial class ChoosingAStrategyTests
{
    [Fact]
    public async Task Effects()
    {
        var builder = Start("mail");

        // snippet
        builder.AddNode("mail", async (state, context) =>
        {
            var receipt = await context.OnceAsync(
                "confirmation",
                cancellationToken => Mailer.SendAsync(state.Messages[^1], cancellationToken),
                new EffectOptions<string> { Reconcile = (claim, cancellationToken) => Mailer.FindAsync(claim.RunId, cancellationToken) });
            return new ChatState.Update { Messages = [receipt] };
        });
        // end

        (await RunAsync("mail", _talk.Compile(builder))).Should().Equal("hello", "sent hello");
    }

    [Fact]
    public async Task Guards()
    {
        var builder = Start("pay").AddEdge("pay", "ship");

        // snippet
        builder.AddNode("pay", async (state, context) =>
        {
            await using (await context.NoInterruptRegionAsync())
            {
                await Bank.ReserveAsync(context.CancellationToken);
            }

            await context.CommitPointAsync();
            return new ChatState.Update { Messages = ["paid"] };
        });
        builder.AddNode("ship", state => new ChatState.Update { Messages = ["shipped"] }, new NodeOptions { NoInterrupt = true });
        // end

        (await RunAsync("pay", _talk.Compile(builder))).Should().Equal("hello", "paid", "shipped");
    }

    [Fact]
    public async Task A_strategy_that_waits_for_a_guard()
    {
        await BusyAsync();

        // snippet
        var patient = new RunOptions { MultitaskStrategy = MultitaskStrategy.Interrupt, WhenGuarded = GuardedStrategy.Wait };
        await coordinator.CreateRunAsync(threadId, "chat", input, patient);
        // end

        (await coordinator.GetQueueAsync(threadId)).PendingRunIds.Should().HaveCountLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Compensations()
    {
        var builder = Start("charge");

        // snippet
        builder.AddNode("charge", async (state, context) =>
        {
            var receipt = await context.OnceAsync("charge", Bank.ChargeAsync, new EffectOptions<string> { Compensation = "refund" });
            return new ChatState.Update { Messages = [receipt] };
        });
        var shop = builder.Compile(new CompileOptions
        {
            Checkpointer = checkpointer,
            Compensations = new Dictionary<string, Func<Compensation, CancellationToken, ValueTask>>
            {
                ["refund"] = (charge, cancellationToken) => Bank.RefundAsync(charge.ResultAs<string>(), cancellationToken),
            },
        });
        // end

        (await RunAsync("charge", shop)).Should().Equal("hello", "charged");
        Bank.Refunds.Should().BeEmpty();
    }

    [Fact]
    public async Task When_an_effect_is_the_same()
    {
        var builder = Start("transfer");

        // snippet
        builder.AddNode("transfer", async (state, context) =>
        {
            var order = state.Messages[^1];
            var receipt = await context.OnceAsync($"transfer {order}", Bank.ChargeAsync);
            return new ChatState.Update { Messages = [receipt] };
        });
        // end

        (await RunAsync("transfer", _talk.Compile(builder))).Should().Equal("hello", "charged");
    }

    [Fact]
    public async Task Long_term_memory_that_goes_with_the_run()
    {
        var builder = Start("remember");
        var store = _stores.Store;
        await using var provider = new ServiceCollection().AddSingleton(store).BuildServiceProvider();

        // snippet
        builder.AddNode("remember", (state, context) =>
        {
            var todo = JsonSerializer.SerializeToUtf8Bytes(new { text = state.Messages[^1] });
            context.BufferStoreWrites(StoreWrite.Put(new StoreKey(StoreNamespace.Create(["todos"]), "latest"), todo));
            return new ChatState.Update { Messages = ["noted"] };
        });
        var remembering = builder.Compile(new CompileOptions { Checkpointer = checkpointer, Services = provider, BufferedStoreWrites = true });
        // end

        (await RunAsync("remember", remembering)).Should().Equal("hello", "noted");
        (await store.GetAsync(StoreNamespace.Create(["todos"]), "latest")).Should().NotBeNull();
    }

    [Fact]
    public async Task A_thread_that_waits()
    {
        var services = new ServiceCollection();

        // snippet
        services.AddGraphRuntime(options =>
        {
            options.WhenPaused = PausedThreadRule.Discard;                     // the default; reported in RunAdmission.Discarded
            options.GraphPausedRules["form"] = PausedThreadRule.Enqueue;       // waits until the question is answered
            options.GraphPausedRules["transfer"] = PausedThreadRule.Reject;    // ThreadPausedException
            options.GraphPausedRules["interview"] = PausedThreadRule.TakeAsAnswer<ChatState>(chat => chat.Messages[^1]);
        });
        // end

        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<ThreadRunCoordinator>().Should().NotBeNull();
    }

    [Fact]
    public async Task Leaving_things_tidy()
    {
        var builder = Start("tools").AddNode("tools", state => new ChatState.Update { Messages = ["called"] });

        // snippet
        builder.OnPreempted((state, left) => left.Nodes.Contains("tools")
            ? new ChatState.Update { Messages = ["(the tool was not called: another message came)"] }
            : null);
        // end

        var mended = _talk.Compile(builder);
        await mended.InvokeAsync(Talk.Say("one"), "tidy", new RunConfig { InterruptBefore = ["tools"] });
        await mended.InvokeAsync(Talk.Say("two"), "tidy");
        (await mended.GetStateAsync("tidy")).State.Messages.Should().Equal("one", "(the tool was not called: another message came)", "two", "called");
    }
}
