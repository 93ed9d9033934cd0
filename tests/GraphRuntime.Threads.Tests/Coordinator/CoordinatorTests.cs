using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

/// <summary>What a coordinator promises, on every store.</summary>
public abstract partial class CoordinatorTests : IAsyncLifetime
{
    private const string Thread = "thread";
    private static readonly RunOptions Reject = new() { MultitaskStrategy = MultitaskStrategy.Reject };
    private static readonly RunOptions Enqueue = new() { MultitaskStrategy = MultitaskStrategy.Enqueue };
    private static readonly RunOptions Interrupt = new() { MultitaskStrategy = MultitaskStrategy.Interrupt };
    private static readonly RunOptions Steer = new() { MultitaskStrategy = MultitaskStrategy.Steer };
    private static readonly RunOptions Preempt = new() { MultitaskStrategy = MultitaskStrategy.Preempt };
    private static readonly RunOptions Rollback = new() { MultitaskStrategy = MultitaskStrategy.Rollback };

    private readonly StorePlace _place;
    private readonly bool _logThrows;
    private TestWorld _world = null!;

    private protected CoordinatorTests(StorePlace place, bool logThrows = false)
    {
        _place = place;
        _logThrows = logThrows;
    }

    private VirtualTimeProvider Time => _world.Time;

    private ChatGraph Chat => _world.Chat;

    public async Task InitializeAsync()
    {
        _world = new TestWorld(await _place.OpenAsync(new VirtualTimeProvider()));
        _world.Logged.Throws = _logThrows;
    }

    public async Task DisposeAsync()
    {
        await _world.CloseAsync();
        await _place.DisposeAsync();
    }

    private static ValueTask<RunHandle> SayAsync(ThreadRunCoordinator coordinator, string text, RunOptions? options = null, string thread = Thread) =>
        coordinator.CreateRunAsync(thread, "chat", ChatGraph.Say(text), options);

    /// <summary>A run that stands before a gate in one of its nodes.</summary>
    private async Task<(RunHandle Run, Gate Gate)> BusyAsync(ThreadRunCoordinator coordinator, string text = "one", string node = "answer", string thread = Thread)
    {
        var gate = new Gate();
        Chat.On(node, text, gate.PassAsync);
        var run = await SayAsync(coordinator, text, thread: thread);
        await gate.Entered.Soon();
        return (run, gate);
    }

    private Task<IReadOnlyList<string>> MessagesAsync(string thread = Thread) => Chat.MessagesAsync(thread);

    private static async Task<RunStatus> EndAsync(RunHandle run) => (await run.JoinAsync().Soon()).Status;

    private static async Task GoneAsync(ThreadRunCoordinator coordinator, RunHandle run)
    {
        (await run.Invoking(gone => gone.GetAsync().AsTask()).Should().ThrowAsync<RunNotFoundException>()).Which.RunId.Should().Be(run.RunId);
        await run.Invoking(gone => gone.JoinAsync().AsTask()).Should().ThrowAsync<RunNotFoundException>();
        await run.Invoking(gone => gone.CancelAsync().AsTask()).Should().ThrowAsync<RunNotFoundException>();
        await run.Invoking(gone => gone.DeleteAsync().AsTask()).Should().ThrowAsync<RunNotFoundException>();
        await run.Invoking(gone => gone.StreamAsync().ToListAsync().AsTask()).Should().ThrowAsync<RunNotFoundException>();
        (await coordinator.ListRunsAsync(run.ThreadId)).Should().NotContain(other => other.RunId == run.RunId);
    }
}
