using GraphRuntime.WorkerHost;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Postgres.Tests;

/// <summary>Worker processes on a schema of their own, and a coordinator here that creates runs and executes none.</summary>
internal sealed class WorkerFleet : IAsyncDisposable
{
    private readonly PostgresSchema _schema;
    private readonly TimeSpan _lease;
    private readonly OperationLog _log;
    private readonly ServiceProvider _services;
    private readonly List<WorkerProcess> _workers = [];

    private WorkerFleet(PostgresSchema schema, TimeSpan lease)
    {
        _schema = schema;
        _lease = lease;
        _log = new OperationLog(schema.ConnectionString, schema.Name, "creator");
        var services = new ServiceCollection();
        services.AddGraphRuntime()
            .AddPostgres(schema.Options())
            .AddWork(_log);
        _services = services.BuildServiceProvider();
    }

    public ThreadRunCoordinator Coordinator => _services.GetRequiredService<ThreadRunCoordinator>();

    /// <summary>Starts processes whose leases are so long that a busy machine takes none of them away, unless the test needs them to end.</summary>
    public static async Task<WorkerFleet> StartAsync(int processes, TimeSpan? lease = null)
    {
        var fleet = new WorkerFleet(await PostgresSchema.CreateAsync(), lease ?? TimeSpan.FromMinutes(10));
        await fleet._services.GetRequiredService<PostgresStorage>().Database.MigrateAsync();
        await fleet._log.CreateAsync();
        fleet._workers.AddRange(await Task.WhenAll(Enumerable.Range(0, processes).Select(i => WorkerProcess.StartAsync(fleet._schema, $"worker-{i}", fleet._lease))));
        return fleet;
    }

    public async Task AddAsync() => _workers.Add(await WorkerProcess.StartAsync(_schema, $"worker-{_workers.Count}", _lease));

    public Task KillAsync(int worker) => _workers[worker].KillAsync();

    public Task StopAsync(int worker) => _workers[worker].StopAsync();

    public ValueTask<RunHandle> CreateAsync(string threadId, string text, MultitaskStrategy strategy = MultitaskStrategy.Enqueue) => Coordinator.CreateRunAsync(
        threadId,
        WorkGraph.Name,
        new WorkState.Update { Messages = [text] },
        new RunOptions { MultitaskStrategy = strategy, StreamModes = StreamModes.Custom });

    /// <summary>Many creators at once, several of them on each thread.</summary>
    public async Task<IReadOnlyList<RunHandle>> CreateAsync(int threads, int runsOfEach) =>
        await Task.WhenAll(Enumerable.Range(0, threads * runsOfEach).Select(i => CreateAsync($"thread {i % threads}", $"{i}").AsTask()));

    /// <summary>Runs that wait until every process has begun one of them: there is one more than all processes but one can take.</summary>
    public async Task<IReadOnlyList<RunHandle>> MeetAsync()
    {
        await using var gate = await _log.CloseGateAsync();
        var count = (WorkerSettings.MaxConcurrentRuns * (_workers.Count - 1)) + 1;
        var runs = await Task.WhenAll(Enumerable.Range(0, count).Select(i => CreateAsync($"meeting {i}", $"meet {i}").AsTask()));
        await UntilAsync(operations => operations.Select(one => one.Process).Distinct().Count() == _workers.Count);
        return runs;
    }

    public static Task<RunInfo> EndAsync(RunHandle run) => run.JoinAsync().Soon();

    public Task<IReadOnlyList<Operation>> OperationsAsync() => _log.ReadAsync();

    public async Task UntilAsync(Func<IReadOnlyList<Operation>, bool> holds)
    {
        using var hang = new CancellationTokenSource(Patience.Hang);
        while (!holds(await _log.ReadAsync()))
        {
            hang.Token.ThrowIfCancellationRequested();
        }
    }

    public async Task<IReadOnlyList<string>> MessagesAsync(string threadId) =>
        (await _services.GetRequiredKeyedService<CompiledGraph<WorkState>>(WorkGraph.Name).GetStateAsync(threadId)).State.Messages;

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await _services.DisposeAsync();
        await _log.DisposeAsync();
        await _schema.DisposeAsync();
    }
}
