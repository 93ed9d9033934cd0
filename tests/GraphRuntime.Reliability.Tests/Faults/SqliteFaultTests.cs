using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace GraphRuntime.Reliability.Tests.Faults;

public sealed class SqliteFaultTests
{
    [Fact]
    public async Task While_another_program_keeps_the_write_lock_submissions_fail_by_name_and_work_goes_on_after_it()
    {
        await using var bench = await Bench.CreateAsync("sqlite");
        var gates = new Gates();
        var coordinator = await bench.StartAsync(Steps.Of(3, (context, step) => step == 1 ? gates.PassAsync(context.RunId, context.CancellationToken) : default));
        await coordinator.SubmitAsync("thread", "first").Soon();
        await coordinator.SubmitAsync("thread", "second").Soon();
        await gates.CameAsync("first");

        using (var other = new SqliteConnection(bench.SqliteConnection))
        {
            await other.OpenAsync();
            for (var storm = 0; storm < 3; storm++)
            {
                await ExecuteAsync(other, "BEGIN IMMEDIATE");
                gates.AreOpen = true;
                gates.Open("first");
                for (var i = 0; i < 3; i++)
                {
                    var refused = () => coordinator.SubmitAsync("thread", "refused").AsTask();
                    var failure = (await refused.Should().ThrowAsync<StorageException>()).Which;
                    (failure.Problem, failure.IsTransient).Should().Be((StorageProblem.Busy, true));
                }

                await ExecuteAsync(other, "ROLLBACK");
                await coordinator.SubmitAsync("thread", $"storm{storm}").Soon();
            }
        }

        await Steps.CheckAsync(coordinator, "thread", 3, "first", "second", "storm0", "storm1", "storm2");
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task G_31_Rows_that_cannot_be_read_fail_their_run_by_name_and_no_other()
    {
        await using var bench = await Bench.CreateAsync("sqlite");
        await CorruptedRows.CheckAsync(bench, OnceAsync, "gr_checkpoint", "gr_run");
        SqliteConnection.ClearAllPools();

        async Task<object?> OnceAsync(string sql)
        {
            using var other = new SqliteConnection(bench.SqliteConnection);
            await other.OpenAsync();
            return await ExecuteAsync(other, sql);
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "The statements stand in these tests.")]
    private static async Task<object?> ExecuteAsync(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
