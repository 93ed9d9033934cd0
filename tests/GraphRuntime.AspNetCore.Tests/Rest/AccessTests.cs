namespace GraphRuntime.AspNetCore.Tests.Rest;

/// <summary>Callers who are told apart see what is theirs, and nothing else.</summary>
public sealed class AccessTests
{
    private const string Run = """{"assistant_id":"echo","input":{"Text":"hi"}}""";

    [Fact]
    public async Task A_request_without_a_caller_is_401()
    {
        await using var host = await ApiHost.StartAsync(users: true);

        (await host.PostAsync("/threads", "{}")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_thread_of_somebody_else_is_not_found_by_any_endpoint()
    {
        await using var host = await ApiHost.StartAsync(users: true);
        var thread = await host.ThreadAsync("ann");
        var run = (await host.PostAsync($"/threads/{thread}/runs", Run, "ann")).Json.GetProperty("run_id").GetString();
        (HttpMethod Method, string Path, string? Body)[] requests =
        [
            (HttpMethod.Get, "", null), (HttpMethod.Patch, "", """{"metadata":{}}"""), (HttpMethod.Delete, "", null), (HttpMethod.Post, "/copy", "{}"),
            (HttpMethod.Get, "/state", null), (HttpMethod.Post, "/state", """{"values":{}}"""), (HttpMethod.Get, "/history", null), (HttpMethod.Post, "/history", "{}"),
            (HttpMethod.Get, "/runs", null), (HttpMethod.Post, "/runs", Run), (HttpMethod.Post, "/runs/wait", Run), (HttpMethod.Post, "/runs/stream", Run),
            (HttpMethod.Post, "/runs", """{"assistant_id":"echo","input":{"Text":"hi"},"if_not_exists":"create"}"""),
            (HttpMethod.Get, $"/runs/{run}", null), (HttpMethod.Delete, $"/runs/{run}", null), (HttpMethod.Get, $"/runs/{run}/join", null),
            (HttpMethod.Get, $"/runs/{run}/stream", null), (HttpMethod.Post, $"/runs/{run}/cancel", ""),
        ];

        foreach (var (method, path, body) in requests)
        {
            (await host.SendAsync(method, $"/threads/{thread}{path}", body, "bob")).Status.Should().Be(HttpStatusCode.NotFound, "{0} {1}", method, path);
        }

        (await host.PostAsync("/threads/search", "{}", "bob")).Json.GetArrayLength().Should().Be(0);
        (await host.PostAsync("/threads/count", "{}", "bob")).Json.GetInt32().Should().Be(0);
        (await host.PostAsync("/threads/search", "{}", "ann")).Json.GetArrayLength().Should().Be(1);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("ann@example.org")]
    [InlineData("a/b c")]
    public async Task Any_name_of_a_caller_has_its_items_and_namespaces(string name)
    {
        await using var host = await ApiHost.StartAsync(users: true);
        await host.SendAsync(HttpMethod.Put, "/store/items", """{"namespace":["notes","old"],"key":"k","value":{"x":1}}""", name);

        (await host.PostAsync("/store/namespaces", "{}", name)).Json.GetRawText().Should().Be("""{"namespaces":[["notes","old"]]}""");
        (await host.PostAsync("/store/namespaces", """{"max_depth":1,"suffix":["old"]}""", name)).Json.GetRawText().Should().Be("""{"namespaces":[["notes"]]}""");
        (await host.PostAsync("/store/items/search", """{"namespace_prefix":[]}""", name)).Json.GetProperty("items").GetArrayLength().Should().Be(1);
        (await host.PostAsync("/store/namespaces", "{}", "bob")).Json.GetRawText().Should().Be("""{"namespaces":[]}""");
    }

    [Fact]
    public async Task A_caller_with_a_name_of_the_server_is_403()
    {
        await using var host = await ApiHost.StartAsync(users: true);

        (await host.PostAsync("/store/items/search", """{"namespace_prefix":[]}""", "graphruntime.assistants")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nodes_see_who_called_and_no_body_can_say_otherwise()
    {
        await using var host = await ApiHost.StartAsync(users: true);
        var thread = await host.ThreadAsync("ann");
        var body = """{"assistant_id":"echo","input":{"Text":"hi"},"config":{"configurable":{"user_id":"bob"}},"context":{"user_id":"bob"}}""";

        var values = (await host.PostAsync($"/threads/{thread}/runs/wait", body, "ann")).Json;

        values.GetProperty("Said")[0].GetString().Should().Be("ann: hi");
    }

    [Fact]
    public async Task Assistants_and_items_belong_to_who_made_them()
    {
        await using var host = await ApiHost.StartAsync(users: true);
        var assistant = (await host.PostAsync("/assistants", """{"graph_id":"echo","name":"mine"}""", "ann")).Json.GetProperty("assistant_id").GetString();
        await host.SendAsync(HttpMethod.Put, "/store/items", """{"namespace":["notes"],"key":"k","value":{"x":1}}""", "ann");

        (await host.GetAsync($"/assistants/{assistant}", "bob")).Status.Should().Be(HttpStatusCode.NotFound);
        (await host.GetAsync($"/assistants/{assistant}", "ann")).Status.Should().Be(HttpStatusCode.OK);
        (await host.PostAsync("/store/items/search", """{"namespace_prefix":["notes"]}""", "bob")).Json.GetProperty("items").GetArrayLength().Should().Be(0);
        var mine = (await host.PostAsync("/store/items/search", """{"namespace_prefix":["notes"]}""", "ann")).Json.GetProperty("items")[0];
        mine.GetProperty("namespace").GetArrayLength().Should().Be(1);
    }
}
