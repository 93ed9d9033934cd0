using GraphRuntime.WorkerHost;

namespace GraphRuntime.Postgres.Tests;

/// <summary>Real processes on one database, judged by the log of what their nodes did.</summary>
public sealed class ProcessTests
{
    [PostgresTheory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task G_11_Processes_share_the_work_run_a_thread_once_at_a_time_in_order_and_lose_nothing(int processes)
    {
        await using var fleet = await WorkerFleet.StartAsync(processes);

        RunHandle[] runs = [.. await fleet.MeetAsync(), .. await fleet.CreateAsync(threads: 12, runsOfEach: 8)];
        foreach (var run in runs)
        {
            var ended = await WorkerFleet.EndAsync(run);
            (ended.Status, ended.Attempt).Should().Be((RunStatus.Success, 1));
        }

        var operations = await fleet.OperationsAsync();
        operations.Should().HaveCount(runs.Length * 4);
        operations.Select(one => one.Process).Distinct().Should().HaveCount(processes);
        await CheckAsync(fleet, runs, killed: []);
    }

    [PostgresFact]
    public async Task DT_21_Runs_of_a_process_that_is_killed_are_finished_by_the_others_in_order()
    {
        await using var fleet = await WorkerFleet.StartAsync(3, lease: TimeSpan.FromSeconds(10));
        var creating = fleet.CreateAsync(threads: 6, runsOfEach: 10);
        await fleet.UntilAsync(operations => operations.Any(one => one.Process == "worker-0"));
        await fleet.KillAsync(0);

        var runs = await creating;
        foreach (var run in runs)
        {
            (await WorkerFleet.EndAsync(run)).Status.Should().Be(RunStatus.Success);
        }

        await CheckAsync(fleet, runs, killed: ["worker-0"]);
    }

    [PostgresTheory]
    [InlineData(MultitaskStrategy.Interrupt)]
    [InlineData(MultitaskStrategy.Rollback)]
    public async Task A_run_in_another_process_is_heard_and_is_stopped_by_a_run_that_displaces_it(MultitaskStrategy strategy)
    {
        await using var fleet = await WorkerFleet.StartAsync(1);
        var first = await fleet.CreateAsync("thread", "wait");
        await foreach (var heard in first.StreamAsync())
        {
            if (heard.Kind == "custom")
            {
                break;
            }
        }

        var second = await fleet.CreateAsync("thread", "two", strategy);

        (await WorkerFleet.EndAsync(second)).Status.Should().Be(RunStatus.Success);
        var messages = await fleet.MessagesAsync("thread");
        if (strategy == MultitaskStrategy.Rollback)
        {
            await first.Awaiting(run => run.GetAsync().AsTask()).Should().ThrowAsync<RunNotFoundException>();
            messages.Should().Equal("two", "done: two");
        }
        else
        {
            (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
            messages.Should().Equal("wait", "two", "done: two");
        }
    }

    [PostgresFact]
    public async Task G_29_A_process_that_stops_gives_its_runs_to_the_others()
    {
        await using var fleet = await WorkerFleet.StartAsync(1);
        var runs = await fleet.CreateAsync(threads: 4, runsOfEach: 10);
        await fleet.UntilAsync(operations => operations.Count > 4);
        await fleet.AddAsync();
        await fleet.StopAsync(0);

        foreach (var run in runs)
        {
            var ended = await WorkerFleet.EndAsync(run);
            (ended.Status, ended.Attempt).Should().Be((RunStatus.Success, 1));
        }

        await CheckAsync(fleet, runs, killed: []);
    }

    /// <summary>Nodes of a thread never overlap, its runs begin in the order of their sequences, and every input is in its state, once and in that order.</summary>
    private static async Task CheckAsync(WorkerFleet fleet, IReadOnlyList<RunHandle> runs, string[] killed)
    {
        var operations = await fleet.OperationsAsync();
        foreach (var threadId in runs.Select(run => run.ThreadId).Distinct())
        {
            var ofThread = operations.Where(one => one.ThreadId == threadId).ToList();
            CheckOverlaps(ofThread, killed);
            var order = await fleet.Coordinator.ListRunsAsync(threadId, new RunListOptions { NewestFirst = false });
            ofThread.Select(one => one.RunId).Distinct().Should().Equal(order.Select(run => run.RunId));
            order.Select(run => run.RunId).Should().BeEquivalentTo(runs.Where(run => run.ThreadId == threadId).Select(run => run.RunId));
            var messages = await fleet.MessagesAsync(threadId);
            messages.Should().HaveCount(order.Count * 2).And.OnlyHaveUniqueItems();
            messages.Where((_, i) => i % 2 == 1).Should().Equal(messages.Where((_, i) => i % 2 == 0).Select(input => "done: " + input));
        }
    }

    private static void CheckOverlaps(List<Operation> operations, string[] killed)
    {
        Operation? open = null;
        foreach (var operation in operations)
        {
            if (operation.IsEnd)
            {
                (operation == open! with { IsEnd = true }).Should().BeTrue($"{operation} must not end while {open} is at work");
                open = null;
                continue;
            }

            (open is null || killed.Contains(open.Process)).Should().BeTrue($"{operation} must not begin while {open} is at work");
            open = operation;
        }
    }
}
