using GraphRuntime.AI.Tests.Trial;

namespace GraphRuntime.AI.Tests.Clients;

public sealed class AgentChatClientTests : IAsyncLifetime
{
    private readonly ScriptedChatClient _model = new();
    private AgentProcess _process = null!;

    public async Task InitializeAsync() => _process = await AgentProcess.StartAsync(await new MemoryAgentPlace().OpenAsync(), builder => builder.AddAgent("clerk", agent => agent
        .Client(_model)
        .Tools(new ApprovalRequiredAIFunction(AIFunctionFactory.Create(static (string what) => "paid " + what, "Pay", "Pays.")))));

    public async Task DisposeAsync() => await _process.DisposeAsync();

    [Fact]
    public async Task A_graph_answers_as_a_chat_client_and_remembers_its_conversation()
    {
        _model.Then("Hello Anna").Then("You are Anna");
        var client = _process.Coordinator.AsChatClient("clerk");

        var first = await client.GetResponseAsync("I am Anna");
        var second = await client.GetResponseAsync("Who am I?", new ChatOptions { ConversationId = first.ConversationId });

        first.Text.Should().Be("Hello Anna");
        second.Text.Should().Be("You are Anna");
        _model.Requests[1].Messages.Select(static m => m.Text).Should().Equal("I am Anna", "Hello Anna", "Who am I?");
    }

    [Fact]
    public async Task Pieces_arrive_one_by_one()
    {
        _model.Then("one two three");

        var updates = await _process.Coordinator.AsChatClient("clerk").GetStreamingResponseAsync("go").ToListAsync();

        updates.Select(static u => u.Text).Where(static t => t.Length > 0).Should().Equal("one", " two", " three");
        updates.Should().OnlyContain(static u => u.ConversationId != null);
    }

    [Fact]
    public async Task An_approval_is_a_content_and_so_is_its_answer()
    {
        _model.Then(ScriptedAnswer.Call("Pay", new Dictionary<string, object?> { ["what"] = "rent" })).Then("It is paid");
        var client = _process.Coordinator.AsChatClient("clerk");

        var asked = await client.GetResponseAsync("pay");
        var request = asked.Messages.SelectMany(static m => m.Contents).OfType<ToolApprovalRequestContent>().Single();
        var answered = await client.GetResponseAsync(new ChatMessage(ChatRole.User, [request.CreateResponse(approved: true)]), new ChatOptions { ConversationId = asked.ConversationId });

        request.ToolCall.Should().BeOfType<FunctionCallContent>().Which.Name.Should().Be("Pay");
        answered.Messages.SelectMany(static m => m.Contents).OfType<FunctionResultContent>().Single().Result!.ToString().Should().Be("paid rent");
        answered.Text.Should().Be("It is paid");
    }

    [Fact]
    public async Task A_run_that_fails_is_an_exception()
    {
        _model.Then(ScriptedAnswer.Fail(new HttpRequestException("away")));

        await _process.Coordinator.AsChatClient("clerk").Awaiting(static c => c.GetResponseAsync("go")).Should().ThrowAsync<RunFailedException>();
    }

    [Fact]
    public async Task Presets_say_what_a_second_message_does_during_an_approval()
    {
        _model.Then(ScriptedAnswer.Call("Pay", new Dictionary<string, object?> { ["what"] = "rent" }));
        await (await _process.SayAsync("t", "pay", ChatPresets.Queue)).WaitAsync();

        await _process.Awaiting(static p => p.SayAsync("t", "again", ChatPresets.Refuse)).Should().ThrowAsync<ThreadPausedException>();
        _model.Then("answer");
        await (await _process.SayAsync("t", "never mind", ChatPresets.Interrupt)).WaitAsync();

        (await _process.StateAsync("t")).Messages.Select(static m => m.Text).Should().EndWith(["never mind", "answer"]);
    }
}
