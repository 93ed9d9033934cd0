using System.Collections.Concurrent;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Values that belong to a run.</content>
public abstract partial class TalkTests
{
    private static RunOptions With(string? user = null, string? lang = null, MultitaskStrategy? strategy = null)
    {
        var values = new Dictionary<string, object?>();
        if (user is not null)
        {
            values["user_id"] = user;
        }

        if (lang is not null)
        {
            values["lang"] = lang;
        }

        return new RunOptions { Config = new RunConfig { Context = values }, MultitaskStrategy = strategy };
    }

    /// <summary>What the nodes of a text see, one entry a start.</summary>
    private ConcurrentQueue<string> Watch(params string[] texts)
    {
        var seen = new ConcurrentQueue<string>();
        foreach (var text in texts)
        {
            _talk.On("think", text, context =>
            {
                seen.Enqueue($"{text}:{Shown(context.Run)}");
                return Task.CompletedTask;
            });
        }

        return seen;
    }

    private static string Shown(RunValues values) => string.Join(',', values.Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal));

    private async Task<string> KeptAsync(ThreadRunCoordinator coordinator) => Shown((await coordinator.GetThreadAsync(Thread)).Context);

    [StoreFact]
    public async Task Later_runs_inherit_the_context_of_earlier_ones_value_by_value()
    {
        var coordinator = await _talk.StartAsync();
        var seen = Watch("one", "two", "three", "four");

        await EndAsync(await SayAsync(coordinator, "one", With(user: "ann", lang: "de")));
        await EndAsync(await SayAsync(coordinator, "two", With(lang: "fr")));
        await EndAsync(await SayAsync(coordinator, "three"));
        var last = await SayAsync(coordinator, "four", new RunOptions { Config = new RunConfig { Context = new Dictionary<string, object?> { ["lang"] = null } } });
        await EndAsync(last);

        seen.Should().Equal("one:lang=de,user_id=ann", "two:lang=fr,user_id=ann", "three:lang=fr,user_id=ann", "four:user_id=ann");
        (await KeptAsync(coordinator)).Should().Be("user_id=ann");
        Shown((await last.GetAsync()).Context).Should().Be("user_id=ann");
        (await MessagesAsync()).Should().NotContain(message => message.Contains("ann"));
    }

    [StoreFact]
    public async Task A_run_that_is_created_on_a_busy_thread_leaves_its_context_to_nobody()
    {
        var coordinator = await _talk.StartAsync();
        var seen = Watch("two", "three", "four");
        var (first, gate) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", With(user: "ann"));
        var third = await SayAsync(coordinator, "three");

        gate.Open();
        await EndAsync(third);
        await EndAsync(await SayAsync(coordinator, "four", With(user: "bob")));

        await EndAsync(first);
        await EndAsync(second);
        seen.Should().Equal("two:user_id=ann", "three:", "four:user_id=bob");
        (await KeptAsync(coordinator)).Should().Be("user_id=bob");
    }

    [StoreFact]
    public async Task A_run_that_is_taken_over_by_another_process_has_its_context_still()
    {
        var first = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", gate);
        var run = await SayAsync(first, "one", With(user: "ann"));
        await gate.Reached.Soon();
        using (var impatient = new CancellationTokenSource())
        {
            await impatient.CancelAsync();
            await _talk.PassUntilAsync(first.StopAsync(impatient.Token));
        }

        var seen = new ConcurrentQueue<string>();
        _talk.On("answer", "one", context =>
        {
            seen.Enqueue(context.Run.Get<string>("user_id"));
            return Task.CompletedTask;
        });
        var second = await _talk.StartAsync();

        (await EndAsync(second.GetHandle(Thread, run.RunId))).Should().Be(RunStatus.Success);
        seen.Should().Equal("ann");
    }

    [StoreFact]
    public async Task An_answer_resumes_with_the_context_that_the_thread_keeps()
    {
        var coordinator = await _talk.StartAsync();
        var users = new ConcurrentQueue<string>();
        _talk.On("answer", "one", context =>
        {
            users.Enqueue(context.Run.Get<string>("user_id"));
            context.Interrupt<string>("sure?");
            return Task.CompletedTask;
        });
        await EndAsync(await SayAsync(coordinator, "one", With(user: "ann")));

        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
        users.Should().Equal("ann", "ann");
    }

    [StoreFact]
    public async Task A_rolled_back_run_leaves_the_context_of_the_thread_as_it_found_it_on_a_busy_thread()
    {
        var coordinator = await _talk.StartAsync();
        var seen = Watch("two", "three");
        await EndAsync(await SayAsync(coordinator, "zero", With(user: "ann")));
        var (first, _) = await BusyAsync(coordinator);

        var second = await SayAsync(coordinator, "two", With(user: "bob", strategy: MultitaskStrategy.Rollback));
        await EndAsync(second);
        await EndAsync(await SayAsync(coordinator, "three"));

        (await IsGoneAsync(first)).Should().BeTrue();
        seen.Should().Equal("two:user_id=bob", "three:user_id=ann");
    }

    [StoreFact]
    public async Task A_refused_run_leaves_no_context()
    {
        var coordinator = await _talk.StartAsync();
        var (_, gate) = await BusyAsync(coordinator);

        await coordinator.Invoking(c => SayAsync(c, "two", With(user: "bob", strategy: MultitaskStrategy.Reject)).AsTask()).Should().ThrowAsync<RunConflictException>();

        gate.Open();
        (await KeptAsync(coordinator)).Should().BeEmpty();
    }

    [StoreFact]
    public async Task A_copied_thread_keeps_the_context_and_a_deleted_one_does_not()
    {
        var coordinator = await _talk.StartAsync();
        await EndAsync(await SayAsync(coordinator, "one", With(user: "ann")));

        var copy = await coordinator.CopyThreadAsync(Thread, "copy");
        await coordinator.DeleteThreadAsync(Thread);
        await EndAsync(await SayAsync(coordinator, "two"));

        Shown(copy.Context).Should().Be("user_id=ann");
        (await KeptAsync(coordinator)).Should().BeEmpty();
    }

    [StoreFact]
    public async Task A_policy_sees_the_context_that_the_run_would_have()
    {
        var coordinator = await _talk.StartAsync();
        var policy = RunPolicy.For<TalkState>()
            .When(facts => facts.Where("guest", context => context.Run.TryGet<string>("role", out var role) && role == "guest")).Reject()
            .Otherwise().Enqueue();
        RunOptions As(string role) => new() { Policy = policy, Config = new RunConfig { Context = new Dictionary<string, object?> { ["role"] = role } } };
        var gate = new Gate();
        _talk.On("answer", "one", gate);
        await SayAsync(coordinator, "one", As("guest"));
        await gate.Reached.Soon();

        await coordinator.Invoking(c => SayAsync(c, "two", policy).AsTask()).Should().ThrowAsync<RunConflictException>("the role is inherited");
        var third = await SayAsync(coordinator, "three", As("member"));

        gate.Open();
        (await EndAsync(third)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task A_completion_callback_is_told_the_context()
    {
        var told = new TaskCompletionSource<string>();
        _talk.Callbacks.Add(new Told(told));
        var coordinator = await _talk.StartAsync();

        await EndAsync(await SayAsync(coordinator, "one", With(user: "ann")));

        await _talk.PassUntilAsync(told.Task);
        (await told.Task).Should().Be("user_id=ann");
    }

    [StoreFact]
    public async Task Nodes_of_a_subgraph_see_the_context()
    {
        _talk.Add("outside", _talk.Compile(_talk.Nest("outside")));
        var coordinator = await _talk.StartAsync();
        var seen = Watch("one");

        await EndAsync(await SayAsync(coordinator, "one", With(user: "ann"), graph: "outside"));

        seen.Should().Equal("one:user_id=ann");
    }

    [StoreFact]
    public async Task Context_that_cannot_be_written_is_refused_at_the_door()
    {
        var coordinator = await _talk.StartAsync();
        var options = new RunOptions { Config = new RunConfig { Context = new Dictionary<string, object?> { ["bad"] = new Action(() => { }) } } };

        await coordinator.Invoking(c => SayAsync(c, "one", options).AsTask()).Should().ThrowAsync<StateSerializationException>();

        await coordinator.Invoking(c => c.GetThreadAsync(Thread).AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
    }

    private sealed class Told(TaskCompletionSource<string> told) : IRunCompletionCallback
    {
        public ValueTask OnCompletedAsync(RunInfo run, CancellationToken cancellationToken)
        {
            told.TrySetResult(Shown(run.Context));
            return ValueTask.CompletedTask;
        }
    }
}
