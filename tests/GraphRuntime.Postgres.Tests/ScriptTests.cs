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

    /// <summary>The functions of the schema know these by number.</summary>
    [Fact]
    public void The_numbers_in_the_scripts_are_those_of_the_enums()
    {
        ((int)RunStatus.Pending, (int)RunStatus.Running, (int)RunStatus.Error, (int)RunStatus.Interrupted).Should().Be((0, 1, 3, 5));
        ((int)RunStatusReason.None, (int)RunStatusReason.Cancelled, (int)RunStatusReason.Displaced, (int)RunStatusReason.Poisoned, (int)RunStatusReason.LeaseLost)
            .Should().Be((0, 3, 4, 6, 7));
        ((int)DisplacementKind.Interrupt, (int)DisplacementKind.Cancel, (int)DisplacementKind.Rollback, (int)DisplacementKind.EndDelay).Should().Be((0, 1, 2, 3));
        ((int)RunSignal.None, (int)RunSignal.Displace, (int)RunSignal.Cancel).Should().Be((0, 1, 2));
        ((int)RunGuards.NoRollback, (int)ThreadStatus.Idle, (int)ThreadStatus.Busy, (int)ThreadStatus.Error).Should().Be((2, 0, 1, 3));
    }

    private static string Hash(string script) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SchemaRoom.Read(script).ReplaceLineEndings("\n"))));
}
