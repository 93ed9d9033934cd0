using GraphRuntime.Postgres;
using GraphRuntime.PostgresFixture;
using GraphRuntime.Sqlite;

namespace GraphRuntime.Conformance.Stores;

/// <summary>An empty store for the cases, removed when it is disposed.</summary>
internal sealed class CaseStore : IAsyncDisposable
{
    private readonly Func<ValueTask> _remove;

    private CaseStore(ICheckpointer checkpointer, Func<ValueTask> remove)
    {
        Checkpointer = checkpointer;
        _remove = remove;
    }

    public ICheckpointer Checkpointer { get; }

    /// <summary>Opens a store: <c>memory</c>, <c>sqlite</c> (a file in the temporary folder) or <c>postgres</c> (a schema of its own).</summary>
    public static async Task<CaseStore> OpenAsync(string name) => name switch
    {
        "sqlite" => OpenSqlite(),
        "postgres" => await OpenPostgresAsync(),
        _ => new CaseStore(new InMemoryCheckpointer(), static () => ValueTask.CompletedTask),
    };

    public async ValueTask DisposeAsync()
    {
        if (Checkpointer is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

        await _remove();
    }

    private static CaseStore OpenSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("graphruntime-conformance-");
        var checkpointer = SqliteCheckpointer.Open($"Data Source={Path.Combine(folder.FullName, "cases.db")}");
        return new CaseStore(checkpointer, () =>
        {
            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        });
    }

    private static async Task<CaseStore> OpenPostgresAsync()
    {
        if (PostgresAvailability.SkipReason is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        var schema = await PostgresSchema.CreateAsync();
        var checkpointer = new PostgresCheckpointer(schema.Options());
        return new CaseStore(checkpointer, async () => await schema.DisposeAsync());
    }
}
