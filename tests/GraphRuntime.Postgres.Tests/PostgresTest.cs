namespace GraphRuntime.Postgres.Tests;

/// <summary>Gives a test class a schema of its own, and each test threads of its own.</summary>
public abstract class PostgresTest(PostgresSchema schema) : IClassFixture<PostgresSchema>, IAsyncDisposable
{
    private readonly Lazy<PostgresStorage> _storage = new(() => new PostgresStorage(schema.Options()));

    protected PostgresSchema Schema { get; } = schema;

    protected PostgresStorage Storage => _storage.Value;

    protected string ThreadId { get; } = Unique.Name("thread");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_storage.IsValueCreated)
        {
            await _storage.Value.DisposeAsync();
        }
    }
}
