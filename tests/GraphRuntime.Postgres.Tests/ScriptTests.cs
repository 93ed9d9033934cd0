using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GraphRuntime.TestSupport;
using GraphRuntime.Threads;

namespace GraphRuntime.Postgres.Tests;

/// <summary>What scripts of the schema have to keep, so that processes of two versions can work on one database.</summary>
public sealed class ScriptTests
{
    private const string List = "tests/GraphRuntime.Postgres.Tests/scripts.txt";

    [Fact]
    public void A_script_is_never_changed_and_a_new_one_is_recorded()
    {
        var scripts = SchemaRoom.All.SelectMany(room => room.Scripts).Select(script => $"{script} {Hash(script)}").ToList();
        if (Environment.GetEnvironmentVariable("GRAPHRUNTIME_WRITE_EXPECTED") == "1")
        {
            var known = File.ReadAllLines(Repository.PathOf(List));
            File.WriteAllLines(Repository.PathOf(List), [.. known, .. scripts.Where(one => !known.Any(line => line.Split(' ')[0] == one.Split(' ')[0]))]);
        }

        scripts.Should().BeEquivalentTo(
            File.ReadAllLines(Repository.PathOf(List)), "databases have run the scripts as they are recorded: add a script instead of changing one, and record it");
    }

    [PostgresFact]
    public async Task Every_function_resolves_names_in_the_system_catalog_only()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var database = new PostgresDatabase(schema.Options());
        await database.MigrateAsync();

        var unpinned = await schema.ExecuteAsync(
            "SELECT string_agg(p.proname, ', ') FROM pg_proc p WHERE p.pronamespace = '{schema}'::regnamespace "
            + "AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (p.proconfig), false)");

        unpinned.Should().Be(DBNull.Value, "every function needs SET search_path = pg_catalog, pg_temp");
    }

    /// <summary>Scripts, columns and functions know these by number: a number never gets another meaning.</summary>
    [Fact]
    public void The_numbers_in_the_scripts_are_those_of_the_enums()
    {
        Numbers<RunStatus>().Should().Be("Pending=0 Running=1 Success=2 Error=3 Timeout=4 Interrupted=5");
        Numbers<RunStatusReason>().Should().Be(
            "None=0 Paused=1 AwaitingAnswer=2 Cancelled=3 Displaced=4 HostStopping=5 Poisoned=6 LeaseLost=7 NodePaused=8 Steered=9 Preempted=10 NotApplied=11");
        Numbers<ThreadStatus>().Should().Be("Idle=0 Busy=1 Interrupted=2 Error=3");
        Numbers<MultitaskStrategy>().Should().Be("Enqueue=0 Reject=1 Interrupt=2 Rollback=3 Steer=4 Preempt=5");
        Numbers<DisplacementKind>().Should().Be("Interrupt=0 Cancel=1 Rollback=2 EndDelay=3 Preempt=4");
        Numbers<RunSignal>().Should().Be("None=0 Displace=1 Cancel=2 Preempt=3");
        Numbers<RunGuards>().Should().Be("None=0 NoInterrupt=1 NoRollback=2");
        Numbers<RunFactKind>().Should().Be(
            "None=0 Admitted=1 Started=2 Released=3 Displaced=4 Ended=5 Asked=6 Answered=7 Discarded=8 RolledBack=9 Deleted=10 Decided=11");
    }

    private static string Numbers<T>() where T : struct, Enum =>
        string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value, CultureInfo.InvariantCulture)}"));

    private static string Hash(string script) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SchemaRoom.Read(script).ReplaceLineEndings("\n"))));
}
