using System.Globalization;
using GraphRuntime.Golden;
using GraphRuntime.Threads;

namespace GraphRuntime.Postgres.Tests;

/// <summary>Processes of the version before work on beside new ones: they call the functions that they know, on the tables as they are now.</summary>
public sealed class RollingUpgradeTests
{
    private const string NoDisplacement = "'{}'::text[], '{}'::smallint[], '{}'::interval[]";

    [PostgresFact]
    public async Task Old_and_new_processes_share_the_runs_of_a_schema_that_the_version_before_has_made()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await schema.ExecuteAsync(await File.ReadAllTextAsync(GoldenFiles.PathOf("0.1", "threads.sql")));
        await AdmitOldAsync(schema, "before the migration");
        await using var storage = new PostgresStorage(schema.Options());
        var store = storage.RunStore;

        (await ClaimNewAsync(store)).Should().Be("before the migration");
        await AdmitOldAsync(schema, "by an old process");
        (await ClaimNewAsync(store)).Should().Be("by an old process");
        await store.AdmitAsync(new AdmissionRequest(Run("by a new process"), _ => new AdmissionDecision { Admitted = true }), default);
        (await ClaimOldAsync(schema)).Should().Be("by a new process");
        await store.AdmitAsync(new AdmissionRequest(Run("delayed") with { Delay = TimeSpan.FromMilliseconds(1) }, _ => new AdmissionDecision { Admitted = true }), default);
        await schema.ExecuteAsync("SELECT pg_sleep(0.01)");
        (await ClaimOldAsync(schema)).Should().Be("delayed");

        (await store.ListRunsAsync(new RunQuery { ThreadId = "rolled over" }, default)).Should().OnlyContain(run => run.Status == RunStatus.Success && run.Attempt == 1).And.HaveCount(4);
    }

    [PostgresFact]
    public async Task An_old_process_gives_a_run_back_that_a_new_one_goes_on_with()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var storage = new PostgresStorage(schema.Options());
        await storage.RunStore.AdmitAsync(new AdmissionRequest(Run("one"), _ => new AdmissionDecision { Admitted = true }), default);
        var epoch = await ClaimOldEpochAsync(schema);

        (await schema.ExecuteAsync($"SELECT held FROM {{schema}}.run_release('rolled over', 'one', {epoch}, NULL, 5::smallint, false, '0'::interval, false)")).Should().Be(true);

        (await ClaimNewAsync(storage.RunStore)).Should().Be("one");
        (await storage.RunStore.GetRunAsync("rolled over", "one", default))!.Attempt.Should().Be(1);
    }

    private static NewRun Run(string runId) => new() { RunId = runId, ThreadId = "rolled over", GraphName = "graph", MaxAttempts = 3, CreateThread = true };

    private static async Task AdmitOldAsync(PostgresSchema schema, string runId) => (await schema.ExecuteAsync(
        "SELECT outcome FROM {schema}.run_change('rolled over', coalesce((SELECT t.version FROM {schema}.run_thread t WHERE t.thread_id = 'rolled over'), 0), "
        + $"gen_random_uuid(), NULL, {NoDisplacement}, '{runId}', 'graph', 0::smallint, NULL, NULL, '0'::interval, 3, ''::bytea, ''::bytea, false, NULL, '0'::interval)"))
        .Should().Be(0);

    private static async Task<string> ClaimOldEpochAsync(PostgresSchema schema) => Convert.ToString(
        await schema.ExecuteAsync("SELECT (c.o_run).epoch FROM {schema}.run_claim('old', '1 minute'::interval, 10, NULL) AS c WHERE (c.o_run).thread_id = 'rolled over'"),
        CultureInfo.InvariantCulture)!;

    /// <summary>Claims and settles the only run as an old process does.</summary>
    private static async Task<string?> ClaimOldAsync(PostgresSchema schema)
    {
        var epoch = await ClaimOldEpochAsync(schema);
        var runId = (string?)await schema.ExecuteAsync("SELECT r.run_id FROM {schema}.run r WHERE r.thread_id = 'rolled over' AND r.status = 1");
        (await schema.ExecuteAsync(
            $"SELECT held FROM {{schema}}.run_settle('rolled over', '{runId}', {epoch}, NULL, 2::smallint, 0::smallint, NULL, ''::bytea, '{{}}'::text[], ''::bytea, 0::smallint, NULL, NULL)"))
            .Should().Be(true);
        return runId;
    }

    /// <summary>Claims and settles the only run.</summary>
    private static async Task<string> ClaimNewAsync(IRunStore store)
    {
        var claimed = (await store.ClaimAsync(new RunClaim("new", TimeSpan.FromMinutes(1), 10) { Graphs = ["graph"] }, default)).Runs.Single();
        (await store.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Success, Rest = ThreadRest.Idle }, default)).Should().BeTrue();
        return claimed.Run.RunId;
    }
}
