using System.Collections.Immutable;
using System.Text;
using GraphRuntime.Streaming;
using GraphRuntime.Threads;

namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    private const StreamModes AllModes =
        StreamModes.Values | StreamModes.Updates | StreamModes.Messages | StreamModes.Custom | StreamModes.Tasks | StreamModes.Checkpoints | StreamModes.Debug;

    private static readonly RunOptions AllEvents = new() { StreamModes = AllModes, Config = new RunConfig { StreamSubgraphs = true } };

    [StoreFact]
    public async Task A_client_sends_an_input_and_gets_the_state_of_its_graph()
    {
        var client = new ThreadClient<ChatState>(await _world.StartAsync(), "chat");

        var run = await client.CreateRunAsync(Thread, new ChatState.Update { Messages = ["one"] });
        var result = await run.GetResultAsync().Soon();

        result.Should().Match<RunResult<ChatState>>(end => end.HasState && end.Status == RunStatus.Success && !end.IsPaused && end.Error == null && end.Questions.Count == 0);
        result.State!.Messages.Should().Equal("one", "think(one)", "answer(one)");
        (await run.WaitForStateAsync()).Messages.Should().Equal(result.State.Messages);
        (await client.GetStateAsync(Thread)).State.Messages.Should().Equal(result.State.Messages);
        (await client.GetHistoryAsync(Thread, new HistoryQuery { RunId = run.RunId }).Select(static step => step.State.Messages.Length).ToListAsync()).Should().Equal(3, 2, 1, 0);
        (await client.GetHandle(Thread, run.RunId).GetResultAsync()).State!.Messages.Should().HaveCount(3);
    }

    [StoreFact]
    public async Task A_result_has_a_state_of_any_size()
    {
        var client = new ThreadClient<ChatState>(await _world.StartAsync(), "chat");
        var text = new string('x', 5000);

        var run = await client.CreateRunAsync(Thread, new ChatState.Update { Messages = [text] });

        (await run.WaitForStateAsync().Soon()).Messages.Should().Equal(text, $"think({text})", $"answer({text})");
    }

    [StoreFact]
    public async Task A_result_and_an_event_have_the_state_whatever_the_kinds_of_its_channels()
    {
        var update = new EveryKindState.Update
        {
            Plain = "plain",
            Appended = ["one", "two"],
            Merged = new Dictionary<string, int> { ["a"] = 1 }.ToImmutableDictionary(),
            Sum = 7,
            Topic = ["t"],
            Any = "any",
            Untracked = "untracked",
        };
        _world.Add(new ThreadGraph<EveryKindState>("kinds", StateGraph.Create<EveryKindState>("kinds")
            .AddNode("write", _ => update)
            .AddEdge(Graph.Start, "write")
            .Compile(new CompileOptions { Checkpointer = _world.Checkpointer, TimeProvider = Time })));
        var client = new ThreadClient<EveryKindState>(await _world.StartAsync());

        var run = await client.CreateRunAsync(Thread, new EveryKindState.Update { Appended = ["zero"] }, new RunOptions { StreamModes = StreamModes.Values });
        var state = await run.WaitForStateAsync().Soon();

        var expected = (await client.GetStateAsync(Thread)).State with { Untracked = "untracked" };
        expected.Sum.Should().Be(107);
        state.Should().BeEquivalentTo(expected);
        (await run.StreamEventsAsync().OfType<ValuesEvent>().LastAsync()).StateAs<EveryKindState>().Should().BeEquivalentTo(expected);
    }

    [StoreFact]
    public async Task The_id_and_the_modes_of_a_configuration_hold_where_the_options_name_none()
    {
        var coordinator = await _world.StartAsync();
        var config = new RunConfig { RunId = "17", StreamModes = StreamModes.Values };

        var first = await SayAsync(coordinator, "one", Enqueue with { Config = config });
        await EndAsync(first);
        var second = await SayAsync(coordinator, "two", Enqueue with { Config = config, RunId = "18", StreamModes = StreamModes.Updates });
        await EndAsync(second);

        (first.RunId, second.RunId).Should().Be(("17", "18"));
        (await first.StreamAsync().Select(static stored => stored.Kind).Distinct().ToListAsync()).Should().Equal("values");
        (await second.StreamAsync().Select(static stored => stored.Kind).Distinct().ToListAsync()).Should().Equal("updates");
    }

    [StoreFact]
    public async Task A_question_is_answered_by_itself_or_as_the_only_one()
    {
        _world.Add(PaperGraph.Create(_world.Checkpointer, Time));
        var client = new ThreadClient<ChatState>(await _world.StartAsync(), PaperGraph.Name);
        foreach (var thread in (string[])["only", "named"])
        {
            var asked = await (await client.CreateRunAsync(thread, new ChatState.Update { Messages = ["please"] })).GetResultAsync().Soon();
            asked.Should().Match<RunResult<ChatState>>(end => end.IsPaused && end.HasState && end.Reason == RunStatusReason.AwaitingAnswer);
            asked.Questions.Should().ContainSingle().Which.ValueAs<string>().Should().Be("Print it?");

            var answered = await (thread == "only" ? client.AnswerAsync(thread, "yes") : client.AnswerAsync(thread, asked.Questions[0], "yes"));

            (await answered.WaitForStateAsync().Soon()).Messages.Should().Equal("please", "written", "found", "yes");
        }

        await client.Awaiting(c => c.AnswerAsync("only", "again").AsTask()).Should().ThrowAsync<AnswerException>();
    }

    [StoreFact]
    public async Task A_run_that_fails_has_an_error_and_no_state()
    {
        var client = new ThreadClient<ChatState>(await _world.StartAsync(), "chat");
        Chat.On("answer", "one", static _ => throw new InvalidOperationException("no answer"));

        var run = await client.CreateRunAsync(Thread, new ChatState.Update { Messages = ["one"] });
        var result = await run.GetResultAsync().Soon();

        result.Should().Match<RunResult<ChatState>>(end => !end.HasState && end.Status == RunStatus.Error && end.Error!.Contains("no answer"));
        await run.Awaiting(r => r.WaitForStateAsync().AsTask()).Should().ThrowAsync<RunFailedException>();
        (await client.GetStateAsync(Thread)).State.Messages.Should().Equal("one", "think(one)");
    }

    [StoreFact]
    public async Task A_client_steers_cancels_and_edits()
    {
        var coordinator = await _world.StartAsync();
        var client = new ThreadClient<ChatState>(coordinator, "chat");
        var (busy, gate) = await BusyAsync(coordinator, node: "think");
        var run = client.GetHandle(Thread, busy.RunId);
        await client.Awaiting(c => c.UpdateStateAsync(Thread, new ChatState.Update { Messages = ["no"] }).AsTask()).Should().ThrowAsync<RunConflictException>();

        var steered = await run.SteerAsync(new ChatState.Update { Messages = ["two"] });
        gate.Open();

        (await run.WaitForStateAsync().Soon()).Messages.Should().Contain("two");
        (await steered.GetResultAsync().Soon()).Should().Match<RunResult<ChatState>>(end => end.Reason == RunStatusReason.Steered && !end.HasState);
        await client.UpdateStateAsync(Thread, new ChatState.Update { Messages = ["edited"] });
        (await client.GetStateAsync(Thread)).State.Messages.Should().EndWith("edited");

        var (other, _) = await BusyAsync(coordinator, "three");
        var cancelled = client.GetHandle(Thread, other.RunId);
        await cancelled.CancelAsync();
        (await cancelled.GetResultAsync().Soon()).Reason.Should().Be(RunStatusReason.Cancelled);
    }

    [StoreFact]
    public async Task A_client_refuses_graphs_and_threads_of_another_state()
    {
        _world.Add(OtherGraph("other"));
        var coordinator = await _world.StartAsync();
        var client = new ThreadClient<ChatState>(coordinator, "chat");
        FluentActions.Invoking(() => new ThreadClient<ChatState>(coordinator, "Chat")).Should().Throw<GraphNotFoundException>().Which.GraphName.Should().Be("Chat");
        FluentActions.Invoking(() => new ThreadClient<ChatState>(coordinator, "other")).Should().Throw<StateTypeException>().WithMessage("*'other' is OtherState, not ChatState*");
        FluentActions.Invoking(() => new ThreadClient<ChatState>(coordinator, "")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ThreadClient<JsonState>(coordinator)).Should().Throw<InvalidOperationException>().WithMessage("*JsonState*AddGraph*chat, other*");
        await client.Awaiting(c => c.GetStateAsync(Thread).AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        await client.Awaiting(c => c.GetHistoryAsync(Thread).ToListAsync().AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        await client.Awaiting(c => c.GetHandle(Thread, "no").GetResultAsync().AsTask()).Should().ThrowAsync<RunNotFoundException>();

        var run = await new ThreadClient<OtherState>(coordinator).CreateRunAsync(Thread, new OtherState.Update { Text = "theirs" });
        await run.GetResultAsync().Soon();

        (await client.Awaiting(c => c.GetStateAsync(Thread).AsTask()).Should().ThrowAsync<StateTypeException>()).Which.Should().Match<StateTypeException>(e => e.ThreadId == Thread && e.GraphName == "other");
        await client.Awaiting(c => c.GetHistoryAsync(Thread).ToListAsync().AsTask()).Should().ThrowAsync<StateTypeException>();
        await client.Awaiting(c => c.UpdateStateAsync(Thread, new ChatState.Update()).AsTask()).Should().ThrowAsync<StateTypeException>();
        await client.Awaiting(c => c.GetHandle(Thread, run.RunId).GetResultAsync().AsTask()).Should().ThrowAsync<StateTypeException>();
        await client.Awaiting(c => c.GetStateAsync(new GraphThread(Thread) { Namespace = "search:1" }).AsTask()).Should().ThrowAsync<ArgumentException>().WithMessage("*subgraph*");
    }

    private ThreadGraph<OtherState> OtherGraph(string name) => new(name, StateGraph.Create<OtherState>(name)
        .AddNode("note", static _ => new OtherState.Update { Text = "noted" })
        .AddEdge(Graph.Start, "note")
        .Compile(new CompileOptions { Checkpointer = _world.Checkpointer, TimeProvider = Time }));
}
