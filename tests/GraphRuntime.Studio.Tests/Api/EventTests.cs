namespace GraphRuntime.Studio.Tests.Api;

/// <summary>The event stream of a thread.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task Events_come_with_their_numbers_and_go_on_after_one()
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("t", "nested", """{"Text":"hi"}""");

        var all = await ReadUntilEndAsync(host, 0, null);
        var rest = await ReadUntilEndAsync(host, 0, all[2].Id);

        all.Select(static item => long.Parse(item.Id!, System.Globalization.CultureInfo.InvariantCulture)).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        all[0].Data.GetProperty("data").GetProperty("event").GetString().Should().Be("admitted");
        all.Select(static item => item.Data.GetProperty("kind").GetString()).Should().Contain(["lifecycle", "updates", "tasks", "checkpoints"]);
        all.Select(static item => item.Data.GetProperty("path").GetRawText()).Should().Contain("[\"outer\",\"inner\"]");
        rest.Select(static item => item.Id).Should().Equal(all.Skip(3).Select(static item => item.Id));
        (await host.GetAsync("threads/t/events?after=-1")).Refusal.Should().Be((422, "invalid_argument"));
    }

    [Fact]
    public async Task Changes_of_the_session_are_told_to_every_reader()
    {
        await using var host = await StudioHost.StartAsync();
        await using var one = await EventReader.OpenAsync(host, "t");
        await using var two = await EventReader.OpenAsync(host, "t");

        await host.PostAsync("threads/t/runs", """{"graph":"nested","input":{},"debug":"pause"}""");

        foreach (var reader in new[] { one, two })
        {
            reader.ContentType.Should().Be("text/event-stream");
            (string Name, JsonElement Data, string? Id) item;
            do
            {
                item = await reader.NextAsync();
            }
            while (item.Name != "session" || item.Data.GetProperty("phase").GetString() != "paused" || item.Data.GetProperty("next").GetArrayLength() == 0);
            item.Id.Should().BeNull();
        }
    }

    [Fact]
    public async Task A_large_event_comes_without_its_data()
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("t", "desk", $$"""{"Text":"{{new string('x', 100_000)}}"}""");

        var updates = (await ReadUntilEndAsync(host, 0, null)).First(static item => item.Data.GetProperty("kind").GetString() == "updates").Data;

        updates.GetProperty("data").ValueKind.Should().Be(JsonValueKind.Null);
        updates.GetProperty("cut").GetBoolean().Should().BeTrue();
        updates.GetProperty("bytes").GetInt32().Should().BeGreaterThan(100_000);
    }

    [Fact]
    public async Task A_thread_that_is_deleted_ends_its_stream()
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("t", "desk", """{"Text":"hello"}""");
        await using var events = await EventReader.OpenAsync(host, "t");
        await events.NextAsync();

        await host.SendAsync("DELETE", "threads/t");

        string name;
        do
        {
            (name, _, _) = await events.NextAsync();
        }
        while (name != "gone");
    }

    [Fact]
    public async Task Streams_are_bounded()
    {
        await using var host = await StudioHost.StartAsync(static options => options.MaxOpenStreams = 1);
        await using var first = await EventReader.OpenAsync(host, "t");

        (await host.GetAsync("threads/t/events")).Refusal.Should().Be((503, "too_many_streams"));
    }

    private static async Task<List<(JsonElement Data, string? Id)>> ReadUntilEndAsync(StudioHost host, long after, string? lastEventId)
    {
        await using var events = await EventReader.OpenAsync(host, "t", after, lastEventId);
        var read = new List<(JsonElement, string?)>();
        while (true)
        {
            var (name, data, id) = await events.NextAsync();
            if (name != "thread")
            {
                continue;
            }

            read.Add((data, id));
            if (data.GetProperty("kind").GetString() == "lifecycle" && data.GetProperty("data").GetProperty("event").GetString() == "ended")
            {
                return read;
            }
        }
    }
}
