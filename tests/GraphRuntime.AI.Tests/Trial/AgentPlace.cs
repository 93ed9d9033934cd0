using GraphRuntime.Checkpointing;
using GraphRuntime.Postgres;
using GraphRuntime.PostgresFixture;
using GraphRuntime.Sqlite;
using GraphRuntime.Stores;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.AI.Tests.Trial;

/// <summary>A store that outlives the processes of a test.</summary>
public abstract class AgentPlace : IAsyncDisposable
{
    public abstract ValueTask<Action<GraphRuntimeBuilder>> OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

public sealed class MemoryAgentPlace : AgentPlace
{
    public override ValueTask<Action<GraphRuntimeBuilder>> OpenAsync()
    {
        var checkpointer = new InMemoryCheckpointer();
        var runs = new InMemoryRunStore(checkpointer, TimeProvider.System);
        var store = new InMemoryStore(checkpointer, TimeProvider.System);
        return new(builder => builder.Services.AddSingleton<ICheckpointer>(checkpointer).AddSingleton<IRunStore>(runs).AddSingleton<IStore>(store));
    }
}

public sealed class SqliteAgentPlace : AgentPlace
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;

    public override ValueTask<Action<GraphRuntimeBuilder>> OpenAsync() => new(builder => builder.AddSqlite($"Data Source={Path.Combine(_folder, "threads.db")}"));

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return base.DisposeAsync();
    }
}

public sealed class PostgresAgentPlace : AgentPlace
{
    private PostgresSchema? _schema;

    public override async ValueTask<Action<GraphRuntimeBuilder>> OpenAsync()
    {
        _schema = await PostgresSchema.CreateAsync();
        return builder => builder.AddPostgres(new PostgresStorageOptions { ConnectionString = _schema.ConnectionString, Schema = _schema.Name });
    }

    public override async ValueTask DisposeAsync()
    {
        if (_schema is not null)
        {
            await _schema.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
