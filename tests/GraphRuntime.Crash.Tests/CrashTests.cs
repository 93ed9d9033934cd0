using GraphRuntime.PostgresFixture;
using Xunit.Abstractions;

namespace GraphRuntime.Crash.Tests;

/// <summary>Real processes that are killed and frozen. The short form runs with every build; see docs/reliability.md for the long one.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static CrashPlan Steered => new() { Mix = "steer=5,enqueue=4,interrupt=1,rollback=1,reject=1" };

    private static CrashPlan Preempting => new() { Delayed = 0, Mix = "preempt=3,steer=3,enqueue=4,interrupt=1,rollback=1,reject=1" };

    private static CrashPlan Poisonous => new() { Poison = 4, Mix = "enqueue=1", SubmitMs = 100, FreezePercent = 0 };

    [PosixFact]
    public Task G_01_G_04_G_10_G_12_G_15_G_20_G_22_G_29_Killed_processes_lose_nothing_and_do_nothing_twice_on_Sqlite() =>
        InFolderAsync(folder => CheckAsync(new CrashPlan(), Sqlite(folder), folder));

    [PosixFact]
    public Task G_18_G_20_Where_nobody_rolls_back_every_accepted_run_is_there_and_interrupted_ones_keep_what_they_did() =>
        InFolderAsync(folder => CheckAsync(new CrashPlan { Mix = "enqueue=5,reject=1,interrupt=2" }, Sqlite(folder), folder));

    [PosixFact]
    public Task DT_66_Steered_inputs_are_applied_once_by_killed_processes_on_Sqlite() =>
        InFolderAsync(folder => CheckAsync(Steered, Sqlite(folder), folder));

    [PostgresFact]
    public Task DT_66_Steered_inputs_are_applied_once_by_killed_processes_on_Postgres() => OnPostgresAsync(Steered);

    [PosixFact]
    public Task DT_99_Preempted_runs_go_on_where_processes_are_killed_on_Sqlite() =>
        InFolderAsync(folder => CheckAsync(Preempting, Sqlite(folder), folder));

    [PostgresFact]
    public Task DT_99_Preempted_runs_go_on_where_processes_are_killed_on_Postgres() => OnPostgresAsync(Preempting);

    [PosixFact]
    public Task G_25_Runs_that_kill_their_process_end_and_block_nobody() =>
        InFolderAsync(folder => CheckAsync(Poisonous, Sqlite(folder), folder));

    [PosixFact]
    public Task I1_I12_Two_processes_that_nobody_kills_share_one_Sqlite_file() =>
        InFolderAsync(folder => CheckAsync(new CrashPlan { IsHarmless = true, Cycles = 3 }, Sqlite(folder), folder));

    [PostgresFact]
    public Task G_25_Runs_that_kill_their_process_end_and_block_nobody_on_Postgres() => OnPostgresAsync(Poisonous);

    [PostgresFact]
    public Task G_11_G_12_G_22_G_27_Killed_processes_lose_nothing_and_do_nothing_twice_on_Postgres() => OnPostgresAsync(new CrashPlan());

    [PostgresFact]
    public async Task G_27_Processes_behind_a_bad_network_live_lose_nothing_and_do_nothing_twice()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        var plan = Preempting;
        await using var network = new CrashNetwork(schema, plan);
        await InFolderAsync(async folder =>
        {
            var log = await CheckAsync(plan, Postgres(schema), folder, network);
            output.WriteLine($"{network.Ended} connections were ended by faults");
            log.Of("kill").Should().BeEmpty("no fault of the network ends a process");
        });
    }

    /// <summary>Checks logs that are there already; GRAPHRUNTIME_CRASH_LOGS names their folder.</summary>
    [Fact]
    public void Logs_of_an_earlier_run_hold()
    {
        if (Environment.GetEnvironmentVariable("GRAPHRUNTIME_CRASH_LOGS") is { Length: > 0 } folder)
        {
            LogChecker.Check(CrashLog.Load(folder), new CrashPlan().RecoveryMs).Should().BeEmpty();
        }
    }

    private static string[] Sqlite(string folder) => ["--db", $"Data Source={Path.Combine(folder, "crash.db")}"];

    private static string[] Postgres(PostgresSchema schema) => ["--db", schema.ConnectionString, "--schema", schema.Name];

    private async Task OnPostgresAsync(CrashPlan plan)
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await InFolderAsync(folder => CheckAsync(plan, Postgres(schema), folder));
    }

    private static async Task InFolderAsync(Func<string, Task> test)
    {
        var folder = Directory.CreateTempSubdirectory("graphruntime-crash-").FullName;
        await test(folder);
        Directory.Delete(folder, recursive: true);
    }

    private async Task<CrashLog> CheckAsync(CrashPlan plan, string[] database, string folder, CrashNetwork? network = null)
    {
        output.WriteLine($"seed {plan.Seed}, logs in {folder} if the test fails");
        using (var harness = new CrashHarness(plan, database, folder, network))
        {
            await harness.RunAsync();
        }

        var log = CrashLog.Load(folder);
        output.WriteLine($"{log.Of("kill").Count()} kills, {log.Of("stop").Count()} freezes, {log.Runs.Count} runs, {log.Executions.Count} executions");
        LogChecker.Check(log, plan.RecoveryMs).Should().BeEmpty($"seed {plan.Seed} left its logs in {folder}");
        return log;
    }
}
