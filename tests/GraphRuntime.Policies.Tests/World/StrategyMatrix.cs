using GraphRuntime.Testing;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <summary>One cell of a table of the documentation: messages on a thread of its own, and in words what became of each.</summary>
internal sealed class StrategyMatrix(Talk talk, string thread)
{
    /// <summary>A run then does nothing while a commit is held up.</summary>
    private static readonly RunConfig s_sync = new() { Durability = DurabilityMode.Sync };

    private readonly List<(string Text, MultitaskStrategy? Strategy, RunHandle? Run)> _said = [];
    private readonly Dictionary<string, Gate> _gates = [];

    /// <summary>A run is at work when a first message comes, and a second one when that has had its effect.</summary>
    public async Task<string> AfterAsync(MultitaskStrategy first, MultitaskStrategy second)
    {
        var coordinator = await talk.StartAsync();
        await SayAsync(coordinator, "work", null, Hold("work"));
        var gate = Hold("one");
        var run = await SayAsync(coordinator, "one", first);
        if (Stops(run))
        {
            await gate.Reached.Soon();
        }

        return await FinishAsync(coordinator, second);
    }

    /// <summary>A second message comes in a phase of the first run.</summary>
    public Task<string> InPhaseAsync(string phase, MultitaskStrategy second) => phase switch
    {
        "queued" => QueuedAsync(second),
        "in a guarded region" => GuardedAsync(second),
        "waits for an answer" => PausedAsync(second),
        "about to end" => EndingAsync(second),
        "being stopped" => StoppedAsync(second),
        _ => RunningAsync(second),
    };

    private async Task<string> QueuedAsync(MultitaskStrategy second)
    {
        var coordinator = talk.Create();
        await SayAsync(coordinator, "one", null);
        await SayAsync(coordinator, "two", second);
        await coordinator.StartAsync();
        return await DescribeAsync(coordinator);
    }

    private async Task<string> RunningAsync(MultitaskStrategy second)
    {
        var coordinator = await talk.StartAsync();
        await SayAsync(coordinator, "one", null, Hold("one"));
        return await FinishAsync(coordinator, second);
    }

    private async Task<string> GuardedAsync(MultitaskStrategy second)
    {
        var coordinator = await talk.StartAsync();
        var gate = _gates["one"] = new Gate();
        talk.On("answer", "one", async context =>
        {
            await using var region = await context.NoInterruptRegionAsync();
            await gate.PassAsync(context.CancellationToken);
        });
        await SayAsync(coordinator, "one", null, gate);
        return await FinishAsync(coordinator, second);
    }

    private async Task<string> PausedAsync(MultitaskStrategy second)
    {
        var coordinator = await talk.StartAsync();
        talk.On("answer", "one", static context =>
        {
            context.Interrupt<string>("sure?");
            return Task.CompletedTask;
        });
        await (await SayAsync(coordinator, "one", null))!.JoinAsync().Soon();
        return await FinishAsync(coordinator, second);
    }

    /// <summary>The last superstep of the first run is committed, and nothing has followed yet.</summary>
    private async Task<string> EndingAsync(MultitaskStrategy second)
    {
        var coordinator = await talk.StartAsync();
        var (gate, asked) = (new Gate(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var isLast = false;
        talk.On("answer", "one", _ =>
        {
            isLast = true;
            return Task.CompletedTask;
        });
        talk.Checkpointer.Committed = async cancellationToken =>
        {
            if (isLast)
            {
                isLast = false;
                await using var registration = cancellationToken.Register(() => asked.TrySetResult());
                await gate.PassAsync(CancellationToken.None);
            }
        };
        await SayAsync(coordinator, "one", null, gate);
        if (Stops(await SayAsync(coordinator, "two", second)))
        {
            await asked.Task.Soon();
        }

        gate.Open();
        var cell = await DescribeAsync(coordinator);
        talk.Checkpointer.Committed = null;
        return cell;
    }

    /// <summary>The first run was asked to stop, because of a run between the two, and has not yet.</summary>
    private async Task<string> StoppedAsync(MultitaskStrategy second)
    {
        var coordinator = await talk.StartAsync();
        var (gate, asked) = (new Gate(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        talk.On("answer", "one", async context =>
        {
            await using var registration = context.CancellationToken.Register(() => asked.TrySetResult());
            await gate.PassAsync(CancellationToken.None);
            context.CancellationToken.ThrowIfCancellationRequested();
        });
        await SayAsync(coordinator, "one", null, gate);
        await SayAsync(coordinator, "next", MultitaskStrategy.Interrupt);
        await asked.Task.Soon();
        await SayAsync(coordinator, "two", second);
        gate.Open();
        return await DescribeAsync(coordinator);
    }

    /// <summary>The second message comes; a run that it stops has stopped before anything else goes on.</summary>
    private async Task<string> FinishAsync(ThreadRunCoordinator coordinator, MultitaskStrategy second)
    {
        var run = await SayAsync(coordinator, "two", second);
        if (Stops(run))
        {
            await run!.JoinAsync().Soon();
        }

        foreach (var gate in _gates.Values)
        {
            gate.Open();
        }

        return await DescribeAsync(coordinator);
    }

    /// <summary>Has the last node stand before a gate while it handles a text.</summary>
    private Gate Hold(string text)
    {
        var gate = _gates[text] = new Gate();
        talk.On("answer", text, gate);
        return gate;
    }

    private async Task<RunHandle?> SayAsync(ThreadRunCoordinator coordinator, string text, MultitaskStrategy? strategy, Gate? until = null)
    {
        RunHandle? run = null;
        try
        {
            run = await coordinator.CreateRunAsync(thread, "talk", Talk.Say(text), new RunOptions { MultitaskStrategy = strategy, Config = s_sync });
        }
        catch (RunConflictException)
        {
            // It is a result: the run stays null.
        }

        _said.Add((text, strategy, run));
        await (until?.Reached.Soon() ?? Task.CompletedTask);
        return run;
    }

    private static bool Stops(RunHandle? run) => run?.Admission!.Applied is MultitaskStrategy.Interrupt or MultitaskStrategy.Rollback or MultitaskStrategy.Preempt;

    /// <summary>What was answered, in order, and what became of every message for which there is more to say.</summary>
    private async Task<string> DescribeAsync(ThreadRunCoordinator coordinator)
    {
        var notes = new List<string>();
        var ends = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (text, _, run) in _said)
        {
            ends[text] = run is null ? "refused" : await EndOfAsync(run);
        }

        var messages = await talk.MessagesAsync(thread);
        foreach (var (text, strategy, run) in _said)
        {
            notes.AddRange(ends[text].Length > 0 ? [$"{text} {ends[text]}"] : Array.Empty<string>());
            notes.AddRange(run is not null && strategy is not null && run.Admission!.Applied != strategy ? [$"{text} as {run.Admission.Applied}"] : Array.Empty<string>());
            var isKept = messages.Contains(text);
            notes.AddRange(isKept == (ends[text] is "gone" or "refused") ? [$"the input of {text} {(isKept ? "kept" : "lost")}"] : Array.Empty<string>());
        }

        await talk.PassUntilAsync(coordinator.StopAsync());
        var answered = string.Join(", ", messages.Where(static one => one.StartsWith("answer(", StringComparison.Ordinal)).Select(static one => $"`{one[7..^1]}`"));
        return string.Join("; ", notes.Prepend(answered.Length == 0 ? "no answer" : answered));
    }

    private async Task<string> EndOfAsync(RunHandle run)
    {
        try
        {
            var end = await run.JoinAsync().Soon();
            return end switch
            {
                { Status: RunStatus.Success, Reason: RunStatusReason.None } => "",
                { Reason: RunStatusReason.Steered } => $"taken by {_said.First(one => one.Run?.RunId == end.SteersRunId).Text}",
                { Reason: RunStatusReason.Displaced } => "stopped",
                { Reason: RunStatusReason.AwaitingAnswer } => "asked",
                _ => $"{end.Status} ({end.Reason})",
            };
        }
        catch (RunNotFoundException)
        {
            return "gone";
        }
    }
}
