using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.AI.Tests.Models;

public sealed class ChatModelTests
{
    [Fact]
    public async Task Each_piece_has_the_id_under_which_the_message_is_stored()
    {
        var graph = Compile(new ChatModelOptions<ChatState> { Client = new ScriptedChatClient("one two three") });
        var pieces = new List<MessageEvent>();
        ChatState? state = null;
        await foreach (var e in graph.StreamAsync(Say("go"), "t", new RunConfig { StreamModes = StreamModes.Messages }))
        {
            pieces.AddRange(e is MessageEvent piece ? [piece] : []);
        }

        state = (await graph.GetStateAsync("t")).State;
        pieces.Select(static p => ((ChatResponseUpdate)p.Message).Text).Should().Equal("one", " two", " three");
        pieces.Select(static p => p.MessageId).Distinct().Should().Equal(state.Messages[^1].MessageId);
        pieces.Should().OnlyContain(static p => ((ChatResponseUpdate)p.Message).MessageId == p.MessageId);
    }

    [Fact]
    public async Task A_repeated_attempt_streams_another_message()
    {
        var model = new ScriptedChatClient(ScriptedAnswer.Say("half an") with { Error = new HttpRequestException("away") }, "whole");
        var graph = Compile(new ChatModelOptions<ChatState> { Client = model }, new NodeOptions { Retry = new RetryPolicy { InitialDelay = TimeSpan.Zero } });
        var ids = new List<string>();
        await foreach (var e in graph.StreamAsync(Say("go"), "t", new RunConfig { StreamModes = StreamModes.Messages }))
        {
            ids.AddRange(e is MessageEvent piece ? [piece.MessageId] : []);
        }

        ids.Distinct().Should().HaveCount(2);
        (await graph.GetStateAsync("t")).State.Messages.Select(static m => m.Text).Should().Equal("go", "whole");
    }

    [Fact]
    public async Task A_fallback_answers_in_the_place_of_a_client_that_failed()
    {
        var first = new ScriptedChatClient(ScriptedAnswer.Say("half") with { Error = new HttpRequestException("away") });
        var graph = Compile(new ChatModelOptions<ChatState> { Client = first, Fallbacks = [new ScriptedChatClient(ScriptedAnswer.Fail(new HttpRequestException("too"))), new ScriptedChatClient("here")] });

        (await graph.InvokeAsync(Say("go"), "t")).State.Messages.Select(static m => m.Text).Should().Equal("go", "here");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_model_that_takes_too_long_is_given_up(int pieces, bool hasBegun)
    {
        var time = new VirtualTimeProvider();
        var gate = new Gate();
        var options = new ChatModelOptions<ChatState>
        {
            Client = new ScriptedChatClient(ScriptedAnswer.Say("one two").At(gate, pieces)),
            FirstTokenTimeout = TimeSpan.FromSeconds(10),
            TokenTimeout = TimeSpan.FromSeconds(3),
        };
        var graph = Compile(options, time: time);

        var run = graph.InvokeAsync(Say("go"), "t").AsTask();
        await gate.Reached;
        await time.AdvanceToNextTimerAsync();

        var error = (await run.Awaiting(static r => r).Should().ThrowAsync<ModelTimeoutException>()).Which;
        error.HasBegun.Should().Be(hasBegun);
        error.Timeout.Should().Be(TimeSpan.FromSeconds(hasBegun ? 3 : 10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_throws_when_it_is_cancelled_only_ends_its_request(bool stream)
    {
        var time = new VirtualTimeProvider();
        var gate = new Gate();
        using var client = new CancellationThrower(new ScriptedChatClient(ScriptedAnswer.Say("one two").At(gate, 0)));
        var graph = Compile(new ChatModelOptions<ChatState> { Client = client, Stream = stream, FirstTokenTimeout = TimeSpan.FromSeconds(10) }, time: time);

        var run = graph.InvokeAsync(Say("go"), "t").AsTask();
        await gate.Reached;
        await time.AdvanceToNextTimerAsync();

        await run.Awaiting(static r => r).Should().ThrowAsync<ModelTimeoutException>();
        client.HasThrown.Should().BeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_said_before_a_cancellation_is_kept_where_the_options_say_so(bool keeps)
    {
        var gate = new Gate();
        var model = new ScriptedChatClient(ScriptedAnswer.Say("one two three").At(gate, 2), "four");
        var graph = Compile(new ChatModelOptions<ChatState> { Client = model, AuthorName = "bot", KeepPartialAnswer = keeps });
        using var cancellation = new CancellationTokenSource();
        var run = graph.InvokeAsync(Say("go"), "t", cancellationToken: cancellation.Token).AsTask();
        await gate.Reached;
        await cancellation.CancelAsync();
        await run.Awaiting(static r => r).Should().ThrowAsync<OperationCanceledException>();

        await graph.InvokeAsync(Say("again"), "t");

        var messages = (await graph.GetStateAsync("t")).State.Messages;
        messages.Select(static m => m.Text).Should().Equal(keeps ? ["go", "one two", "again", "four"] : ["go", "again", "four"]);
        messages.Where(static m => m.Role == ChatRole.Assistant).Should().OnlyContain(static m => m.AuthorName == "bot" && m.MessageId != null);
    }

    [Fact]
    public async Task A_client_that_is_not_streamed_is_asked_for_the_whole_answer()
    {
        var graph = Compile(new ChatModelOptions<ChatState> { Client = new ScriptedChatClient("one two"), Stream = false });
        var pieces = 0;
        await foreach (var e in graph.StreamAsync(Say("go"), "t", new RunConfig { StreamModes = StreamModes.Messages }))
        {
            pieces += e is MessageEvent ? 1 : 0;
        }

        pieces.Should().Be(0);
        (await graph.GetStateAsync("t")).State.Messages[^1].Text.Should().Be("one two");
    }

    [Fact]
    public async Task The_client_comes_from_the_services_by_key_and_the_answer_may_write_more()
    {
        using var services = new ServiceCollection().AddKeyedSingleton<IChatClient>("fast", new ScriptedChatClient("hello")).BuildServiceProvider();
        var options = new ChatModelOptions<ChatState> { ClientKey = "fast", Output = static (_, answer) => new ChatState.Update { Draft = answer.Text } };
        var graph = Build(options).Compile(new() { Checkpointer = new Checkpointing.InMemoryCheckpointer(), Services = services });

        (await graph.InvokeAsync(Say("go"), "t")).State.Draft.Should().Be("hello");
    }

    [Fact]
    public void Mistakes_are_found_when_the_graph_is_compiled()
    {
        var plain = AIFunctionFactory.Create(static (string a) => a, "Plain");
        var good = AIFunctionFactory.Create(static (string a) => a, "Good", "Good.");
        var graph = AgentGraph.Create("clerk", agent => agent
            .Tools(plain, good, good, AIFunctionFactory.CreateDeclaration("Declared", "No code.", System.Text.Json.JsonElement.Parse("{}")))
            .Tools(static (ReadOnlySpan<char> text) => text.Length)
            .Limits(new AgentLimits { Cost = 1, ModelCalls = 0 })
            .Model(static model => model with { TokenTimeout = TimeSpan.Zero }));

        var problems = graph.Invoking(static g => g.Compile()).Should().Throw<GraphBuildException>().Which.Problems;

        problems.Should().Contain(static p => p.Contains("there is no IChatClient among the services"))
            .And.Contain(static p => p.Contains("tool 'Plain' has no description"))
            .And.Contain(static p => p.Contains("two tools named 'Good'"))
            .And.Contain(static p => p.Contains("'Declared' is declared only"))
            .And.Contain(static p => p.Contains("cannot be a tool"))
            .And.Contain(static p => p.Contains("AgentLimits.Price"))
            .And.Contain(static p => p.Contains("limits are above zero"))
            .And.Contain(static p => p.Contains("TokenTimeout"));
    }

    [Fact]
    public void A_team_without_agents_or_with_unknown_names_is_refused()
    {
        AgentTeam.Create("team", static _ => { }).Invoking(static g => g.Compile()).Should().Throw<GraphBuildException>();
        var graph = AgentTeam.Create("team", static team => team
            .Agent("a b", "Bad name.", static _ => { })
            .Agent("c", "", static _ => { })
            .Agent("c", "Twice.", static _ => { })
            .Handoff("c", "nobody"));

        graph.Invoking(static g => g.Compile()).Should().Throw<GraphBuildException>().Which.Problems.Should()
            .Contain(static p => p.Contains("'a b'")).And.Contain(static p => p.Contains("two agents named 'c'"))
            .And.Contain(static p => p.Contains("no description")).And.Contain(static p => p.Contains("there is no agent 'nobody'"));
    }

    [Fact]
    public void A_state_without_messages_is_refused() =>
        FluentActions.Invoking(static () => StateGraph.Create<Plain>("plain").AddChatModel("model")).Should().Throw<ArgumentException>().WithMessage("*has no messages*");

    [Fact]
    public async Task Models_and_tools_have_spans_by_the_conventions_for_generative_ai()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "GraphRuntime",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var model = new ScriptedChatClient(ScriptedAnswer.Call("Spanned") with { Usage = new UsageDetails { InputTokenCount = 7, OutputTokenCount = 2 } }, "done");
        var graph = AgentGraph.Create("spanned", agent => agent.Client(model).Tools(AIFunctionFactory.Create(static () => 1, "Spanned", "Spanned.")))
            .Compile(new() { Checkpointer = new Checkpointing.InMemoryCheckpointer() });

        await graph.InvokeAsync(AgentState.Say("go"), "t");

        var tool = spans.Single(static s => s.OperationName == "execute_tool Spanned");
        tool.GetTagItem("gen_ai.tool.call.id").Should().Be("Spanned-1");
        spans.Where(static s => Equals(s.GetTagItem("gen_ai.operation.name"), "chat") && Equals(s.GetTagItem("gen_ai.usage.input_tokens"), 7)).Should().NotBeEmpty();
    }

    private static ChatState.Update Say(string text) => new() { Messages = [new ChatMessage(ChatRole.User, text)] };

    private static StateGraph<ChatState> Build(ChatModelOptions<ChatState> options, NodeOptions? node = null) =>
        StateGraph.Create<ChatState>("chat").AddChatModel("model", options, node).AddEdge(Graph.Start, "model");

    private static CompiledGraph<ChatState> Compile(ChatModelOptions<ChatState> options, NodeOptions? node = null, TimeProvider? time = null) =>
        Build(options, node).Compile(new() { Checkpointer = new Checkpointing.InMemoryCheckpointer(), TimeProvider = time });
}

[GraphState]
public sealed partial record Plain
{
    public int Number { get; init; }
}
