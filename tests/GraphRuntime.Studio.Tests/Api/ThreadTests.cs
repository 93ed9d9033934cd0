namespace GraphRuntime.Studio.Tests.Api;

/// <summary>Graphs, threads and operations.</summary>
public sealed class ThreadTests
{
    [Fact]
    public async Task Graphs_are_drawn_with_their_subgraphs()
    {
        await using var host = await StudioHost.StartAsync(static options => options.ExampleInputs["desk"] = """{"Text":"hi"}""");

        var graph = (await host.GetAsync("graphs/nested")).Json;
        var inner = graph.GetProperty("outline").GetProperty("nodes").EnumerateArray().Single(static node => node.GetProperty("name").GetString() == "outer")
            .GetProperty("subgraph").GetProperty("nodes").EnumerateArray().Single(static node => node.GetProperty("name").GetString() == "inner");

        inner.GetProperty("subgraph").GetProperty("nodes").EnumerateArray().Select(static node => node.GetProperty("path").GetString()).Should().BeEquivalentTo("outer/inner/x", "outer/inner/y");
        graph.GetProperty("channels").EnumerateArray().Select(static name => name.GetString()).Should().BeEquivalentTo("Trail", "Count", "Text");
        (await host.GetAsync("graphs/desk")).Json.GetProperty("inputSchema").GetProperty("examples")[0].GetProperty("Text").GetString().Should().Be("hi");
        (await host.GetAsync("graphs")).Items.Should().HaveCount(3);
        (await host.GetAsync("graphs/nowhere")).Refusal.Should().Be((404, "graph_not_found"));
        (await host.GetAsync("info")).Json.GetProperty("graphs").GetArrayLength().Should().Be(3);
    }

    [Fact]
    public async Task Threads_are_listed_by_status_and_paged()
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("idle", "desk", """{"Text":"hello"}""");
        await host.RunAsync("asks", "desk", """{"Text":"ask"}""");
        await host.RunAsync("failed", "desk", """{"Text":"fail"}""");

        (await IdsAsync("threads")).Should().BeEquivalentTo("idle", "asks", "failed");
        (await IdsAsync("threads?status=idle")).Should().Equal("idle");
        (await IdsAsync("threads?status=interrupted")).Should().Equal("asks");
        (await IdsAsync("threads?status=error")).Should().Equal("failed");
        (await host.GetAsync("threads?limit=2")).Json.GetProperty("hasMore").GetBoolean().Should().BeTrue();
        (await host.GetAsync("threads?status=tired")).Refusal.Should().Be((422, "invalid_argument"));
        var thread = (await host.GetAsync("threads/asks")).Json;
        thread.GetProperty("pause").GetProperty("reason").GetString().Should().Be("awaiting_answer");
        thread.GetProperty("session").GetProperty("phase").GetString().Should().Be("paused");

        async Task<IEnumerable<string?>> IdsAsync(string path) => (await host.GetAsync(path)).Items.Select(static item => item.GetProperty("threadId").GetString());
    }

    [Fact]
    public async Task Threads_are_created_copied_pruned_and_deleted()
    {
        await using var host = await StudioHost.StartAsync();

        (await host.PostAsync("threads", """{"threadId":"t","metadata":{"who":"Ada","age":5}}""")).Status.Should().Be(HttpStatusCode.Created);
        (await host.PostAsync("threads", """{"threadId":"t"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("POST", "threads")).Status.Should().Be(HttpStatusCode.Created);
        await host.RunAsync("t", "nested", "{}");
        (await host.PostAsync("threads/t/copy", """{"threadId":"copy"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await host.PostAsync("threads/t/copy", """{"threadId":"copy"}""")).Refusal.Should().Be((409, "thread_exists"));
        (await host.PostAsync("threads/t/prune", """{"keepLatest":1}""")).Json.GetProperty("deleted").GetInt64().Should().BeGreaterThan(0);
        (await host.PostAsync("threads/t/prune", "{}")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.PostAsync("threads/none/prune", """{"keepLatest":1}""")).Refusal.Should().Be((404, "thread_not_found"));
        (await host.SendAsync("DELETE", "threads/t")).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.GetAsync("threads/t")).Refusal.Should().Be((404, "thread_not_found"));
        (await host.GetAsync("threads/copy/checkpoints")).Items.Should().HaveCount(5);
    }

    [Fact]
    public async Task Ids_with_slashes_and_blanks_are_found()
    {
        await using var host = await StudioHost.StartAsync();

        await host.PostAsync("threads", """{"threadId":"a/b c"}""");

        (await host.GetAsync("threads/a%2Fb%20c")).Json.GetProperty("threadId").GetString().Should().Be("a/b c");
    }

    [Fact]
    public async Task Operations_show_queues_owners_and_figures()
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("idle", "desk", """{"Text":"hello"}""");
        var run = await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "wait" });
        await host.Gate.Entered.Soon();
        await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "next" });

        var operations = (await host.GetAsync("operations")).Json;

        operations.GetProperty("threads").GetProperty("idle").GetProperty("count").GetInt32().Should().Be(1);
        operations.GetProperty("health").GetProperty("activeRuns").GetInt32().Should().Be(1);
        var busy = operations.GetProperty("busy")[0];
        busy.GetProperty("running").GetProperty("runId").GetString().Should().Be(run.RunId);
        busy.GetProperty("pending").GetArrayLength().Should().Be(1);
        busy.GetProperty("owner").GetString().Should().Be(operations.GetProperty("health").GetProperty("owner").GetString());
        operations.GetProperty("stuck").GetArrayLength().Should().Be(0);
        host.Gate.Open();
    }
}
