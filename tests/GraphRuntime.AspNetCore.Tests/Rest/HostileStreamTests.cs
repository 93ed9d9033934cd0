namespace GraphRuntime.AspNetCore.Tests.Rest;

/// <summary>Readers that mean no good, or have a bad line: they cost the runs and the other readers nothing.</summary>
public sealed class HostileStreamTests
{
    [Fact]
    public async Task A_reader_that_does_not_read_holds_up_no_run_and_loses_no_event()
    {
        const int runs = 20;
        await using var host = await ApiHost.StartAsync();
        var thread = await host.ThreadAsync();
        using var slow = await OpenAsync(host, thread);
        var text = new string('x', 200_000);
        for (var i = 0; i < runs; i++)
        {
            (await host.PostAsync($"/threads/{thread}/runs/wait", "{\"assistant_id\":\"echo\",\"input\":{\"Text\":\"" + text + "\"}}")).Json.GetProperty("Said").GetArrayLength().Should().Be(i + 1);
        }

        // Far more was stored than the buffers of a connection hold, and nothing of it was read so far.
        (await CountCompletedAsync(slow, runs)).Should().Be(runs);
    }

    [Fact]
    public async Task Readers_that_leave_give_their_places_back()
    {
        await using var host = await ApiHost.StartAsync();
        var thread = await host.ThreadAsync();
        var readers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => OpenAsync(host, thread)));
        (await OpenStreamsAsync(host)).Should().Be(300);

        foreach (var reader in readers)
        {
            reader.Dispose();
        }

        await NobodyReadsAsync(host).Soon();
        (await OpenStreamsAsync(host)).Should().Be(0);
    }

    [Fact]
    public async Task A_caller_has_an_end_to_its_open_streams_and_takes_none_from_others()
    {
        await using var host = await ApiHost.StartAsync(static options => options.MaxOpenStreamsPerOwner = 1, users: true);
        var (ada, bob) = (await host.ThreadAsync("ada"), await host.ThreadAsync("bob"));
        using var first = await OpenAsync(host, ada, "ada");
        using var second = await OpenAsync(host, ada, "ada");
        using var other = await OpenAsync(host, bob, "bob");

        first.StatusCode.Should().Be(HttpStatusCode.OK);
        second.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        second.Headers.RetryAfter.Should().NotBeNull();
        other.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("a%0d%0aset-cookie:%20x=1")]
    [InlineData("a%0aid:%205")]
    [InlineData("a%00b")]
    public async Task Line_ends_in_a_path_reach_no_header(string thread)
    {
        await using var host = await ApiHost.StartAsync(static options => options.RequireUuidThreadIds = false);
        using var content = new StringContent("""{"assistant_id":"echo","input":{"Text":"x"},"if_not_exists":"create"}""", Encoding.UTF8, "application/json");

        using var answer = await host.Client.PostAsync(new Uri($"/api/threads/{thread}/runs", UriKind.Relative), content);

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest);
        answer.Headers.Should().NotContain(static header => header.Key.Equals("set-cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("\n\nevent: error\ndata: {}\n\n")]
    [InlineData("\r\ndata: x\r\n")]
    [InlineData("\u2028\u0085")]
    public async Task Line_ends_in_values_make_no_frame_of_their_own(string text)
    {
        await using var host = await ApiHost.StartAsync();
        var thread = await host.ThreadAsync();
        var body = JsonSerializer.Serialize(new { assistant_id = "echo", input = new { Text = text }, stream_mode = "values" });
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await host.Client.PostAsync(new Uri($"/api/threads/{thread}/runs/stream", UriKind.Relative), content);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var frames = System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync();
        var names = new List<string>();
        await foreach (var frame in frames)
        {
            names.Add(frame.EventType);
            FluentActions.Invoking(() => JsonDocument.Parse(frame.Data)).Should().NotThrow();
        }

        names.Should().Equal("metadata", "values", "values");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1.x")]
    [InlineData("-2")]
    [InlineData("99999999999999999999")]
    public async Task An_id_that_is_none_of_the_stream_is_refused(string id)
    {
        await using var host = await ApiHost.StartAsync();
        var thread = await host.ThreadAsync();
        var run = (await host.PostAsync($"/threads/{thread}/runs", """{"assistant_id":"echo","input":{"Text":"x"}}""")).Json.GetProperty("run_id").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/threads/{thread}/runs/{run}/stream");
        request.Headers.Add("Last-Event-ID", id);

        using var answer = await host.Client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Values_of_a_request_replace_neither_the_place_of_a_run_nor_who_asks()
    {
        await using var host = await ApiHost.StartAsync(users: true);
        var thread = await host.ThreadAsync("ada");
        var forged = """{"user_id":"bob","thread_id":"t","run_id":"r","graph_id":"g","assistant_id":"a","__owner":"bob"}""";
        var run = await host.PostAsync($"/threads/{thread}/runs", "{\"assistant_id\":\"echo\",\"input\":{\"Text\":\"x\"},\"config\":{\"configurable\":" + forged + "},\"context\":" + forged + "}", "ada");

        var shown = run.Json.GetProperty("kwargs").GetProperty("config").GetProperty("configurable");
        shown.GetProperty("user_id").GetString().Should().Be("ada");
        shown.GetProperty("thread_id").GetString().Should().Be(thread);
        shown.GetProperty("run_id").GetString().Should().Be(run.Json.GetProperty("run_id").GetString());
        shown.GetProperty("graph_id").GetString().Should().Be("echo");
        shown.TryGetProperty("__owner", out _).Should().BeFalse();
        var values = await host.GetAsync($"/threads/{thread}/runs/{run.Json.GetProperty("run_id").GetString()}/join", "ada");
        values.Json.GetProperty("Said")[0].GetString().Should().Be("ada: x");
    }

    /// <summary>A server notices a moment later that a reader has left; how many questions fit into that moment depends on the machine.</summary>
    private static async Task NobodyReadsAsync(ApiHost host)
    {
        while (await OpenStreamsAsync(host) > 0)
        {
            await Task.Yield();
        }
    }

    private static async Task<int> OpenStreamsAsync(ApiHost host) => (await host.GetAsync("/metrics?format=json")).Json.GetProperty("graphruntime_streams_open").GetInt32();

    private static async Task<HttpResponseMessage> OpenAsync(ApiHost host, string thread, string? user = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/threads/{thread}/stream/events")
        {
            Content = new StringContent("""{"channels":["values","lifecycle"]}""", Encoding.UTF8, "application/json"),
        };
        if (user is not null)
        {
            request.Headers.Add("x-user", user);
        }

        return await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<int> CountCompletedAsync(HttpResponseMessage reader, int wanted)
    {
        await using var stream = await reader.Content.ReadAsStreamAsync();
        var count = 0;
        await foreach (var frame in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync())
        {
            if (frame.EventType == "lifecycle" && frame.Data.Contains("\"completed\"", StringComparison.Ordinal) && ++count == wanted)
            {
                break;
            }
        }

        return count;
    }
}
