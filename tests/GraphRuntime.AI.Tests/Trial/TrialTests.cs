using System.Text.Json;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.AI.Tests.Trial;

/// <summary>What an application does with agents, over processes, the same on every store.</summary>
public abstract partial class TrialTests(AgentPlace place) : IAsyncLifetime
{
    private const string Thread = "talk";

    private readonly ScriptedChatClient _model = new();
    private readonly List<string> _done = [];
    private readonly List<AgentProcess> _processes = [];
    private Action<GraphRuntimeBuilder> _store = static _ => { };

    public async Task InitializeAsync() => _store = await place.OpenAsync();

    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await place.DisposeAsync();
    }

    [StoreFact]
    public async Task Two_of_three_parallel_calls_are_approved_out_of_order_over_a_restart_and_each_is_done_once()
    {
        _model.Then(Call("Pay", "a", "1").And(Call("Look", "b", "2")).And(Call("Pay", "c", "3"))).Then("all done");
        var first = await StartAsync(agent => agent.Tools(Tool("Pay"), Tool("Look")).Approve(static call => call.Name == "Pay"));
        (await (await first.SayAsync(Thread, "go")).WaitAsync()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);
        var asked = (await first.QuestionsAsync(Thread)).ToDictionary(static q => ToolApproval.Read(q)!.CallId, static q => q.Id);
        asked.Keys.Should().BeEquivalentTo("1", "3");
        await (await first.CreateAsync(Thread, GraphInput.Answer(asked["3"], true))).WaitAsync();
        await first.StopAsync();
        _processes.Remove(first);

        var second = await StartAsync(agent => agent.Tools(Tool("Pay"), Tool("Look")).Approve(static call => call.Name == "Pay"));
        (await second.QuestionsAsync(Thread)).Select(static q => ToolApproval.Read(q)!.CallId).Should().Equal("1");
        (await (await second.CreateAsync(Thread, GraphInput.Answer(asked["1"], ToolDecision.Refuse("no")))).WaitAsync()).Status.Should().Be(RunStatus.Success);

        _done.Should().BeEquivalentTo("b", "c");
        var state = await second.StateAsync(Thread);
        Results(state).Should().Equal("The user refused this call: no", "Look b", "Pay c");
        state.Messages[^1].Text.Should().Be("all done");
    }

    [StoreFact]
    public async Task A_tool_that_fails_twice_succeeds_and_its_sibling_is_done_once()
    {
        var tries = 0;
        _model.Then(Call("Flaky", "a", "1").And(Call("Look", "b", "2"))).Then("done");
        var flaky = AIFunctionFactory.Create((string what) => ++tries < 3 ? throw new HttpRequestException("away") : "found " + what, "Flaky", "Flaky.");
        var process = await StartAsync(agent => agent.Tools(new DurableAIFunction(flaky) { Retry = new RetryPolicy { MaxAttempts = 3, InitialDelay = TimeSpan.Zero } }, Tool("Look")));

        await (await process.SayAsync(Thread, "go")).WaitAsync();

        Results(await process.StateAsync(Thread)).Should().Equal("found a", "Look b");
        _done.Should().Equal("b");
    }

    [StoreFact]
    public async Task A_process_that_goes_in_the_middle_of_a_tool_leaves_it_done_once()
    {
        var gate = new Gate();
        _model.Then(Call("Book", "flight", "1")).Then("booked");
        Action<AgentBuilder<AgentState>> describe = agent => agent.Tools(new DurableAIFunction(AIFunctionFactory.Create(
            async (string what, CancellationToken token) =>
            {
                _done.Add(what);
                await gate.PassAsync(token);
                return "booked " + what;
            },
            "Book",
            "Books."))
        { Once = true, Reconcile = (call, _) => new(EffectFinding<JsonElement>.Happened(JsonElement.Parse($"\"found {call.Id}\""))) });
        var first = await StartAsync(describe);
        var run = await first.SayAsync(Thread, "book");
        await gate.Reached.Soon();
        await first.StopAsync();
        _processes.Remove(first);

        var second = await StartAsync(describe);
        await second.Coordinator.GetHandle(Thread, run.RunId).WaitAsync();

        _done.Should().Equal("flight");
        Results(await second.StateAsync(Thread)).Should().Equal("found 1");
        (await second.StateAsync(Thread)).Messages[^1].Text.Should().Be("booked");
    }

    [StoreTheory]
    [InlineData(MultitaskStrategy.Interrupt, "model")]
    [InlineData(MultitaskStrategy.Interrupt, "tool")]
    [InlineData(MultitaskStrategy.Interrupt, "approval")]
    [InlineData(MultitaskStrategy.Rollback, "model")]
    [InlineData(MultitaskStrategy.Rollback, "tool")]
    [InlineData(MultitaskStrategy.Enqueue, "model")]
    [InlineData(MultitaskStrategy.Enqueue, "tool")]
    public async Task A_second_message_leaves_a_conversation_that_a_model_takes(MultitaskStrategy strategy, string phase)
    {
        var gate = new Gate();
        _model.Then(phase == "model" ? Call("Look", "a", "1").And(Call("Slow", "b", "2")).At(gate) : Call("Look", "a", "1").And(Call(phase == "tool" ? "Slow" : "Pay", "b", "2")));
        var process = await StartAsync(agent => agent.Approve(static call => call.Name == "Pay").Tools(Tool("Look"), Tool("Pay"), AIFunctionFactory.Create(
            async (string what, CancellationToken token) =>
            {
                await gate.PassAsync(token);
                return "Slow " + what;
            },
            "Slow",
            "Slow.")));
        var first = await process.SayAsync(Thread, "one");
        await (phase == "approval" ? first.WaitAsync().AsTask() : gate.Reached).Soon();

        _model.Then("answer").Then("second answer");
        var second = await process.SayAsync(Thread, "two", new RunOptions { MultitaskStrategy = strategy });
        if (strategy == MultitaskStrategy.Enqueue)
        {
            gate.Open();
        }

        (await second.WaitAsync()).Status.Should().Be(RunStatus.Success);
        var state = await process.StateAsync(Thread);
        state.Messages.Count(static m => m.Text == "one").Should().Be(strategy == MultitaskStrategy.Rollback ? 0 : 1);
        var last = _model.Requests[^1].Messages;
        last[^1].Text.Should().Be("two");
        Shape(state.Messages).Should().Be(Expected(strategy, phase));
        OpenCalls(last).Should().BeEmpty();
    }

    [StoreFact]
    public async Task A_supervisor_hands_over_and_gets_the_conversation_back()
    {
        _model.Then(ScriptedAnswer.Call("transfer_to_clerk").And(ScriptedAnswer.Call("transfer_to_researcher"))).Then(Call("Look", "a", "1")).Then("I looked").Then("It is done");
        var process = await StartAsync(builder => builder.AddAgentTeam("clerk", team => team
            .Supervisor("boss", agent => agent.Client(_model))
            .Agent("clerk", "Does things.", agent => agent.Client(_model).Tools(Tool("Look")))
            .Agent("researcher", "Finds things.", agent => agent.Client(_model))));

        (await (await process.SayAsync(Thread, "go")).WaitAsync()).Status.Should().Be(RunStatus.Success);

        var state = await process.StateAsync(Thread);
        state.Messages.Where(static m => m.AuthorName is not null).Select(static m => m.AuthorName).Should().Equal("boss", "clerk", "clerk", "clerk", "boss");
        Results(state).Should().Equal("The conversation is with clerk now.", "Error: the conversation was handed to another agent already.", "Look a", "The conversation is with boss again.");
        state.Messages[^1].Text.Should().Be("It is done");
        _model.ThrowIfLeft();
    }

    [StoreFact]
    public async Task Two_hundred_messages_are_stored_and_the_model_sees_the_newest()
    {
        for (var i = 0; i < 100; i++)
        {
            _model.Then($"answer {i}");
        }

        var process = await StartAsync(agent => agent.History(new Newest()));
        for (var i = 0; i < 100; i++)
        {
            await (await process.SayAsync(Thread, $"question {i}")).WaitAsync();
        }

        (await process.StateAsync(Thread)).Messages.Should().HaveCount(200);
        _model.Requests[^1].Messages.Select(static m => m.Text).Should().Equal("question 97", "answer 97", "question 98", "answer 98", "question 99");
    }

    private Task<AgentProcess> StartAsync(Action<AgentBuilder<AgentState>> describe) => StartAsync(builder => builder.AddAgent("clerk", agent =>
    {
        agent.Client(_model);
        describe(agent);
    }));

    private async Task<AgentProcess> StartAsync(Action<GraphRuntimeBuilder> agents)
    {
        var process = await AgentProcess.StartAsync(_store, agents);
        _processes.Add(process);
        return process;
    }

    private static string Expected(MultitaskStrategy strategy, string phase) => (strategy, phase) switch
    {
        (MultitaskStrategy.Interrupt, "model") => "one, two, answer",
        (MultitaskStrategy.Interrupt, "tool") => "one, 2 calls, Look a, Not done: the run was stopped before this call had a result., two, answer",
        (MultitaskStrategy.Interrupt, _) => "one, 2 calls, Look a, Not done: the user wrote something else instead of approving this call., two, answer",
        (MultitaskStrategy.Rollback, _) => "two, answer",
        _ => "one, 2 calls, Look a, Slow b, answer, two, second answer",
    };

    private static string Shape(IEnumerable<ChatMessage> messages) => string.Join(", ", messages.Select(static m =>
        m.Contents.OfType<FunctionCallContent>().Count() is > 0 and var calls ? $"{calls} calls"
        : m.Contents.OfType<FunctionResultContent>().FirstOrDefault() is { } result ? $"{result.Result}"
        : m.Text));

    private static IEnumerable<string> OpenCalls(IReadOnlyList<ChatMessage> messages) =>
        messages.SelectMany(static m => m.Contents.OfType<FunctionCallContent>()).Select(static c => c.CallId)
            .Except(messages.SelectMany(static m => m.Contents.OfType<FunctionResultContent>()).Select(static r => r.CallId));

    private AIFunction Tool(string name) => AIFunctionFactory.Create(
        (string what) =>
        {
            lock (_done)
            {
                _done.Add(what);
            }

            return $"{name} {what}";
        },
        name,
        $"Does {name}.");

    private static ScriptedAnswer Call(string tool, string what, string id) => ScriptedAnswer.Call(tool, new Dictionary<string, object?> { ["what"] = what }, id);

    private static List<string> Results(AgentState state) => [.. state.Messages.SelectMany(static m => m.Contents.OfType<FunctionResultContent>()).Select(static r => $"{r.Result}")];

    private sealed class Newest : IChatReducer
    {
        public Task<IEnumerable<ChatMessage>> ReduceAsync(IEnumerable<ChatMessage> messages, CancellationToken cancellationToken) => Task.FromResult(messages.TakeLast(5));
    }
}

public sealed class InMemoryTrialTests() : TrialTests(new MemoryAgentPlace());

public sealed class SqliteTrialTests() : TrialTests(new SqliteAgentPlace());

[NeedsPostgres]
public sealed class PostgresTrialTests() : TrialTests(new PostgresAgentPlace());
