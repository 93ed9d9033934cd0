using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Runs;
using GraphRuntime.Testing;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Sqlite.Tests;

/// <summary>The disk fills up while a coordinator works, and is given room again.</summary>
public sealed class FullDatabaseTests : IAsyncLifetime
{
    private const int FewPages = 12;
    private const int Enough = 1_000_000;

    private static readonly string Big = new('x', 200_000);
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    private readonly TestDatabase _place = TestDatabase.File();
    private readonly StoreFaults _faults = new();
    private readonly SqliteDatabase _database;
    private readonly ServiceProvider _services;
    private readonly ThreadRunCoordinator _coordinator;

    public FullDatabaseTests()
    {
        _database = _place.OpenDatabase();
        var services = new ServiceCollection();
        services.AddGraphRuntime(static options =>
            {
                options.LeaseDuration = TimeSpan.FromSeconds(1);
                options.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
                options.RetryBackoff = TimeSpan.FromMilliseconds(20);
            })
            .AddGraph<GreetingState>("echo", static graph => graph
                .AddNode("first", static _ => new GreetingState.Update { Messages = ["first"] })
                .AddNode("second", static state => new GreetingState.Update { Messages = [state.Messages[^2].Replace("big", Big, StringComparison.Ordinal)] })
                .AddEdge(Graph.Start, "first")
                .AddEdge("first", "second"));
        services.AddSingleton<ICheckpointer>(new SqliteCheckpointer(_database));
        services.AddSingleton(_ => _faults.Wrap(new SqliteRunStore(_database, TimeProvider.System, TimeSpan.FromMilliseconds(50))));
        _services = services.BuildServiceProvider();
        _coordinator = _services.GetRequiredService<ThreadRunCoordinator>();
    }

    public Task InitializeAsync() => _coordinator.StartAsync();

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        _place.Dispose();
    }

    [Theory]
    [InlineData(StreamModes.Updates)]
    [InlineData(StreamModes.None)]
    public async Task A_run_whose_result_does_not_fit_ends_by_name_and_goes_on_from_its_last_step_when_there_is_room(StreamModes modes)
    {
        await JoinAsync(await SayAsync("small", "before"));
        await LimitAsync(FewPages);

        var full = await JoinAsync(await SayAsync("big", "full", modes));

        full.Status.Should().Be(RunStatus.Error);
        full.Error.Should().Contain("full").And.NotContain("xxx");
        (await MessagesAsync()).Should().Equal("small", "first", "small", "big", "first");
        await LimitAsync(Enough);
        var resumed = await _coordinator.CreateRunAsync("thread", "echo", GraphInput.Resume);
        (await JoinAsync(resumed)).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("small", "first", "small", "big", "first", Big);
    }

    [Fact]
    public async Task A_submission_that_does_not_fit_is_refused_by_name_and_leaves_nothing()
    {
        await JoinAsync(await SayAsync("small", "before"));
        await LimitAsync(FewPages);

        var submit = () => SayAsync(Big, "refused");

        (await submit.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Full);
        (await _coordinator.ListRunsAsync("thread")).Should().ContainSingle(run => run.RunId == "before");
        (await JoinAsync(await SayAsync("small", "after"))).Status.Should().Be(RunStatus.Success, "the thread goes on with what fits");
    }

    [Fact]
    public async Task The_end_of_a_run_needs_no_room_for_its_large_output()
    {
        await JoinAsync(await SayAsync("big", "before"));
        await LimitAsync(FewPages);

        var ended = await JoinAsync(await SayAsync("small", "full"));

        ended.Status.Should().Be(RunStatus.Success);
        ended.Output.Length.Should().BeGreaterThan(Big.Length, "it is the state of the last checkpoint");
        (await MessagesAsync()).Should().Equal("big", "first", Big, "small", "first", "small");
        (await _coordinator.GetThreadAsync("thread"))!.Status.Should().Be(ThreadStatus.Idle);
    }

    [Fact]
    public async Task A_run_whose_end_cannot_be_stored_at_all_is_taken_up_again_when_there_is_room_and_executes_no_node_twice()
    {
        await JoinAsync(await SayAsync("small", "before"));
        var again = new Testing.Gate();
        _faults.Add(StoreFault.BeforeWrite() with { Where = IsEnd, Times = 2, Error = static _ => new StorageException(StorageProblem.Full, "There is no room.") });
        _faults.Add(StoreFault.Hold(again) with { Where = IsEnd, First = 3 });

        var run = await SayAsync("small", "waits");
        await again.Reached.WaitAsync(Hang);
        again.Open();

        var ended = await JoinAsync(run);
        (ended.Status, ended.Attempt).Should().Be((RunStatus.Success, 2));
        (await MessagesAsync()).Should().Equal("small", "first", "small", "small", "first", "small");

        static bool IsEnd(StoreCall call) => call.Method == nameof(IRunStore.SettleAsync);
    }

    private Task<RunHandle> SayAsync(string text, string runId, StreamModes modes = StreamModes.Updates) =>
        _coordinator.CreateRunAsync("thread", "echo", new GreetingState.Update { Messages = [text] }, new RunOptions { RunId = runId, StreamModes = modes }).AsTask();

    private static Task<RunInfo> JoinAsync(RunHandle run) => run.JoinAsync().AsTask().WaitAsync(Hang);

    private async Task<IEnumerable<string>> MessagesAsync() =>
        ((StateSnapshot<GreetingState>)await _coordinator.GetStateAsync("thread", "echo")).State.Messages;

    /// <summary>The file may grow by so many pages from now on.</summary>
    private async Task LimitAsync(int pages) => await _database.Writer.RunAsync(new TestWork(session =>
        session.Scalar($"PRAGMA max_page_count={session.Scalar("PRAGMA page_count") + pages}")));
}
