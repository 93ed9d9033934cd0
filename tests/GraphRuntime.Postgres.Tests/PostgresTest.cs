namespace GraphRuntime.Postgres.Tests;

/// <summary>Gives a test class a checkpointer in a schema of its own, and each test threads of its own.</summary>
public abstract class PostgresTest(PostgresSchema schema) : IClassFixture<PostgresSchema>, IAsyncDisposable
{
    private readonly Lazy<PostgresCheckpointer> _store = new(() => new PostgresCheckpointer(Options(schema)));

    protected PostgresSchema Schema { get; } = schema;

    protected PostgresCheckpointer Store => _store.Value;

    protected string ThreadId { get; } = $"thread {Guid.NewGuid():N}";

    protected static PostgresStorageOptions Options(PostgresSchema schema) => new() { ConnectionString = schema.ConnectionString, Schema = schema.Name };

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store.IsValueCreated)
        {
            await _store.Value.DisposeAsync();
        }
    }
}
