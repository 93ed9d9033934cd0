using GraphRuntime.Checkpointing;
using GraphRuntime.Postgres;
using GraphRuntime.PostgresFixture;
using GraphRuntime.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Reliability.Tests;

/// <summary>A place to keep data, and processes over it as an application would set them up: everything through the public API.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-reliability-").FullName;
    private readonly List<ServiceProvider> _processes = [];
    private readonly Dictionary<ThreadRunCoordinator, ServiceProvider> _coordinators = [];
    private readonly PostgresSchema? _schema;
    private ServiceProvider? _memory;

    private Bench(string store, PostgresSchema? schema) => (Store, _schema) = (store, schema);

    public string Store { get; }

    /// <summary>Reaches the database of SQLite.</summary>
    public string SqliteConnection => $"Data Source={Path.Combine(_folder, "threads.db")}";

    public PostgresSchema Schema => _schema!;

    /// <summary>Changes how PostgreSQL is reached.</summary>
    public Func<PostgresStorageOptions, PostgresStorageOptions> Postgres { get; set; } = static options => options;

    public static async Task<Bench> CreateAsync(string store) => new(store, store == "postgres" ? await PostgresSchema.CreateAsync() : null);

    /// <summary>A process that has started to work.</summary>
    public async Task<ThreadRunCoordinator> StartAsync(Action<GraphRuntimeBuilder> graphs, Action<CoordinatorOptions>? configure = null)
    {
        var coordinator = Create(graphs, configure);
        await coordinator.StartAsync();
        return coordinator;
    }

    public ThreadRunCoordinator Create(Action<GraphRuntimeBuilder> graphs, Action<CoordinatorOptions>? configure = null)
    {
        var process = Services(graphs, configure);
        var coordinator = process.GetRequiredService<ThreadRunCoordinator>();
        _coordinators.Add(coordinator, process);
        return coordinator;
    }

    /// <summary>The process of a coordinator that has stopped ends, with its connections.</summary>
    public async Task EndAsync(ThreadRunCoordinator coordinator)
    {
        if (_coordinators.Remove(coordinator, out var process))
        {
            _processes.Remove(process);
            await process.DisposeAsync();
        }
    }

    public ServiceProvider Services(Action<GraphRuntimeBuilder> graphs, Action<CoordinatorOptions>? configure = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddGraphRuntime(options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(100);
            options.ReapInterval = TimeSpan.FromMilliseconds(200);
            options.RetryBackoff = TimeSpan.FromMilliseconds(20);
            options.MaxAttempts = 1000;
            configure?.Invoke(options);
        });
        graphs(builder);
        AddStore(builder);
        var provider = services.BuildServiceProvider();
        _processes.Add(provider);
        return provider;
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

    private void AddStore(GraphRuntimeBuilder builder)
    {
        switch (Store)
        {
            case "sqlite":
                builder.AddSqlite(new SqliteStorageOptions { ConnectionString = SqliteConnection, BusyTimeout = TimeSpan.FromMilliseconds(100) });
                break;
            case "postgres":
                builder.AddPostgres(Postgres(Schema.Options()));
                break;
            default:
                ShareMemory(builder.Services);
                break;
        }
    }

    /// <summary>What is kept in memory outlives a coordinator that is replaced by another one.</summary>
    private void ShareMemory(IServiceCollection services)
    {
        _memory ??= new ServiceCollection().AddGraphRuntime().Services.BuildServiceProvider();
        services.AddSingleton(_memory.GetRequiredService<ICheckpointer>());
        services.AddSingleton(_memory.GetRequiredService<Threads.IRunStore>());
    }
}
