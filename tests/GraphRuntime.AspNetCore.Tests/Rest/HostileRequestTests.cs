namespace GraphRuntime.AspNetCore.Tests.Rest;

/// <summary>Requests that mean no good, or make no sense: each has a clear answer, and costs nobody else anything.</summary>
public sealed class HostileRequestTests
{
    [Theory]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"assistant_id":5}""", 400)]
    [InlineData("""{"input":{}}""", 400)]
    [InlineData("""{"assistant_id":"echo","stream_mode":"nothing"}""", 400)]
    [InlineData("""{"assistant_id":"echo","multitask_strategy":"nothing"}""", 422)]
    [InlineData("""{"assistant_id":"echo","after_seconds":-1}""", 422)]
    [InlineData("""{"assistant_id":"echo","durability":"nothing"}""", 400)]
    [InlineData("""{"assistant_id":"echo","input":"text"}""", 422)]
    [InlineData("""{"assistant_id":"echo","input":{"Text":"x"},"interrupt_before":["nothing"]}""", 422)]
    [InlineData("""{"assistant_id":"echo","input":{"Text":"x"},"metadata":{"graphruntime.owner":"me"}}""", 422)]
    [InlineData("""{"assistant_id":"echo","input":{"Text":"x"},"webhook":"http://169.254.169.254/latest"}""", 422)]
    [InlineData("""{"assistant_id":"echo","command":{"resume":"x"}}""", 422)]
    public async Task A_run_that_makes_no_sense_is_refused_and_leaves_nothing(string body, int status)
    {
        await using var host = await ApiHost.StartAsync();
        var thread = await host.ThreadAsync();

        var answer = await host.PostAsync($"/threads/{thread}/runs", body);

        ((int)answer.Status).Should().Be(status);
        answer.Json.GetProperty("code").GetString().Should().NotBeNullOrEmpty();
        answer.Json.GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
        (await host.GetAsync($"/threads/{thread}/runs")).Json.GetArrayLength().Should().Be(0);
        (await host.GetAsync($"/threads/{thread}")).Json.GetProperty("status").GetString().Should().Be("idle");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413()
    {
        await using var host = await ApiHost.StartAsync(options => options.MaxRequestBytes = 1000);
        var thread = await host.ThreadAsync();

        var answer = await host.PostAsync($"/threads/{thread}/runs", Body($"\"{new string('x', 2000)}\""));

        answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\u00e9')]
    [InlineData('\'')]
    public async Task A_body_that_is_as_large_as_it_may_be_is_a_run(char letter)
    {
        await using var host = await ApiHost.StartAsync(options => options.MaxRequestBytes = 500_000);
        var thread = await host.ThreadAsync();

        var answer = await host.PostAsync($"/threads/{thread}/runs/wait", Body($"\"{new string(letter, 240_000)}\""));

        answer.Json.GetProperty("Text").GetString().Should().HaveLength(240_000);
    }

    [Fact]
    public async Task A_body_that_is_nested_too_deep_is_refused_at_the_door()
    {
        await using var host = await ApiHost.StartAsync();
        var thread = await host.ThreadAsync();
        var deep = string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000));

        (await host.PostAsync($"/threads/{thread}/runs", Body(deep))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await host.PostAsync($"/threads", "{\"metadata\":{\"a\":" + deep + "}}")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("ä ö?#&=+")]
    [InlineData("..")]
    [InlineData("'; DROP TABLE threads; --")]
    [InlineData("<script>")]
    public async Task Ids_with_odd_characters_survive(string id)
    {
        await using var host = await ApiHost.StartAsync(options => options.RequireUuidThreadIds = false);
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { ["thread_id"] = id });

        var made = await host.PostAsync("/threads", body);

        made.Status.Should().Be(HttpStatusCode.OK);
        made.Json.GetProperty("thread_id").GetString().Should().Be(id);
        if (id != "..")
        {
            (await host.GetAsync($"/threads/{Uri.EscapeDataString(id)}")).Json.GetProperty("thread_id").GetString().Should().Be(id);
        }
    }

    [Theory]
    [InlineData("a\u0000b")]
    [InlineData("a\r\nset-cookie: x=1")]
    [InlineData("")]
    public async Task Ids_with_control_characters_are_refused(string id)
    {
        await using var host = await ApiHost.StartAsync(options => options.RequireUuidThreadIds = false);

        (await host.PostAsync("/threads", JsonSerializer.Serialize(new Dictionary<string, string> { ["thread_id"] = id }))).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("""{"limit":0}""")]
    [InlineData("""{"limit":100000}""")]
    [InlineData("""{"offset":-1}""")]
    [InlineData("""{"status":"nothing"}""")]
    public async Task A_page_that_makes_no_sense_is_refused(string query)
    {
        await using var host = await ApiHost.StartAsync();

        (await host.PostAsync("/threads/search", query)).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task What_is_not_there_is_404_with_a_code()
    {
        await using var host = await ApiHost.StartAsync();
        var unknown = "0190a0a0-0000-7000-8000-000000000000";

        (await host.GetAsync($"/threads/{unknown}")).Json.GetProperty("code").GetString().Should().Be("thread_not_found");
        (await host.PostAsync($"/threads/{unknown}/runs", """{"assistant_id":"echo","input":{"Text":"x"}}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync($"/threads/{await host.ThreadAsync()}/runs/{unknown}")).Json.GetProperty("code").GetString().Should().Be("run_not_found");
        (await host.GetAsync("/threads/no-uuid")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await host.GetAsync("/threads/no-uuid/state")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task There_is_an_end_to_open_streams()
    {
        await using var host = await ApiHost.StartAsync(options => options.MaxOpenStreams = 1);
        var thread = await host.ThreadAsync();
        var run = (await host.PostAsync($"/threads/{thread}/runs", """{"assistant_id":"echo","input":{"Text":"x"},"after_seconds":1000}""")).Json.GetProperty("run_id").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/threads/{thread}/runs/{run}/stream");
        using var open = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        (await host.GetAsync($"/threads/{thread}/runs/{run}/stream")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_health_check_says_that_the_coordinator_works()
    {
        await using var host = await ApiHost.StartAsync();

        (await host.Client.GetStringAsync(new Uri("/health", UriKind.Relative))).Should().Be("Healthy");
    }

    private static string Body(string text) => "{\"assistant_id\":\"echo\",\"input\":{\"Text\":" + text + "}}";
}
