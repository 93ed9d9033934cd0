using System.Globalization;

namespace GraphRuntime.Studio.Tests.Api;

/// <summary>Checkpoints, states and what differs between two, however large and hostile the values are.</summary>
public sealed class StateTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_line_of_checkpoints_has_parents_and_the_head(bool sqlite)
    {
        await using var host = await NestedAsync(sqlite);

        var all = (await host.GetAsync("threads/t/checkpoints")).Items;
        var first = (await host.GetAsync("threads/t/checkpoints?limit=2")).Json;
        var last = first.GetProperty("items")[1].GetProperty("id").GetInt64();
        var second = (await host.GetAsync(string.Create(CultureInfo.InvariantCulture, $"threads/t/checkpoints?before={last}"))).Json;

        all.Select(static one => one.GetProperty("isHead").GetBoolean()).Should().Equal(true, false, false, false, false);
        all.Skip(1).Select(static one => one.GetProperty("id").GetInt64()).Should().Equal(all.SkipLast(1).Select(static one => one.GetProperty("parentId").GetInt64()));
        first.GetProperty("hasMore").GetBoolean().Should().BeTrue();
        second.GetProperty("items").GetArrayLength().Should().Be(3);
        second.GetProperty("items")[0].GetProperty("isHead").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task A_state_says_what_changed_and_what_runs_next()
    {
        await using var host = await NestedAsync();
        await host.RunAsync("u", "nested", "{}", "pause");
        await host.CommandAsync("u", "runTo", "outer/inner/y");

        var open = (await host.GetAsync("threads/u/state")).Json;
        var inner = open.GetProperty("tasks")[0].GetProperty("subgraph").GetProperty("tasks")[0].GetProperty("subgraph");
        var past = (await host.GetAsync("threads/t/state?checkpoint=3")).Json;

        open.GetProperty("nextPaths")[0].GetString().Should().Be("outer/inner/y");
        inner.GetProperty("path").EnumerateArray().Select(static part => part.GetString()).Should().Equal("outer", "inner");
        Member(inner, "Count").GetProperty("text").GetString().Should().Be("3");
        past.GetProperty("changed").EnumerateArray().Select(static name => name.GetString()).Should().BeEquivalentTo("Trail", "Count");
        (await host.GetAsync($"threads/u/state?namespace={Uri.EscapeDataString(inner.GetProperty("namespace").GetString()!)}")).Json.GetProperty("checkpointId").GetInt64().Should().Be(inner.GetProperty("checkpointId").GetInt64());
        (await host.GetAsync("threads/t/state?checkpoint=99")).Refusal.Should().Be((404, "checkpoint_not_found"));
        (await host.GetAsync("threads/t/state?checkpoint=x")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.GetAsync("threads/nowhere/state")).Refusal.Should().Be((404, "thread_not_found"));
    }

    [Fact]
    public async Task A_thread_without_runs_has_an_empty_state()
    {
        await using var host = await StudioHost.StartAsync();
        await host.PostAsync("threads", """{"threadId":"new"}""");

        (await host.GetAsync("threads/new/state")).Json.GetProperty("values").GetProperty("kind").GetString().Should().Be("null");
        (await host.GetAsync("threads/new/checkpoints")).Items.Should().BeEmpty();
        (await host.GetAsync("threads/new/session")).Json.GetProperty("phase").GetString().Should().Be("none");
    }

    [Fact]
    public async Task Two_checkpoints_are_compared()
    {
        await using var host = await NestedAsync();

        var diff = (await host.GetAsync("threads/t/diff?from=2&to=3")).Json;

        diff.GetProperty("changes").EnumerateArray().Select(static change => (change.GetProperty("pointer").GetString(), change.GetProperty("kind").GetString()))
            .Should().BeEquivalentTo([("/Trail/0", "added"), ("/Count", "added")]);
        (await host.GetAsync("threads/t/diff?from=2&to=2")).Json.GetProperty("changes").GetArrayLength().Should().Be(0);
        (await host.GetAsync("threads/t/diff?from=2")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.GetAsync("threads/t/diff?from=2&to=99")).Refusal.Should().Be((404, "checkpoint_not_found"));
    }

    /// <summary>A state of 5 MB is cut to a few kilobytes, and every part of it can be loaded.</summary>
    [Fact]
    public async Task A_large_state_is_cut_and_loaded_in_parts()
    {
        await using var host = await StudioHost.StartAsync();
        var text = string.Concat(Enumerable.Range(0, 700_000).Select(static i => i.ToString("D7", CultureInfo.InvariantCulture))) + "😀";
        await host.Coordinator.JoinAsync("t", (await host.Coordinator.CreateRunAsync("t", "nested", new NestedState.Update { Text = text, Trail = [.. Enumerable.Range(0, 250).Select(static i => $"{i}")] })).RunId).Soon();

        var answer = await host.GetAsync("threads/t/state");
        var whole = Member(answer.Json, "Text");
        var middle = (await host.GetAsync("threads/t/state/value?pointer=/Text&offset=4899993&limit=100000")).Json;
        var split = (await host.GetAsync("threads/t/state/value?pointer=/Text&offset=4899993&limit=8")).Json;
        var items = (await host.GetAsync("threads/t/state/value?pointer=/Trail&offset=200&limit=100")).Json;

        answer.Json.GetRawText().Length.Should().BeLessThan(50_000);
        answer.Json.GetProperty("bytes").GetInt32().Should().BeGreaterThan(4_900_000);
        whole.GetProperty("length").GetInt32().Should().Be(4_900_002);
        whole.GetProperty("text").GetString().Should().HaveLength(2_000);
        Member(answer.Json, "Trail").GetProperty("items").GetArrayLength().Should().Be(100);
        middle.GetProperty("value").GetProperty("text").GetString().Should().Be("0699999😀");
        split.GetProperty("value").GetProperty("text").GetString().Should().Be("0699999", "a character is not cut in two");
        items.GetProperty("total").GetInt32().Should().BeGreaterThan(250);
        items.GetProperty("value").GetProperty("items")[0].GetProperty("text").GetString().Should().Be("200");
        (await host.GetAsync("threads/t/state/value?pointer=/Nothing")).Refusal.Should().Be((404, "value_not_found"));
        (await host.GetAsync("threads/t/state/value?pointer=Text")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.GetAsync("threads/t/state/value?pointer=/Trail&limit=5000")).Refusal.Should().Be((422, "invalid_argument"));
    }

    [Fact]
    public async Task Markup_in_a_state_is_data()
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("t", "nested", """{"Text":"<script>alert(1)</script><img src=x onerror=alert(1)>"}""");

        var answer = await host.GetAsync("threads/t/state");

        answer.ContentType.Should().Be("application/json");
        answer.Json.GetRawText().Should().NotContain("<script");
        Member(answer.Json, "Text").GetProperty("text").GetString().Should().StartWith("<script>");
    }

    private static async Task<StudioHost> NestedAsync(bool sqlite = false)
    {
        var host = await StudioHost.StartAsync(sqlite: sqlite);
        await host.RunAsync("t", "nested", """{"Text":"hi"}""");
        return host;
    }

    private static JsonElement Member(JsonElement state, string name) =>
        state.GetProperty("values").GetProperty("members").EnumerateArray().Single(member => member.GetProperty("name").GetString() == name).GetProperty("value");
}
