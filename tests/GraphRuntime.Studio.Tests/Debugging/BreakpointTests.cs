namespace GraphRuntime.Studio.Tests.Debugging;

/// <summary>Breakpoints that are set while a thread is being debugged.</summary>
public sealed class BreakpointTests
{
    private const string Input = """{"Text":"hi"}""";

    [Theory]
    [InlineData("""{"kind":"node","path":"outer/inner/y"}""", "outer/inner/y")]
    [InlineData("""{"kind":"node","path":"outer/inner/*"}""", "outer/inner/x")]
    [InlineData("""{"kind":"node","path":"outer/inner/x","when":"after"}""", "outer/inner/y")]
    [InlineData("""{"kind":"node","path":"outer/b","when":"after"}""", "outer")]
    [InlineData("""{"kind":"node","path":"**","condition":"Count >= 3"}""", "outer/inner/y")]
    [InlineData("""{"kind":"node","path":"**","hitCount":3}""", "outer/inner")]
    [InlineData("""{"kind":"channel","channel":"Count"}""", "outer")]
    [InlineData("""{"kind":"channel","channel":"Count","path":"outer/inner"}""", "outer/inner/y")]
    [InlineData("""{"kind":"channel","channel":"Count","condition":"Count > 4"}""", "last")]
    [InlineData("""{"kind":"node","path":"outer/inner/x","condition":"Count > 100"}""", null)]
    [InlineData("""{"kind":"node","path":"first","enabled":false}""", null)]
    public async Task A_breakpoint_stops_where_it_says(string breakpoint, string? stop)
    {
        await using var host = await StudioHost.StartAsync();
        await host.PostAsync("threads", """{"threadId":"t"}""");
        await host.RunAsync("t", "nested", Input, "pause");
        (await host.PostAsync("threads/t/breakpoints", breakpoint)).Status.Should().Be(HttpStatusCode.Created);

        var session = await host.CommandAsync("t", "resume");

        session.GetProperty("phase").GetString().Should().Be(stop is null ? "finished" : "paused");
        session.GetProperty("next").EnumerateArray().Select(static path => path.GetString()).Should().Equal(stop is null ? [] : [stop]);
        if (stop is not null)
        {
            session.GetProperty("stop").GetProperty("reason").GetString().Should().Be("breakpoint");
            session.GetProperty("stop").GetProperty("breakpointId").GetString().Should().Be("1");
        }
    }

    [Fact]
    public async Task A_thread_stops_at_each_hit_and_counts_them()
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("t", "nested", Input, "pause");
        await host.PostAsync("threads/t/breakpoints", """{"kind":"node","path":"outer/inner/*"}""");

        await host.CommandAsync("t", "resume");
        await host.CommandAsync("t", "resume");
        var end = await host.CommandAsync("t", "resume");

        end.GetProperty("phase").GetString().Should().Be("finished");
        end.GetProperty("breakpoints")[0].GetProperty("hits").GetInt32().Should().Be(2);
    }

    [Fact]
    public async Task Breakpoints_are_listed_changed_and_removed()
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("t", "nested", Input, "pause");
        await host.PostAsync("threads/t/breakpoints", """{"kind":"node","path":"last"}""");
        await host.PostAsync("threads/t/breakpoints", """{"kind":"node","path":"outer/b"}""");

        (await host.SendAsync("PUT", "threads/t/breakpoints/2", """{"kind":"node","path":"outer/b","enabled":false}""")).Json.GetProperty("enabled").GetBoolean().Should().BeFalse();
        (await host.SendAsync("DELETE", "threads/t/breakpoints/1")).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.GetAsync("threads/t/breakpoints")).Items.Select(static one => one.GetProperty("id").GetString()).Should().Equal("2");
        (await host.SendAsync("DELETE", "threads/t/breakpoints/1")).Refusal.Should().Be((404, "breakpoint_not_found"));
        (await host.CommandAsync("t", "resume")).GetProperty("phase").GetString().Should().Be("finished");
    }

    [Theory]
    [InlineData("""{"kind":"node","path":"nowhere"}""", "invalid_argument")]
    [InlineData("""{"kind":"node","path":"outer/first"}""", "invalid_argument")]
    [InlineData("""{"kind":"node","path":"first/x"}""", "invalid_argument")]
    [InlineData("""{"kind":"node"}""", "invalid_argument")]
    [InlineData("""{"kind":"node","path":"first","when":"during"}""", "invalid_argument")]
    [InlineData("""{"kind":"node","path":"first","hitCount":0}""", "invalid_argument")]
    [InlineData("""{"kind":"channel","channel":"Nothing"}""", "invalid_argument")]
    [InlineData("""{"kind":"channel","channel":"Count","path":"first"}""", "invalid_argument")]
    [InlineData("""{"kind":"channel"}""", "invalid_argument")]
    [InlineData("""{"kind":"line","path":"first"}""", "invalid_argument")]
    [InlineData("""{"kind":"node","path":"first","condition":"Count >"}""", "invalid_expression")]
    [InlineData("[]", "invalid_argument")]
    public async Task A_breakpoint_that_cannot_be_set_is_refused(string breakpoint, string code)
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("t", "nested", Input, "pause");

        (await host.PostAsync("threads/t/breakpoints", breakpoint)).Refusal.Should().Be((422, code));
        (await host.PostAsync("threads/nowhere/breakpoints", breakpoint)).Status.Should().NotBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Breakpoints_and_sessions_are_bounded()
    {
        await using var host = await StudioHost.StartAsync(static options => options.MaxSessions = 1);
        await host.RunAsync("t", "nested", Input, "pause");
        for (var i = 0; i < 100; i++)
        {
            await host.PostAsync("threads/t/breakpoints", """{"kind":"node","path":"last"}""");
        }

        (await host.PostAsync("threads/t/breakpoints", """{"kind":"node","path":"last"}""")).Refusal.Should().Be((409, "too_many_breakpoints"));
        (await host.PostAsync("threads/other/runs", $$"""{"graph":"nested","input":{{Input}}}""")).Refusal.Should().Be((429, "too_many_sessions"));
    }
}
