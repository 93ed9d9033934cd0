namespace GraphRuntime.Reliability.Tests.Hostile;

/// <summary>Nodes that do what no node should.</summary>
public sealed class HostileNodeTests
{
    [Fact]
    public async Task A_node_may_call_the_coordinator_about_its_own_thread()
    {
        await using var bench = await Bench.CreateAsync("memory");
        ThreadRunCoordinator? coordinator = null;
        coordinator = await bench.StartAsync(Steps.Of(1, async (context, _) =>
        {
            if (context.RunId == "first")
            {
                await coordinator!.SubmitAsync(context.ThreadId!, "second");
                (await coordinator!.GetQueueAsync(context.ThreadId!)).PendingRunIds.Should().Equal("second");
                var rejected = () => coordinator!.CreateRunAsync(
                    context.ThreadId!, Steps.Graph, GraphInput.Resume, new RunOptions { MultitaskStrategy = MultitaskStrategy.Reject }).AsTask();
                await rejected.Should().ThrowAsync<RunConflictException>();
            }
        }));
        await coordinator.SubmitAsync("thread", "first").Soon();
        await Steps.CheckAsync(coordinator, "thread", 1, "first", "second");
    }

    [Fact]
    public async Task G_26_A_node_that_waits_for_its_own_run_is_set_free_by_a_cancellation()
    {
        await using var bench = await Bench.CreateAsync("memory");
        ThreadRunCoordinator? coordinator = null;
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        coordinator = await bench.StartAsync(Steps.Of(1, async (context, _) =>
        {
            if (context.RunId == "first")
            {
                var join = coordinator!.JoinAsync(context.ThreadId!, context.RunId, context.CancellationToken);
                waits.TrySetResult();
                await join;
            }
        }));
        await coordinator.SubmitAsync("thread", "first").Soon();
        await coordinator.SubmitAsync("thread", "second").Soon();
        await waits.Task.Soon();
        await coordinator.CancelRunAsync("thread", "first", new CancelOptions { Wait = true }).Soon();
        (await coordinator.JoinAsync("thread", "second").Soon()).Status.Should().Be(RunStatus.Success);
    }

    [Fact]
    public async Task A_node_that_cancels_rolls_back_or_deletes_its_own_run_ends_and_blocks_nobody()
    {
        await using var bench = await Bench.CreateAsync("memory");
        ThreadRunCoordinator? coordinator = null;
        coordinator = await bench.StartAsync(Steps.Of(1, async (context, _) =>
        {
            switch (context.RunId)
            {
                case "cancels":
                    await coordinator!.CancelRunAsync(context.ThreadId!, context.RunId);
                    break;
                case "rolls back":
                    await coordinator!.CancelRunAsync(context.ThreadId!, context.RunId, new CancelOptions { Action = CancelAction.Rollback });
                    break;
                case "deletes":
                    await coordinator!.DeleteRunAsync(context.ThreadId!, context.RunId);
                    break;
                default:
                    return;
            }

            context.CancellationToken.ThrowIfCancellationRequested();
        }));
        foreach (var runId in new[] { "cancels", "rolls back", "deletes", "last" })
        {
            await coordinator.SubmitAsync("thread", runId).Soon();
        }

        (await coordinator.JoinAsync("thread", "last").Soon()).Status.Should().Be(RunStatus.Success);
        (await coordinator.MessagesAsync("thread")).Should().NotContain("rolls back/in").And.EndWith(["last/in", "last/0"]);
    }

    [Fact]
    public async Task G_26_Nodes_that_throw_when_they_are_cancelled_or_in_their_callbacks_end_as_cancelled()
    {
        await using var bench = await Bench.CreateAsync("memory");
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var coordinator = await bench.StartAsync(Steps.Of(1, async (context, _) =>
        {
            if (context.RunId != "angry")
            {
                return;
            }

            using var callback = context.CancellationToken.Register(static () => throw new InvalidOperationException("no"));
            var cancelled = new TaskCompletionSource();
            using var waiter = context.CancellationToken.Register(cancelled.SetResult);
            came.TrySetResult();
            await cancelled.Task;
            throw new InvalidOperationException("never");
        }));
        await coordinator.SubmitAsync("thread", "angry").Soon();
        await came.Task.Soon();
        await coordinator.CancelRunAsync("thread", "angry", new CancelOptions { Wait = true }).Soon();
        var run = await coordinator.GetRunAsync("thread", "angry");
        (run.Status, run.Reason).Should().Be((RunStatus.Interrupted, RunStatusReason.Cancelled));
        await coordinator.SubmitAsync("thread", "next").Soon();
        (await coordinator.JoinAsync("thread", "next").Soon()).Status.Should().Be(RunStatus.Success);
    }

    [Fact]
    public async Task G_18_G_26_A_node_that_blocks_its_thread_for_ever_is_given_up_and_what_it_does_later_has_no_effect()
    {
        await using var bench = await Bench.CreateAsync("memory");
        using var release = new ManualResetEventSlim();
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var coordinator = await bench.StartAsync(
            Steps.Of(1, (context, _) =>
            {
                if (context.RunId == "stuck")
                {
                    came.TrySetResult();
                    release.Wait(CancellationToken.None);
                }

                return ValueTask.CompletedTask;
            }),
            static options => options.CancellationGrace = TimeSpan.FromMilliseconds(50));
        await coordinator.SubmitAsync("thread", "stuck").Soon();
        await came.Task.Soon();
        await coordinator.CreateRunAsync(
            "thread", Steps.Graph, new TalkState.Update { Messages = ["next/in"] }, new RunOptions { RunId = "next", MultitaskStrategy = MultitaskStrategy.Interrupt }).Soon();
        (await coordinator.JoinAsync("thread", "next").Soon()).Status.Should().Be(RunStatus.Success);
        release.Set();
        await coordinator.StopAsync().Soon();
        (await coordinator.MessagesAsync("thread")).Should().Equal("stuck/in", "next/in", "next/0");
    }

    [Fact]
    public async Task Tasks_that_a_node_leaves_behind_keep_nothing_from_ending_and_their_failures_kill_nobody()
    {
        await using var bench = await Bench.CreateAsync("memory");
        var late = new TaskCompletionSource();
        var coordinator = await bench.StartAsync(Steps.Of(2, (context, number) =>
        {
            var leaked = LeakAsync(context);
            return leaked.IsCompleted ? throw new InvalidOperationException($"Step {number} left nothing behind.") : ValueTask.CompletedTask;
        }));
        await coordinator.SubmitAsync("thread", "leaky").Soon();
        await Steps.CheckAsync(coordinator, "thread", 2, "leaky");
        await coordinator.SubmitAsync("thread", "next").Soon();
        await Steps.CheckAsync(coordinator, "thread", 2, "leaky", "next");
        late.SetException(new InvalidOperationException("late"));
        await coordinator.StopAsync().Soon();

        async Task LeakAsync(NodeContext context)
        {
            using var registration = context.CancellationToken.Register(static () => { });
            await late.Task;
        }
    }

    [Fact]
    public async Task G_15_G_17_Ten_thousand_queued_runs_are_done_in_order()
    {
        const int Threads = 10;
        const int PerThread = 1000;
        await using var bench = await Bench.CreateAsync("memory");
        var coordinator = bench.Create(Steps.Of(1), static options => options.MaxQueuedPerThread = PerThread);
        for (var i = 0; i < PerThread; i++)
        {
            for (var thread = 0; thread < Threads; thread++)
            {
                await coordinator.SubmitAsync($"t{thread}", $"t{thread}-{i}");
            }
        }

        var tooMany = () => coordinator.SubmitAsync("t0", "one too many").AsTask();
        (await tooMany.Should().ThrowAsync<QueueFullException>()).Which.ThreadId.Should().Be("t0");
        await coordinator.StartAsync();
        for (var thread = 0; thread < Threads; thread++)
        {
            (await coordinator.JoinAsync($"t{thread}", $"t{thread}-{PerThread - 1}").Soon()).Status.Should().Be(RunStatus.Success);
            (await coordinator.MessagesAsync($"t{thread}")).Where(message => message.EndsWith("/0", StringComparison.Ordinal))
                .Should().Equal(Enumerable.Range(0, PerThread).Select(i => $"t{thread}-{i}/0"));
        }
    }
}
