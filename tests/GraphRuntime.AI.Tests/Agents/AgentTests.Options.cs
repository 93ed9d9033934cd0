using GraphRuntime.Stores;

namespace GraphRuntime.AI.Tests.Agents;

/// <content>What an agent is configured with.</content>
public sealed partial class AgentTests
{
    [Fact]
    public async Task Limits_end_the_turn_with_an_answer_and_the_next_turn_counts_anew()
    {
        for (var i = 0; i < 5; i++)
        {
            _model.Then(Call("Look", $"{i}") with { Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 1 } });
        }

        var test = Test(agent => agent.Tools(Tool("Look")).Limits(new AgentLimits { ModelCalls = 2 }));

        await test.RunAsync(AgentState.Say("go"));
        Texts(test)[^1].Should().Be("I stop here: the limit of this turn is reached (ModelCalls = 2).");
        _model.Requests.Should().HaveCount(2);
        MessageUsage.Sum(test.State.Messages).TotalTokenCount.Should().Be(22);

        await test.RunAsync(AgentState.Say("again"));
        _model.Requests.Should().HaveCount(4);
    }

    [Theory]
    [InlineData("ToolCalls", 2)]
    [InlineData("Tokens", 2)]
    [InlineData("Cost", 2)]
    public async Task Each_limit_is_kept(string limit, int requests)
    {
        var usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 5 };
        _model.Then(Call("Look", "1") with { Usage = usage }).Then(Call("Look", "2") with { Usage = usage }).Then("end");
        var limits = limit switch
        {
            "ToolCalls" => new AgentLimits { ToolCalls = 1 },
            "Tokens" => new AgentLimits { Tokens = 30 },
            _ => new AgentLimits { Cost = 3, Price = static u => u.TotalTokenCount!.Value / 10m },
        };
        var test = Test(agent => agent.Tools(Tool("Look")).Limits(limits));

        await test.RunAsync(AgentState.Say("go"));

        Texts(test)[^1].Should().Contain(limit);
        _model.Requests.Should().HaveCount(requests);
    }

    [Fact]
    public async Task A_limit_can_be_an_error()
    {
        _model.Then(Call("Look", "1"));
        var test = Test(agent => agent.Tools(Tool("Look")).Limits(new AgentLimits { ModelCalls = 1, Answer = static e => throw e }));

        (await test.Awaiting(static t => t.RunAsync(AgentState.Say("go"))).Should().ThrowAsync<AgentLimitException>()).Which.Limit.Should().Be("ModelCalls");
    }

    [Fact]
    public async Task A_structured_answer_goes_to_a_property()
    {
        _model.Then("""{"city":"Rome","days":3}""");
        var test = Test(agent => agent.Answer<Trip>(static trip => new AgentState.Update { ActiveAgent = trip.City + trip.Days }));

        await test.RunAsync(AgentState.Say("where"));

        test.State.ActiveAgent.Should().Be("Rome3");
        _model.Requests[0].Options!.ResponseFormat.Should().BeOfType<ChatResponseFormatJson>();

        _model.Then("no json");
        await test.Awaiting(static t => t.RunAsync(AgentState.Say("where"))).Should().ThrowAsync<AnswerFormatException>();
    }

    [Fact]
    public async Task Hooks_run_around_the_model_and_the_tools_in_the_stated_order()
    {
        _model.Then(Call("Look", "x")).Then("done");
        var log = new List<string>();
        var test = Test(agent => agent.Tools(Tool("Look"))
            .ModelHooks(new LoggingModel("m1", log), new LoggingModel("m2", log))
            .ToolHooks(new LoggingTool("t1", log), new LoggingTool("t2", log)));

        await test.RunAsync(AgentState.Say("go"));

        log.Should().Equal("m1 before", "m2 before", "m2 after", "m1 after", "t1 before", "t2 before", "t2 after Look x", "t1 after Look x", "m1 before", "m2 before", "m2 after", "m1 after");
    }

    [Fact]
    public async Task A_long_history_is_reduced_for_the_model_and_stays_whole_in_the_state()
    {
        _model.Then("ok");
        var test = Test(agent => agent.History(new Newest(10)));
        var history = Enumerable.Range(0, 100).SelectMany(static i => new[]
        {
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent($"c{i}", "Look", new Dictionary<string, object?>())]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent($"c{i}", "r")]),
        });

        await test.RunAsync(new AgentState.Update { Messages = [.. history, new ChatMessage(ChatRole.User, "go")] });

        test.State.Messages.Should().HaveCount(202);
        var view = _model.Requests[0].Messages;
        view.Should().HaveCountLessThanOrEqualTo(10);
        view[0].Contents.OfType<FunctionResultContent>().Should().BeEmpty("a result does not stand alone");
    }

    [Fact]
    public async Task Memory_tools_keep_notes_beyond_the_thread()
    {
        _model.Then(ScriptedAnswer.Call("remember", new Dictionary<string, object?> { ["key"] = "home", ["text"] = "Rome" })).Then("noted")
            .Then(ScriptedAnswer.Call("recall")).Then("you live in Rome").Then(ScriptedAnswer.Call("forget", new Dictionary<string, object?> { ["key"] = "home" })).Then("forgotten")
            .Then(ScriptedAnswer.Call("recall")).Then("nothing");
        var test = Test(static agent => agent.Memory(static _ => ["users", "anna"]));

        await test.RunAsync(AgentState.Say("I live in Rome"));
        await test.RunAsync(AgentState.Say("where do I live"));
        Results(test)[^1].Should().Be("home: Rome");
        await test.RunAsync(AgentState.Say("forget it"));
        await test.RunAsync(AgentState.Say("where do I live"));

        Results(test)[^1].Should().Be("There are no notes.");
    }
}
