using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GraphRuntime.Studio.Tests.Debugging;

/// <summary>Sessions beside other runs, and how they end.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task A_run_of_a_session_is_paused_and_goes_on()
    {
        await using var host = await StudioHost.StartAsync();
        await host.PostAsync("threads/t/runs", """{"graph":"desk","input":{"Text":"wait"}}""");
        await host.Gate.Entered.Soon();

        (await host.PostAsync("threads/t/session", """{"command":"resume"}""")).Refusal.Should().Be((409, "session_busy"));
        var paused = await host.CommandAsync("t", "pause");
        host.Gate.Open();
        var end = await host.CommandAsync("t", "resume");

        paused.GetProperty("stop").GetProperty("reason").GetString().Should().Be("pause");
        paused.GetProperty("next")[0].GetString().Should().Be("clerk");
        end.GetProperty("phase").GetString().Should().Be("finished");
    }

    [Fact]
    public async Task A_run_of_others_is_paused_and_stepped()
    {
        await using var host = await StudioHost.StartAsync();
        await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "wait" });
        await host.Gate.Entered.Soon();

        (await host.PostAsync("threads/t/session", """{"command":"stepOver"}""")).Refusal.Should().Be((409, "thread_busy"));
        var paused = await host.CommandAsync("t", "pause");
        host.Gate.Open();

        paused.GetProperty("phase").GetString().Should().Be("paused");
        (await host.CommandAsync("t", "stepOver")).GetProperty("next")[0].GetString().Should().Be("file");
    }

    [Fact]
    public async Task A_run_that_displaces_the_followed_one_stops_the_session()
    {
        await using var host = await StudioHost.StartAsync();
        await host.PostAsync("threads/t/runs", """{"graph":"desk","input":{"Text":"wait"}}""");
        await host.Gate.Entered.Soon();

        await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "now" }, new RunOptions { MultitaskStrategy = MultitaskStrategy.Interrupt });

        (await host.StoppedAsync("t")).GetProperty("stop").GetProperty("reason").GetString().Should().Be("displaced");
    }

    [Fact]
    public async Task A_failed_node_stops_the_session_with_its_error()
    {
        await using var host = await StudioHost.StartAsync();

        var failed = await host.RunAsync("t", "desk", """{"Text":"fail"}""");

        failed.GetProperty("phase").GetString().Should().Be("failed");
        failed.GetProperty("stop").GetProperty("message").GetString().Should().Contain("The desk is closed.");
        failed.GetProperty("stop").GetProperty("path").GetString().Should().Be("clerk");
    }

    [Fact]
    public async Task A_session_that_is_not_used_ends_and_the_thread_stays()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var host = await StudioHost.StartAsync(services: services => services.AddSingleton<TimeProvider>(time));
        await host.RunAsync("t", "nested", "{}", "pause");
        await host.PostAsync("threads/t/breakpoints", """{"kind":"node","path":"last"}""");

        time.Advance(TimeSpan.FromMinutes(31));

        (await host.GetAsync("threads/t/breakpoints")).Items.Should().BeEmpty();
        var session = (await host.GetAsync("threads/t/session")).Json;
        session.GetProperty("phase").GetString().Should().Be("none");
        session.GetProperty("next")[0].GetString().Should().Be("first");
    }

    [Fact]
    public async Task A_question_stops_the_session_and_its_answer_goes_on()
    {
        await using var host = await StudioHost.StartAsync();

        var asked = await host.RunAsync("t", "desk", """{"Text":"ask"}""");
        var question = (await host.GetAsync("threads/t/questions")).Items[0].GetProperty("id").GetString();
        await host.PostAsync("threads/t/answers", $$$$"""{"answers":{"{{{{question}}}}":{"Name":"tea"}}}""");

        asked.GetProperty("stop").GetProperty("reason").GetString().Should().Be("question");
        (await host.StoppedAsync("t")).GetProperty("phase").GetString().Should().Be("finished");
    }
}
