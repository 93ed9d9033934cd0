namespace GraphRuntime.AI.Tests.Agents;

/// <summary>How tools are called: what the options of the node say, and what a tool says of itself.</summary>
public sealed class ToolOptionTests
{
    private readonly ScriptedChatClient _model = new();

    [Fact]
    public async Task The_application_says_what_the_model_reads_of_a_failure()
    {
        _model.Then(ScriptedAnswer.Call("Fails")).Then("sorry");
        var test = Test(agent => agent.Tools(Failing()).ToolCalls(static calls => calls with { ErrorText = static (call, error) => $"{call.Name}: {error.Message}" }));

        await test.RunAsync(AgentState.Say("go"));

        Results(test.State).Should().Equal("Fails: away");
    }

    [Fact]
    public async Task A_failure_ends_the_run_where_the_application_says_so()
    {
        _model.Then(ScriptedAnswer.Call("Fails"));
        var test = Test(agent => agent.Tools(Failing()).ToolCalls(static calls => calls with { ErrorText = static (_, error) => throw error }));

        await test.Awaiting(static t => t.RunAsync(AgentState.Say("go"))).Should().ThrowAsync<HttpRequestException>().WithMessage("away");
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(2, 2)]
    public async Task A_tool_is_tried_as_often_as_it_says_itself_or_as_all_tools_are(int? ownAttempts, int expected)
    {
        var tries = 0;
        _model.Then(ScriptedAnswer.Call("Flaky")).Then("done");
        var flaky = AIFunctionFactory.Create(string () => throw new HttpRequestException($"try {++tries}"), "Flaky", "Flaky.");
        var tool = ownAttempts is { } own ? new DurableAIFunction(flaky) { Retry = AtOnce(own) } : flaky;
        var test = Test(agent => agent.Tools(tool).ToolCalls(static calls => calls with { Retry = AtOnce(3) }));

        await test.RunAsync(AgentState.Say("go"));

        tries.Should().Be(expected);
        Results(test.State).Should().Equal("Error: 'Flaky' failed.");
    }

    [Fact]
    public async Task The_node_of_the_model_can_be_tried_again()
    {
        _model.Then(ScriptedAnswer.Fail(new HttpRequestException("away"))).Then("hello");
        var test = Test(agent => agent.ModelNode(new NodeOptions { Retry = AtOnce(2) }));

        await test.RunAsync(AgentState.Say("go"));

        test.State.Messages[^1].Text.Should().Be("hello");
    }

    [Fact]
    public async Task Options_of_requests_reach_the_model_beside_the_tools()
    {
        _model.Then("hello");
        var declared = AIFunctionFactory.CreateDeclaration("Search", "Done by the provider.", System.Text.Json.JsonElement.Parse("{}"));
        var options = new ChatOptions { Temperature = 0.5f, Tools = [declared] };
        var test = Test(agent => agent.Tools(Failing()).Model(model => model with { Options = options }));

        await test.RunAsync(AgentState.Say("go"));

        _model.Requests[0].Options!.Temperature.Should().Be(0.5f);
        _model.Requests[0].Options!.Tools!.Select(static tool => tool.Name).Should().Equal("Search", "Fails");
        options.Tools.Should().ContainSingle();
    }

    [Fact]
    public async Task An_agent_talks_in_the_list_that_it_is_given()
    {
        _model.Then(ScriptedAnswer.Call("Fails")).Then("hello");
        var test = new GraphTest<TwoTalks>(AgentGraph.Create<TwoTalks>("clerk", agent => agent
            .Client(_model).Tools(Failing()).Model(static model => model with { Messages = nameof(TwoTalks.Inside) })));

        await test.RunAsync(new TwoTalks.Update { Inside = [new ChatMessage(ChatRole.User, "go")], Outside = [new ChatMessage(ChatRole.User, "not for the model")] });

        test.State.Outside.Should().ContainSingle();
        test.State.Inside.Select(static message => message.Text).Should().Equal("go", "", "", "hello");
        _model.Requests[1].Messages.Should().HaveCount(3);
    }

    [Fact]
    public async Task An_agent_is_a_tool_of_another_one()
    {
        using var inner = new ScriptedChatClient("It rains.");
        var forecaster = AgentGraph.Create("forecaster", agent => agent.Client(inner)).Compile();
        _model.Then(ScriptedAnswer.Call("forecast", new Dictionary<string, object?> { ["task"] = "Rome, tomorrow" })).Then("Take an umbrella.");
        var test = Test(agent => agent.Tools(forecaster.AsTool("forecast", "Looks into the weather.")));

        await test.RunAsync(AgentState.Say("Do I need an umbrella?"));

        Results(test.State).Should().Equal("It rains.");
        inner.Requests[0].Messages.Select(static message => message.Text).Should().Equal("Rome, tomorrow");
        test.State.Messages.Select(static message => message.Text).Should().NotContain("Rome, tomorrow");
    }

    [Fact]
    public async Task A_local_function_is_a_tool_under_its_own_name()
    {
        _model.Then(ScriptedAnswer.Call(nameof(Look)).And(ScriptedAnswer.Call("Find"))).Then("done");
        var test = Test(agent => agent.Tools(Look, FindAsync));

        await test.RunAsync(AgentState.Say("go"));

        Results(test.State).Should().Equal("seen", "found");

        [System.ComponentModel.Description("Looks.")]
        static string Look() => "seen";

        [System.ComponentModel.Description("Finds.")]
        static Task<string> FindAsync() => Task.FromResult("found");
    }

    [Fact]
    public async Task What_a_tool_says_of_itself_is_known_below_other_wrappers()
    {
        var tries = 0;
        _model.Then(ScriptedAnswer.Call("Flaky")).Then("done");
        var flaky = AIFunctionFactory.Create(() => ++tries < 2 ? throw new HttpRequestException("away") : "found", "Flaky", "Flaky.");
        var test = Test(agent => agent.Tools(new ApprovalRequiredAIFunction(new DurableAIFunction(flaky) { Retry = AtOnce(2) })));

        await test.RunAsync(AgentState.Say("go"));
        await test.RunAsync(GraphInput.Answer(true));

        Results(test.State).Should().Equal("found");
    }

    private static RetryPolicy AtOnce(int attempts) => new() { MaxAttempts = attempts, InitialDelay = TimeSpan.Zero };

    private static AIFunction Failing() => AIFunctionFactory.Create(string () => throw new HttpRequestException("away"), "Fails", "Fails.");

    private GraphTest<AgentState> Test(Action<AgentBuilder<AgentState>> configure) => new(AgentGraph.Create("clerk", agent =>
    {
        agent.Client(_model);
        configure(agent);
    }));

    private static IEnumerable<string> Results(AgentState state) =>
        state.Messages.SelectMany(static message => message.Contents.OfType<FunctionResultContent>()).Select(static result => $"{result.Result}");
}

[GraphState]
public sealed partial record TwoTalks
{
    [Messages] public IReadOnlyList<ChatMessage> Outside { get; init; } = [];

    [Messages] public IReadOnlyList<ChatMessage> Inside { get; init; } = [];
}
