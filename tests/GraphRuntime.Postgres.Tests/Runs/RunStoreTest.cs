using System.Text;
using GraphRuntime.Threads;

namespace GraphRuntime.Postgres.Tests;

/// <summary>A test of the run store.</summary>
public abstract class RunStoreTest(PostgresSchema schema) : PostgresTest(schema)
{
    protected IRunStore Store => Storage.RunStore;

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
}
