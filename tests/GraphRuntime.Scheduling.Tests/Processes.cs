using GraphRuntime.PostgresFixture;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;

namespace GraphRuntime.Scheduling.Tests;

[GraphState]
public sealed partial record EchoState
{
    public string Text { get; init; } = "";

    [Append]
    public ImmutableArray<string> Said { get; init; } = [];
}

/// <summary>Several processes of one application on one storage, with a clock that the test moves.</summary>
internal sealed class Processes : IAsyncDisposable
{
    public const string Memory = "memory";
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    private readonly List<ServiceProvider> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;
    private PostgresSchema? _schema;

    public FakeTimeProvider Time { get; } = new(ScheduleTicksTests.At("2026-01-01T00:00:30Z"));

    public ThreadRunCoordinator Coordinator => _processes[0].GetRequiredService<ThreadRunCoordinator>();

    public GraphSchedules Schedules => _processes[0].GetRequiredService<GraphSchedules>();

    public IServiceProvider this[int process] => _processes[process];

    public static async Task<Processes> StartAsync(string storage, int count = 1, Action<GraphRuntimeBuilder>? configure = null)
    {
        var made = new Processes();
        if (storage == Postgres)
        {
            made._schema = await PostgresSchema.CreateAsync();
        }

        for (var i = 0; i < (storage == Memory ? 1 : count); i++)
        {
            made._processes.Add(made.Build(storage, configure));
        }

        return made;
    }

    /// <summary>All processes look at the schedules at the same moment.</summary>
    public async Task PassAsync(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await Task.WhenAll(_processes.Select(static process => process.GetRequiredService<SchedulePass>().RunAsync(CancellationToken.None).AsTask()));
        }
    }

    /// <summary>The ticks of the runs of a thread, in order.</summary>
    public async Task<string[]> TicksAsync(string threadId)
    {
        var runs = await Coordinator.ListRunsAsync(threadId, new RunListOptions { Limit = 1000, NewestFirst = false });
        return [.. runs.Select(static run => DateTimeOffset.Parse((string)run.Metadata["scheduled_for"]!, System.Globalization.CultureInfo.InvariantCulture).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>The ticks of the runs of a thread; none where there is no thread.</summary>
    public async Task<string[]> TryTicksAsync(string threadId)
    {
        try
        {
            return await TicksAsync(threadId);
        }
        catch (ThreadNotFoundException)
        {
            return [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        if (_schema is not null)
        {
            await _schema.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProvider Build(string storage, Action<GraphRuntimeBuilder>? configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        var runtime = services.AddGraphRuntime(static options => options.MaxQueuedPerThread = 10_000).AddScheduling().AddGraph<EchoState>("echo", static graph => graph
            .AddNode("say", static state => new EchoState.Update { Said = [state.Text] })
            .AddEdge(Graph.Start, "say"));
        _ = storage switch
        {
            Sqlite => runtime.AddSqlite($"Data Source={Path.Combine(_folder, "threads.db")}"),
            Postgres => runtime.AddPostgres($"{_schema!.ConnectionString};Search Path={_schema.Name}"),
            _ => runtime,
        };
        configure?.Invoke(runtime);
        return services.BuildServiceProvider();
    }
}
