using System.ComponentModel;
using System.Text.Json;
using GraphRuntime.Stores;

namespace GraphRuntime.AI.Tests.Agents;

public sealed partial class AgentTests
{
    private readonly ScriptedChatClient _model = new();
    private readonly List<string> _done = [];

    [Fact]
    public async Task An_agent_answers()
    {
        _model.Then("Hello you");
        var test = Test(agent => agent.Instructions("Be kind."));

        await test.RunAsync(AgentState.Say("hi"));

        Texts(test).Should().Equal("hi", "Hello you");
        test.State.Messages[1].AuthorName.Should().Be("clerk");
        _model.Requests[0].Messages.Select(static m => (m.Role, m.Text)).Should().Equal((ChatRole.System, "Be kind."), (ChatRole.User, "hi"));
        _model.Requests[0].Options!.Tools.Should().BeNull();
    }

    [Fact]
    public async Task Parallel_calls_are_tasks_of_their_own_and_their_results_stand_in_the_order_of_the_calls()
    {
        var gate = new Gate();
        _model.Then(Call("Slow", "a").And(Call("Fast", "b"))).Then("done");
        var test = Test(agent => agent.Tools(Tool("Fast"), AIFunctionFactory.Create(
            async ([Description("what")] string what, CancellationToken token) =>
            {
                await gate.PassAsync(token);
                _done.Add(what);
                return "slow " + what;
            },
            "Slow",
            "Takes its time.")));

        var run = test.RunAsync(AgentState.Say("go"));
        await gate.Reached;
        gate.Open();
        await run;

        _done.Should().BeEquivalentTo("a", "b");
        Results(test).Should().Equal("slow a", "Fast b");
        Texts(test)[^1].Should().Be("done");
    }

    [Fact]
    public async Task An_unknown_tool_bad_arguments_and_a_failure_become_results()
    {
        _model.Then(Call("Nothing", "a").And(ScriptedAnswer.Call("Count", new Dictionary<string, object?> { ["number"] = "x" })).And(Call("Fails", "c"))).Then("sorry");
        var test = Test(agent => agent.Tools(
            AIFunctionFactory.Create(([Description("n")] int number) => number, "Count", "Counts."),
            AIFunctionFactory.Create((string what) => what.Length > 0 ? throw new InvalidOperationException("secret") : "", "Fails", "Fails.")));

        await test.RunAsync(AgentState.Say("go"));

        var results = Results(test);
        results[0].Should().StartWith("Error: there is no tool 'Nothing'");
        results[1].Should().StartWith("Error: the arguments of 'Count' do not fit");
        results[2].Should().Be("Error: 'Fails' failed.");
        Texts(test)[^1].Should().Be("sorry");
    }

    [Fact]
    public async Task A_call_is_approved_edited_or_refused()
    {
        _model.Then(Call("Pay", "a", "1").And(Call("Pay", "b", "2")).And(Call("Pay", "c", "3")).And(Call("Look", "d", "4"))).Then("done");
        var test = Test(agent => agent.Tools(Tool("Pay"), Tool("Look")).Approve(static call => call.Name == "Pay"));

        await test.RunAsync(AgentState.Say("go"));
        var asked = test.Questions.ToDictionary(static q => ToolApproval.Read(q)!.CallId);
        asked.Keys.Should().BeEquivalentTo("1", "2", "3");
        ToolApproval.Read(asked["1"])!.Should().BeEquivalentTo(new { Tool = "Pay", Description = "Does Pay." });
        _done.Should().Equal("d");

        await test.RunAsync(GraphInput.Answer(asked["3"].Id, ToolDecision.Refuse("too dear")));
        await test.RunAsync(GraphInput.Answers(new Dictionary<string, object?>
        {
            [asked["2"].Id] = ToolDecision.ApproveWith(JsonElement.Parse("""{"what":"B"}""")),
            [asked["1"].Id] = true,
        }));

        _done.Should().BeEquivalentTo("d", "a", "B");
        Results(test).Should().Equal("Pay a", "Pay B", "The user refused this call: too dear", "Look d");
    }

    [Fact]
    public async Task An_answer_that_is_no_decision_is_refused_and_the_question_stays_open()
    {
        _model.Then(Call("Pay", "a")).Then("done");
        var test = Test(agent => agent.Tools(new ApprovalRequiredAIFunction(Tool("Pay"))));
        await test.RunAsync(AgentState.Say("go"));

        await test.Awaiting(t => t.AnswerAsync("perhaps")).Should().ThrowAsync<AnswerException>();
        await test.AnswerAsync(new { approved = false });

        Results(test).Should().Equal("The user refused this call.");
    }

    [Fact]
    public async Task A_tool_gets_services_state_store_and_the_task()
    {
        _model.Then(ScriptedAnswer.Call("Ask", new Dictionary<string, object?> { ["what"] = "rain" })).Then("done");
        var test = Test(agent => agent.Tools(GraphTool.Create(
            async (string what, AgentState state, IStore store, NodeContext context, IServiceProvider services) =>
            {
                await store.PutAsync(["notes"], "a", "{}"u8.ToArray());
                return $"{what} {state.Messages.Count} {context.NodeName} {services is not null}";
            },
            "Ask",
            "Asks.")));

        await test.RunAsync(AgentState.Say("go"));

        Results(test).Should().Equal("rain 2 tools True");
        _model.Requests[0].Options!.Tools!.OfType<AIFunction>().Single().JsonSchema.GetProperty("properties").EnumerateObject().Select(static p => p.Name).Should().Equal("what");
    }

    [Fact]
    public async Task A_tool_writes_to_the_state_with_a_command()
    {
        _model.Then(ScriptedAnswer.Call("Switch")).Then("done");
        var test = Test(agent => agent.Tools(GraphTool.Create(() => new Command<AgentState> { Update = new AgentState.Update { ActiveAgent = "other" } }, "Switch", "Switches.")));

        await test.RunAsync(AgentState.Say("go"));

        test.State.ActiveAgent.Should().Be("other");
        Results(test).Should().Equal("Done.");
    }

    [Fact]
    public async Task A_tool_that_fails_twice_is_tried_again_by_itself()
    {
        var tries = 0;
        _model.Then(Call("Flaky", "a").And(Call("Look", "b"))).Then("done");
        var flaky = AIFunctionFactory.Create((string what) => ++tries < 3 ? throw new HttpRequestException("away") : $"found {what}", "Flaky", "Flaky.");
        var test = Test(agent => agent.Tools(new DurableAIFunction(flaky) { Retry = new RetryPolicy { MaxAttempts = 3 } }, Tool("Look")));

        var run = test.RunAsync(AgentState.Say("go"));
        await test.Time.AdvanceToNextTimerAsync();
        await test.Time.AdvanceToNextTimerAsync();
        await run;

        Results(test).Should().Equal("found a", "Look b");
        _done.Should().Equal("b");
        tries.Should().Be(3);
    }

    [Fact]
    public async Task A_tool_that_takes_too_long_is_given_up()
    {
        var gate = new Gate();
        var slow = AIFunctionFactory.Create(async (string what, CancellationToken token) => { await gate.PassAsync(token); return what; }, "Slow", "Slow.");

        await TakesTooLongAsync(slow, gate);
    }

    [Fact]
    public async Task A_tool_that_throws_when_it_is_cancelled_is_given_up_as_well()
    {
        var gate = new Gate();
        var slow = AIFunctionFactory.Create(
            async (string what, CancellationToken token) =>
            {
                await using var registered = token.Register(static () => throw new ObjectDisposedException("connection"));
                await gate.PassAsync(token);
                return what;
            },
            "Slow",
            "Slow.");

        await TakesTooLongAsync(slow, gate);
    }

    /// <summary>The model calls a tool that stops at a gate, and the time for it passes.</summary>
    private async Task TakesTooLongAsync(AIFunction slow, Gate gate)
    {
        _model.Then(Call("Slow", "a")).Then("done");
        var test = Test(agent => agent.Tools(slow).ToolCalls(static calls => calls with { Timeout = TimeSpan.FromSeconds(5) }));

        var run = test.RunAsync(AgentState.Say("go"));
        await gate.Reached;
        await test.Time.AdvanceToNextTimerAsync();
        await run;

        Results(test).Should().Equal("Error: 'Slow' took too long.");
    }

    private GraphTest<AgentState> Test(Action<AgentBuilder<AgentState>> configure) =>
        new(AgentGraph.Create("clerk", agent =>
        {
            agent.Client(_model);
            configure(agent);
        }));

    private AIFunction Tool(string name) => AIFunctionFactory.Create(
        ([Description("What to do it to.")] string what) =>
        {
            lock (_done)
            {
                _done.Add(what);
            }

            return $"{name} {what}";
        },
        name,
        $"Does {name}.");

    private static ScriptedAnswer Call(string tool, string what, string? id = null) => ScriptedAnswer.Call(tool, new Dictionary<string, object?> { ["what"] = what }, id);

    private static List<string> Texts(GraphTest<AgentState> test) => [.. test.State.Messages.Select(static m => m.Text)];

    private static List<string> Results(GraphTest<AgentState> test) =>
        [.. test.State.Messages.SelectMany(static m => m.Contents.OfType<FunctionResultContent>()).Select(static r => $"{r.Result}")];

    private sealed record Trip(string City, int Days);
}
