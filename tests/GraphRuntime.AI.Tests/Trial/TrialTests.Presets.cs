using GraphRuntime.Threads.Tests;

namespace GraphRuntime.AI.Tests.Trial;

/// <content>What the presets for a second message promise, and tools that a second message must not cut off or has to undo.</content>
public abstract partial class TrialTests
{
    private const string NotDone = "Not done: the run was stopped before this call had a result.";
    private const string NotDecided = "Not done: the user wrote something else instead of approving this call.";

    [StoreTheory]
    [InlineData(nameof(ChatPresets.Queue), "model", "one, first, two, second")]
    [InlineData(nameof(ChatPresets.Queue), "tool", "one, 1 calls, Work a, first, two, second")]
    [InlineData(nameof(ChatPresets.Interrupt), "model", "one, two, second")]
    [InlineData(nameof(ChatPresets.Interrupt), "tool", $"one, 1 calls, {NotDone}, two, second")]
    [InlineData(nameof(ChatPresets.Interrupt), "approval", $"one, 1 calls, {NotDecided}, two, second")]
    [InlineData(nameof(ChatPresets.InterruptBetweenTools), "model", "one, two, second")]
    [InlineData(nameof(ChatPresets.InterruptBetweenTools), "tool", $"one, 1 calls, {NotDone}, two, second")]
    [InlineData(nameof(ChatPresets.InterruptBetweenTools), "guarded", "one, 1 calls, Work a, two, second")]
    [InlineData(nameof(ChatPresets.InterruptBetweenTools), "approval", $"one, 1 calls, {NotDecided}, two, second")]
    [InlineData(nameof(ChatPresets.Replace), "model", "two, second")]
    [InlineData(nameof(ChatPresets.Replace), "tool", "two, second")]
    [InlineData(nameof(ChatPresets.Replace), "approval", $"one, 1 calls, {NotDecided}, two, second")]
    public async Task A_preset_says_what_a_second_message_does(string preset, string phase, string expected)
    {
        var gate = new Gate();
        _model.Then(phase == "model" ? ScriptedAnswer.Say("first").At(gate) : Call("Work", "a", "1"));
        var work = new DurableAIFunction(Waiting(phase == "approval" ? null : gate)) { NoInterrupt = phase == "guarded" };
        var process = await StartAsync(agent => agent.Tools(work).Approve(call => phase == "approval"));
        var first = await process.SayAsync(Thread, "one", Preset(preset));
        await (phase == "approval" ? first.WaitAsync().AsTask() : gate.Reached).Soon();

        var isQueued = preset == nameof(ChatPresets.Queue);
        _model.Then(isQueued && phase == "tool" ? "first" : "second");
        _model.Then("second");
        var second = await process.SayAsync(Thread, "two", Preset(preset));
        if (isQueued || phase == "guarded")
        {
            gate.Open();
        }

        (await second.WaitAsync()).Status.Should().Be(RunStatus.Success);
        Shape((await process.StateAsync(Thread)).Messages).Should().Be(expected);
    }

    [StoreTheory]
    [InlineData("model", "one, first, two, second")]
    [InlineData("tool", "one, 1 calls, Work a, two, second")]
    public async Task A_message_joins_the_run_in_flight(string phase, string expected)
    {
        var gate = new Gate();
        _model.Then(phase == "model" ? ScriptedAnswer.Say("first").At(gate) : Call("Work", "a", "1")).Then("second");
        var process = await StartAsync(agent => agent.Tools(Waiting(gate)));
        var first = await process.SayAsync(Thread, "one", ChatPresets.Steer);
        await gate.Reached.Soon();

        var second = await process.SayAsync(Thread, "two", ChatPresets.Steer);
        gate.Open();

        (await second.WaitAsync()).Reason.Should().Be(RunStatusReason.Steered);
        (await first.WaitAsync()).Status.Should().Be(RunStatus.Success);
        Shape((await process.StateAsync(Thread)).Messages).Should().Be(expected);
        OpenCalls(_model.Requests[^1].Messages).Should().BeEmpty();
    }

    [StoreTheory]
    [InlineData("model", "one, two, second, first")]
    [InlineData("tool", "one, 1 calls, Work a, two, second, first")]
    public async Task An_urgent_message_goes_first_and_the_work_goes_on_after_it(string phase, string expected)
    {
        var gate = new Gate();
        _model.Then(phase == "model" ? ScriptedAnswer.Say("cut off").At(gate) : Call("Work", "a", "1")).Then("second").Then("first");
        var process = await StartAsync(agent => agent.Tools(Waiting(gate)));
        var first = await process.SayAsync(Thread, "one", ChatPresets.Preempt);
        await gate.Reached.Soon();

        var second = await process.SayAsync(Thread, "two", ChatPresets.Preempt);
        (await second.WaitAsync()).Status.Should().Be(RunStatus.Success);
        gate.Open();

        (await first.WaitAsync()).Status.Should().Be(RunStatus.Success);
        Shape((await process.StateAsync(Thread)).Messages).Should().Be(expected);
        _model.Requests.Should().OnlyContain(static request => !OpenCalls(request.Messages).Any());
    }

    [StoreTheory]
    [InlineData("model")]
    [InlineData("tool")]
    [InlineData("approval")]
    public async Task The_preset_that_refuses_leaves_the_first_message_alone(string phase)
    {
        var gate = new Gate();
        _model.Then(phase == "model" ? ScriptedAnswer.Say("first").At(gate) : Call("Work", "a", "1")).Then("first");
        var process = await StartAsync(agent => agent.Tools(Waiting(phase == "approval" ? null : gate)).Approve(call => phase == "approval"));
        var first = await process.SayAsync(Thread, "one", ChatPresets.Refuse);
        await (phase == "approval" ? first.WaitAsync().AsTask() : gate.Reached).Soon();

        var refused = (await process.Awaiting(static p => p.SayAsync(Thread, "two", ChatPresets.Refuse)).Should().ThrowAsync<GraphRuntimeException>()).Which;

        refused.Should().BeOfType(phase == "approval" ? typeof(ThreadPausedException) : typeof(RunConflictException));
        gate.Open();
        await first.WaitAsync();
        (await process.StateAsync(Thread)).Messages.Should().NotContain(static message => message.Text == "two");
    }

    [StoreTheory]
    [InlineData(false, "undo booked flight")]
    [InlineData(true, "undo a failure")]
    public async Task A_call_that_was_done_once_is_undone_when_its_run_is_rolled_back(bool fails, string expected)
    {
        var gate = new Gate();
        _model.Then(Call("Book", "flight", "1")).Then(ScriptedAnswer.Say("first").At(gate));
        var book = AIFunctionFactory.Create((string what) => fails ? throw new HttpRequestException("away") : "booked " + what, "Book", "Books.");
        var undone = new List<string>();
        var options = new CompileOptions
        {
            Compensations = new Dictionary<string, Func<Compensation, CancellationToken, ValueTask>>
            {
                ["unbook"] = (compensation, _) =>
                {
                    undone.Add("undo " + (GraphTool.HasFailed(compensation) ? "a failure" : compensation.ResultAs<string>()));
                    return ValueTask.CompletedTask;
                },
            },
        };
        var process = await StartAsync(builder => builder.AddAgent(
            "clerk", agent => agent.Client(_model).Tools(new DurableAIFunction(book) { Once = true, Compensation = "unbook" }), options));
        await process.SayAsync(Thread, "one");
        await gate.Reached.Soon();

        _model.Then("second");
        (await (await process.SayAsync(Thread, "two", ChatPresets.Replace)).WaitAsync()).Status.Should().Be(RunStatus.Success);

        undone.Should().Equal(expected);
        Shape((await process.StateAsync(Thread)).Messages).Should().Be("two, second");
    }

    private static RunOptions Preset(string name) => name switch
    {
        nameof(ChatPresets.Queue) => ChatPresets.Queue,
        nameof(ChatPresets.Interrupt) => ChatPresets.Interrupt,
        nameof(ChatPresets.InterruptBetweenTools) => ChatPresets.InterruptBetweenTools,
        _ => ChatPresets.Replace,
    };

    /// <summary>A tool that stops at a gate, where there is one.</summary>
    private static AIFunction Waiting(Gate? gate) => AIFunctionFactory.Create(
        async (string what, CancellationToken token) =>
        {
            await (gate?.PassAsync(token) ?? Task.CompletedTask);
            return "Work " + what;
        },
        "Work",
        "Works.");
}
