using GraphRuntime.Testing;

namespace GraphRuntime.Policies.Tests;

/// <summary>What policies promise, on every store.</summary>
public abstract partial class TalkTests : IAsyncLifetime
{
    private const string Thread = "thread";

    private readonly StorePlace _place;
    private Talk _talk = null!;

    private protected TalkTests(StorePlace place) => _place = place;

    private VirtualTimeProvider Time => _talk.Time;

    public async Task InitializeAsync() => _talk = new Talk(await _place.OpenAsync(new VirtualTimeProvider()));

    public async Task DisposeAsync()
    {
        await _talk.CloseAsync();
        await _place.DisposeAsync();
    }

    private static ValueTask<RunHandle> SayAsync(ThreadRunCoordinator coordinator, string text, RunOptions? options = null, string thread = Thread, string graph = "talk") =>
        coordinator.CreateRunAsync(thread, graph, Talk.Say(text), options);

    private static ValueTask<RunHandle> SayAsync(ThreadRunCoordinator coordinator, string text, RunPolicy policy, RunHints? hints = null, string thread = Thread) =>
        SayAsync(coordinator, text, new RunOptions { Policy = policy, Hints = hints }, thread);

    /// <summary>A run that stands before a gate in one of its nodes.</summary>
    private async Task<(RunHandle Run, Gate Gate)> BusyAsync(ThreadRunCoordinator coordinator, string text = "one", string node = "answer", string thread = Thread, string graph = "talk")
    {
        var gate = new Gate();
        _talk.On(node, text, gate);
        var run = await SayAsync(coordinator, text, thread: thread, graph: graph);
        await gate.Reached.Soon();
        return (run, gate);
    }

    private static readonly RunOptions Interrupt = new() { MultitaskStrategy = MultitaskStrategy.Interrupt };
    private static readonly RunOptions Rollback = new() { MultitaskStrategy = MultitaskStrategy.Rollback };

    private static async Task<RunStatus> EndAsync(RunHandle run) => (await run.JoinAsync().Soon()).Status;

    private static async Task<bool> IsGoneAsync(RunHandle run)
    {
        try
        {
            await run.GetAsync();
            return false;
        }
        catch (RunNotFoundException)
        {
            return true;
        }
    }

    private Task<IReadOnlyList<string>> MessagesAsync(string thread = Thread) => _talk.MessagesAsync(thread);
}
