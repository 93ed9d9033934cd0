namespace GraphRuntime.Studio.Tests.Api;

/// <summary>Open questions and their answers.</summary>
public sealed class QuestionTests
{
    [Fact]
    public async Task Questions_of_all_threads_are_listed_with_their_schemas()
    {
        await using var host = await AskedAsync("t", "u", "v");

        var all = (await host.GetAsync("questions")).Items;
        var page = (await host.GetAsync("questions?limit=2&offset=1")).Json;
        var one = (await host.GetAsync("threads/u/questions")).Items;

        all.Select(static question => question.GetProperty("threadId").GetString()).Should().BeEquivalentTo("t", "u", "v");
        all[0].GetProperty("schema").GetProperty("required")[0].GetString().Should().Be("Name");
        all[0].GetProperty("node").GetString().Should().Be("clerk");
        all[0].GetProperty("answerable").GetBoolean().Should().BeTrue();
        page.GetProperty("items").GetArrayLength().Should().Be(2);
        page.GetProperty("hasMore").GetBoolean().Should().BeFalse();
        one.Should().ContainSingle();
    }

    [Fact]
    public async Task An_answer_must_fit_and_the_question_stays_open_until_one_does()
    {
        await using var host = await AskedAsync("t");
        var id = (await host.GetAsync("threads/t/questions")).Items[0].GetProperty("id").GetString();

        (await host.PostAsync("threads/t/answers", $$$$"""{"answers":{"{{{{id}}}}":{"Name":5}}}""")).Refusal.Should().Be((422, "answer_mismatch"));
        (await host.PostAsync("threads/t/answers", """{"answers":{"other":{"Name":"x"}}}""")).Refusal.Should().Be((422, "no_such_interrupt"));
        (await host.PostAsync("threads/t/answers", """{"answers":{}}""")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.GetAsync("threads/t/questions")).Items.Should().ContainSingle();
        (await host.PostAsync("threads/t/answers", $$$$"""{"answers":{"{{{{id}}}}":{"Name":"tea"}}}""")).Status.Should().Be(HttpStatusCode.Created);

        (await host.StoppedAsync("t")).GetProperty("phase").GetString().Should().Be("finished");
        (await host.GetAsync("threads/t/questions")).Items.Should().BeEmpty();
    }

    private static async Task<StudioHost> AskedAsync(params string[] threads)
    {
        var host = await StudioHost.StartAsync();
        foreach (var thread in threads)
        {
            await host.Coordinator.JoinAsync(thread, (await host.Coordinator.CreateRunAsync(thread, "desk", new DeskState.Update { Text = "ask" })).RunId).Soon();
        }

        return host;
    }
}
