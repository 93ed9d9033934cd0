using System.Text;
using GraphRuntime.Threads;

namespace GraphRuntime.Postgres.Tests;

/// <summary>Gives a test class a run store in a schema of its own, and each test a thread of its own.</summary>
public abstract class RunStoreTest(PostgresSchema schema) : IClassFixture<PostgresSchema>, IAsyncDisposable
{
    private readonly Lazy<PostgresStorage> _storage = new(() => new PostgresStorage(Options(schema)));

    protected PostgresSchema Schema { get; } = schema;

    protected IRunStore Store => _storage.Value.RunStore;

    protected string ThreadId { get; } = $"thread {Guid.NewGuid():N}";

    protected static PostgresStorageOptions Options(PostgresSchema schema) => new() { ConnectionString = schema.ConnectionString, Schema = schema.Name };

    protected static AdmissionDecision Enqueue(ThreadSnapshot snapshot) => new() { Admitted = true };

    protected static AdmissionDecision RollBackAll(ThreadSnapshot snapshot) => new()
    {
        Admitted = true,
        Displaced = [.. snapshot.Runs.Select(run => new RunDisplacement(run.RunId, DisplacementKind.Rollback, TimeSpan.Zero))],
    };

    protected NewRun Run(string runId) => new()
    {
        RunId = runId,
        ThreadId = ThreadId,
        GraphName = "graph",
        Input = Encoding.UTF8.GetBytes(runId),
        MaxAttempts = 3,
        CreateThread = true,
    };

    protected ValueTask<AdmissionResult> AdmitAsync(string runId, Func<ThreadSnapshot, AdmissionDecision>? decide = null, IRunStore? store = null) =>
        (store ?? Store).AdmitAsync(new AdmissionRequest(Run(runId), decide ?? Enqueue), default);

    /// <summary>Claims the run of this test; those of others are left to them.</summary>
    protected async Task<ClaimedRun> ClaimAsync(IRunStore? store = null)
    {
        var claimed = await (store ?? Store).ClaimAsync(new RunClaim("owner", TimeSpan.FromMinutes(1), 100), default);
        return claimed.Runs.Single(run => run.Lease.ThreadId == ThreadId);
    }

    protected async Task<IReadOnlyList<StoredRun>> ListAsync() => await Store.ListRunsAsync(new RunQuery { ThreadId = ThreadId, Limit = 10_000 }, default);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_storage.IsValueCreated)
        {
            await _storage.Value.DisposeAsync();
        }
    }
}
