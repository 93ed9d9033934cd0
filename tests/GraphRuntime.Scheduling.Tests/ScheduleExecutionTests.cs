using Microsoft.Extensions.Hosting;

namespace GraphRuntime.Scheduling.Tests;

/// <summary>What becomes of ticks: on every storage, with several processes, after a rest, and while schedules change.</summary>
public sealed class ScheduleExecutionTests
{
    private static readonly JsonElement s_input = JsonDocument.Parse("""{"Text":"hello"}""").RootElement;

    private static GraphSchedule EveryMinute => new() { Id = "minutely", GraphName = "echo", Cron = "* * * * *", ThreadId = "t", Input = s_input };

    [Theory]
    [InlineData(Processes.Memory)]
    [InlineData(Processes.Sqlite)]
    public Task Each_tick_is_one_run_across_processes(string storage) => CheckOneRunATickAsync(storage);

    [PostgresFixture.PostgresFact]
    public Task Each_tick_is_one_run_across_processes_on_PostgreSQL() => CheckOneRunATickAsync(Processes.Postgres);

    [Theory]
    [InlineData(MissedTicks.RunLast, "00:10")]
    [InlineData(MissedTicks.RunAll, "00:01 00:02 00:03 00:04 00:05 00:06 00:07 00:08 00:09 00:10")]
    [InlineData(MissedTicks.Skip, "")]
    public async Task Missed_ticks_go_by_their_rule(MissedTicks missed, string ticks)
    {
        await using var world = await Processes.StartAsync(Processes.Memory);
        await world.Schedules.PutAsync(EveryMinute with { Missed = missed, Cron = "1-10 * * * *" });
        await world.PassAsync();
        world.Time.Advance(TimeSpan.FromMinutes(20));

        await world.PassAsync(times: 3);

        (await RunsAsync(world)).Should().Be(ticks);
    }

    [Fact]
    public async Task A_tick_that_is_a_little_late_is_not_missed()
    {
        await using var world = await Processes.StartAsync(Processes.Memory);
        await world.Schedules.PutAsync(EveryMinute with { Missed = MissedTicks.Skip, Cron = "1 * * * *" });
        world.Time.Advance(TimeSpan.FromSeconds(80));

        await world.PassAsync();

        (await RunsAsync(world)).Should().Be("00:01");
    }

    [Fact]
    public async Task A_schedule_that_changes_counts_from_its_change_on_and_one_that_is_off_or_gone_has_no_ticks()
    {
        await using var world = await Processes.StartAsync(Processes.Memory);
        await world.Schedules.PutAsync(EveryMinute with { IsEnabled = false, Missed = MissedTicks.RunAll });
        world.Time.Advance(TimeSpan.FromMinutes(5));
        await world.PassAsync();
        var on = await world.Schedules.PutAsync(EveryMinute with { Missed = MissedTicks.RunAll });
        await world.PassAsync();
        (await RunsAsync(world)).Should().BeEmpty("what was while it was off is past");
        world.Schedules.NextTick(on).Should().Be(ScheduleTicksTests.At("2026-01-01T00:06:00Z"));

        world.Time.Advance(TimeSpan.FromMinutes(2));
        await world.PassAsync();
        (await RunsAsync(world)).Should().Be("00:06 00:07");

        await world.Schedules.DeleteAsync("minutely");
        world.Time.Advance(TimeSpan.FromMinutes(2));
        await world.PassAsync();
        (await RunsAsync(world)).Should().Be("00:06 00:07");
        (await world.Schedules.ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_change_and_the_work_on_the_same_schedule_do_not_overwrite_each_other()
    {
        await using var world = await Processes.StartAsync(Processes.Sqlite, count: 2);
        for (var i = 0; i < 20; i++)
        {
            await world.Schedules.PutAsync(EveryMinute with { Metadata = Json($$"""{"round":{{i}}}""") });
            world.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(world.PassAsync(), world.Schedules.PutAsync(EveryMinute with { Metadata = Json($$"""{"round":{{i}},"changed":true}""") }).AsTask());
            (await world.Schedules.FindAsync("minutely"))!.Metadata!.Value.TryGetProperty("changed", out _).Should().BeTrue();
        }

        (await world.TicksAsync("t")).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_tick_that_is_refused_is_left_out_and_the_next_one_comes()
    {
        await using var world = await Processes.StartAsync(Processes.Memory);
        await world.Schedules.PutAsync(EveryMinute with { MultitaskStrategy = MultitaskStrategy.Reject });
        for (var i = 0; i < 3; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
            await world.PassAsync();
        }

        (await RunsAsync(world)).Should().Be("00:01");
        var run = (await world.Coordinator.ListRunsAsync("t"))[0];
        await world.Coordinator.CancelRunAsync("t", run.RunId);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.PassAsync();
        (await RunsAsync(world)).Should().Be("00:01 00:04");
    }

    [Fact]
    public async Task Schedules_that_cannot_start_runs_do_not_stop_the_others()
    {
        await using var world = await Processes.StartAsync(Processes.Memory);
        await world.Schedules.PutAsync(EveryMinute with { Id = "a", Input = Json("""{"Text":5}"""), ThreadId = "a" });
        await world.Schedules.PutAsync(EveryMinute with { Id = "b", GraphName = "nobody has it", ThreadId = "b" });
        await world.Schedules.PutAsync(EveryMinute with { Id = "c", ThreadId = "c", CreateThread = false });
        await world.Schedules.PutAsync(EveryMinute with { Id = "d", ThreadId = "d" });
        world.Time.Advance(TimeSpan.FromMinutes(1));

        await world.PassAsync(times: 2);

        (await world.TicksAsync("d")).Should().Equal("00:01");
        (await world.TicksAsync("a")).Should().BeEmpty();
        (await world.Schedules.FindAsync("c")).Should().BeNull("its thread is gone");
        (await world.Schedules.FindAsync("b")).Should().NotBeNull("another process may have its graph");
        await FluentActions.Awaiting(() => world.Coordinator.GetThreadAsync("c").AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
    }

    [Fact]
    public async Task Without_a_thread_each_tick_has_one_of_its_own_with_what_the_schedule_says()
    {
        await using var world = await Processes.StartAsync(Processes.Memory);
        await world.Schedules.PutAsync(EveryMinute with
        {
            ThreadId = null,
            Context = Json("""{"user_id":"ada","deep":{"a":[1]}}"""),
            Metadata = Json("""{"team":"x","number":7}"""),
            ThreadMetadata = Json("""{"kind":"report"}"""),
        });
        for (var i = 0; i < 2; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
            await world.PassAsync();
        }

        var threads = await world.Coordinator.SearchThreadsAsync(new ThreadSearchOptions { Metadata = new Dictionary<string, object?> { ["kind"] = "report" } });
        threads.Should().HaveCount(2);
        var run = await world.Coordinator.GetRunAsync(threads[0].ThreadId, threads[0].ThreadId);
        run.Metadata.Should().Contain("team", "x").And.Contain("number", 7L).And.Contain("schedule_id", "minutely").And.ContainKey("scheduled_for");
        run.Context.Get<string>("user_id").Should().Be("ada");
    }

    [Fact]
    public async Task A_schedule_of_the_code_begins_with_its_first_start_and_goes_on_after_a_rest()
    {
        GraphInput? Input(DateTimeOffset tick) => GraphInput.From(new EchoState.Update { Text = $"{tick:HH:mm}" });
        await using var world = await Processes.StartAsync(
            Processes.Sqlite, count: 2, runtime => runtime.AddSchedule("code", "* * * * *", "echo", Input, static schedule => schedule with { ThreadId = "t", Missed = MissedTicks.RunAll }));
        await world.PassAsync();
        (await world.TryTicksAsync("t")).Should().BeEmpty();

        world.Time.Advance(TimeSpan.FromMinutes(3));
        await world.PassAsync();

        (await world.TicksAsync("t")).Should().Equal("00:01", "00:02", "00:03");
        await using var coordinator = world.Coordinator;
        await coordinator.StartAsync();
        var last = (await coordinator.ListRunsAsync("t"))[0];
        await coordinator.JoinAsync("t", last.RunId);
        var state = await world[0].GetRequiredKeyedService<CompiledGraph<EchoState>>("echo").GetStateAsync("t");
        state.State.Said.Should().Equal("00:01", "00:02", "00:03");
    }

    [Fact]
    public async Task The_host_executes_schedules_as_time_goes_by_and_a_change_is_seen_at_once()
    {
        await using var world = await Processes.StartAsync(Processes.Memory);
        var worker = world[0].GetServices<IHostedService>().OfType<ScheduleWorker>().Single();
        await worker.StartAsync(CancellationToken.None);
        await world.Schedules.PutAsync(EveryMinute);

        // The worker takes the next tick into account after the change; until then time stands still for it.
        string[] ticks = [];
        for (var i = 0; i < 1000 && ticks.Length == 0; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            ticks = await world.TryTicksAsync("t");
        }

        ticks.Should().NotBeEmpty();
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void A_declared_schedule_that_makes_no_sense_is_refused_where_it_is_declared()
    {
        var runtime = new ServiceCollection().AddGraphRuntime();

        runtime.Invoking(r => r.AddSchedule("s", "whenever", "echo", static _ => null)).Should().ThrowExactly<InvalidScheduleException>();
        runtime.AddSchedule("s", "@hourly", "echo", static _ => null);
        runtime.Invoking(r => r.AddSchedule("s", "@daily", "echo", static _ => null)).Should().ThrowExactly<InvalidScheduleException>();
    }

    private static async Task CheckOneRunATickAsync(string storage)
    {
        await using var world = await Processes.StartAsync(storage, count: 3);
        await world.Schedules.PutAsync(EveryMinute);
        await world.Schedules.PutAsync(EveryMinute with { Id = "alone", ThreadId = null, ThreadMetadata = Json("""{"alone":true}""") });
        for (var i = 0; i < 10; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(1));
            await world.PassAsync(times: 2);
        }

        (await world.TicksAsync("t")).Should().Equal(Enumerable.Range(1, 10).Select(static minute => $"00:{minute:00}"));
        var alone = await world.Coordinator.SearchThreadsAsync(new ThreadSearchOptions { Metadata = new Dictionary<string, object?> { ["alone"] = true } });
        alone.Should().HaveCount(10);
        foreach (var thread in alone)
        {
            (await world.TicksAsync(thread.ThreadId)).Should().ContainSingle();
        }
    }

    private static async Task<string> RunsAsync(Processes world) => string.Join(' ', await world.TryTicksAsync("t"));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
