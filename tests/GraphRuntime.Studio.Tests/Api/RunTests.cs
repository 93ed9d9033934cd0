using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Studio.Tests.Api;

/// <summary>The runs of a thread: how they met, starting, cancelling and deleting.</summary>
public sealed class RunTests
{
    [Theory]
    [InlineData("enqueue", "running", "pending", "waits for its start")]
    [InlineData("interrupt", "interrupted", "success", "was interrupted by run")]
    [InlineData("rollback", "rolled_back", "success", "was rolled back by run")]
    public async Task The_timeline_says_what_happened_to_two_runs(string strategy, string first, string second, string why)
    {
        await using var host = await StudioHost.StartAsync();
        var one = await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "wait" });
        await host.Gate.Entered.Soon();

        var two = (await host.PostAsync("threads/t/runs", $$$"""{"input":{"Text":"hello"},"strategy":"{{{strategy}}}","debug":"none","metadata":{"who":"Ada"}}""")).Json.GetProperty("runId").GetString()!;
        if (strategy != "enqueue")
        {
            await host.Coordinator.JoinAsync("t", two).Soon();
        }

        var runs = (await host.GetAsync("threads/t/runs")).Items;
        var (newer, older) = (runs[0], runs[1]);
        (newer.GetProperty("runId").GetString(), older.GetProperty("runId").GetString()).Should().Be((two, one.RunId));
        (older.GetProperty("status").GetString(), newer.GetProperty("status").GetString()).Should().Be((first, second));
        var other = strategy == "enqueue" ? newer.GetProperty("waitedFor")[0] : newer.GetProperty("displaced")[0].GetProperty("runId");
        other.GetString().Should().Be(one.RunId);
        newer.GetProperty("input").GetProperty("members")[0].GetProperty("value").GetProperty("text").GetString().Should().Be("hello");
        newer.GetProperty("studio").GetString().Should().Be("run");
        newer.GetProperty("metadata").GetProperty("who").GetString().Should().Be("Ada");
        newer.GetProperty("facts")[0].GetProperty("event").GetString().Should().Be("admitted");
        (strategy == "enqueue" ? newer : older).GetProperty("why").GetString().Should().Contain(why);
        if (strategy != "enqueue")
        {
            older.GetProperty("displacedBy").GetString().Should().Be(two);
            older.GetProperty("removed").GetBoolean().Should().Be(strategy == "rollback");
        }
        else
        {
            older.GetProperty("owner").GetString().Should().Be(host.Coordinator.Health.Owner);
        }

        var detail = (await host.GetAsync($"threads/t/runs/{one.RunId}")).Json;
        detail.GetProperty("status").GetString().Should().Be(first);
        detail.GetProperty("why").GetString().Should().Be((await host.Coordinator.ExplainAsync("t", one.RunId)).ToString());
        host.Gate.Open();
    }

    [Fact]
    public async Task DT_40_The_timeline_says_what_a_rollback_removed()
    {
        await using var host = await StudioHost.StartAsync(
            services: static services => services.Configure<CoordinatorOptions>(static options => options.RemovedRuns = new RemovedRunOptions { CallerKey = "who" }));
        var options = new RunOptions { Metadata = new Dictionary<string, object?> { ["who"] = "Ada" } };
        var one = await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "wait" }, options);
        await host.Gate.Entered.Soon();
        var two = await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "hello" }, new RunOptions { MultitaskStrategy = MultitaskStrategy.Rollback });
        await host.Coordinator.JoinAsync("t", two.RunId).Soon();

        var run = (await host.GetAsync("threads/t/runs")).Items.Single(item => item.GetProperty("runId").GetString() == one.RunId);

        var (removed, removal) = (run.GetProperty("removed").GetBoolean(), run.GetProperty("removal"));
        (removed, removal.GetProperty("removedBy").GetString(), removal.GetProperty("caller").GetString()).Should().Be((true, two.RunId, "Ada"));
        removal.GetProperty("checkpoints").GetInt32().Should().BeGreaterThan(0);
        (await host.GetAsync($"threads/t/runs/{one.RunId}")).Json.GetProperty("why").GetString().Should().Contain("its caller was 'Ada'");
        host.Gate.Open();
    }

    [Fact]
    public async Task The_timeline_shows_which_inputs_were_merged_into_one()
    {
        await using var host = await StudioHost.StartAsync();
        var one = await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "wait for tea" });
        await host.Gate.Entered.Soon();
        var merge = RunPolicy.For<DeskState>().Otherwise().Merge(static input => input.Text, static text => new DeskState.Update { Text = text });
        var two = await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "with milk" }, new RunOptions { Policy = merge });
        host.Gate.Open();
        await host.Coordinator.JoinAsync("t", two.RunId).Soon();

        var runs = (await host.GetAsync("threads/t/runs")).Items;
        var (newer, older) = (runs[0], runs[1]);

        newer.GetProperty("mergedFrom").EnumerateArray().Select(static origin => (origin.GetProperty("runId").GetString(), Text(origin)))
            .Should().Equal((one.RunId, "wait for tea"), (two.RunId, "with milk"));
        (newer.GetProperty("displaced")[0].GetProperty("outcome").GetString(), older.GetProperty("displacedBy").GetString()).Should().Be(("merged", two.RunId));
        newer.GetProperty("why").GetString().Should().Be((await host.Coordinator.ExplainAsync("t", two.RunId)).ToString(), "the reason is what was stored when it was decided");

        static string? Text(JsonElement origin) => origin.GetProperty("input").GetProperty("members")[0].GetProperty("value").GetProperty("text").GetString();
    }

    [Fact]
    public async Task A_page_of_many_runs_takes_as_many_reads_as_one_of_few()
    {
        await using var host = await StudioHost.StartAsync(services: StudioHost.CountReads);
        var few = await ReadsAsync(2);
        var many = await ReadsAsync(40);

        many.Should().Be(few);
        (host.Reads.Runs, host.Reads.Events).Should().Be((0, 0), "runs are read in one call, and events say nothing that facts do not say");

        async Task<int> ReadsAsync(int runs)
        {
            for (var i = 0; i < runs; i++)
            {
                await host.Coordinator.JoinAsync("t", (await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = $"{i}" })).RunId).Soon();
            }

            host.Reads.Clear();
            (await host.GetAsync("threads/t/runs?limit=40")).Items.Should().HaveCountGreaterThanOrEqualTo(runs);
            return host.Reads.Lists;
        }
    }

    [Fact]
    public async Task Runs_are_paged()
    {
        await using var host = await StudioHost.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await host.Coordinator.JoinAsync("t", (await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = $"{i}" })).RunId).Soon();
        }

        var first = (await host.GetAsync("threads/t/runs?limit=2")).Json;
        var last = (await host.GetAsync("threads/t/runs?limit=2&offset=4")).Json;

        first.GetProperty("items").GetArrayLength().Should().Be(2);
        first.GetProperty("hasMore").GetBoolean().Should().BeTrue();
        last.GetProperty("items").GetArrayLength().Should().Be(1);
        last.GetProperty("hasMore").GetBoolean().Should().BeFalse();
        (await host.GetAsync("threads/t/runs?limit=0")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.GetAsync("threads/t/runs?limit=501")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.GetAsync("threads/t/runs?offset=20000")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.GetAsync("threads/none/runs")).Refusal.Should().Be((404, "thread_not_found"));
        (await host.GetAsync("threads/t/runs/none")).Refusal.Should().Be((404, "run_not_found"));
    }

    [Fact]
    public async Task Runs_are_cancelled_and_deleted()
    {
        await using var host = await StudioHost.StartAsync();
        var run = await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "wait" });
        await host.Gate.Entered.Soon();
        await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "next" });

        var pending = (await host.PostAsync("threads/t/cancel", """{"scope":"pending"}""")).Json.GetProperty("runIds");
        (await host.PostAsync("threads/t/cancel", $$"""{"runId":"{{run.RunId}}","action":"interrupt"}""")).Status.Should().Be(HttpStatusCode.OK);
        await run.JoinAsync().AsTask().Soon();

        pending.GetArrayLength().Should().Be(1);
        (await host.PostAsync("threads/t/cancel", """{"runId":"none"}""")).Refusal.Should().Be((404, "run_not_found"));
        (await host.PostAsync("threads/t/cancel", """{"action":"explode"}""")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.PostAsync("threads/t/cancel", """{"scope":"some"}""")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.SendAsync("DELETE", $"threads/t/runs/{run.RunId}")).Status.Should().Be(HttpStatusCode.NoContent);
        (await host.GetAsync($"threads/t/runs/{run.RunId}")).Json.GetProperty("status").GetString().Should().Be("deleted");
        (await host.SendAsync("DELETE", $"threads/t/runs/{run.RunId}")).Refusal.Should().Be((404, "run_not_found"));
    }

    [Theory]
    [InlineData("""{"graph":"nowhere","input":{}}""", 404, "graph_not_found")]
    [InlineData("""{"graph":"desk","input":{"Nothing":1}}""", 422, "invalid_argument")]
    [InlineData("""{"graph":"desk","input":[]}""", 422, "invalid_argument")]
    [InlineData("""{"graph":"desk","input":{},"strategy":"explode"}""", 422, "invalid_argument")]
    [InlineData("""{"graph":"desk","input":{},"debug":"maybe"}""", 422, "invalid_argument")]
    [InlineData("""{"graph":"desk","input":{},"metadata":{"x":[]}}""", 422, "invalid_argument")]
    [InlineData("""{"input":{}}""", 404, "thread_not_found")]
    [InlineData("{", 422, "invalid_argument")]
    public async Task A_run_that_cannot_be_is_refused(string body, int status, string code)
    {
        await using var host = await StudioHost.StartAsync();

        (await host.PostAsync("threads/t/runs", body)).Refusal.Should().Be((status, code));
    }
}
