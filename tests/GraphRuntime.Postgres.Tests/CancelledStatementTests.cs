using GraphRuntime.PostgresFixture;
using Npgsql;

namespace GraphRuntime.Postgres.Tests;

/// <summary>An answer counts when its statement has ended: one that is cancelled after its row is rolled back.</summary>
public sealed class CancelledStatementTests
{
    [PostgresFact]
    public async Task A_row_of_a_statement_that_is_cancelled_is_no_answer()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var connection = await schema.DataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT 1 UNION ALL SELECT 2 FROM pg_sleep(600)", connection);
        using var cancellation = new CancellationTokenSource();
        var session = new PostgresSession(connection, prepare: false, timeoutSeconds: 0);
        var answer = session.RowAsync(command, static reader => reader.GetInt32(0), cancellation.Token).AsTask();
        await SleepsAsync(schema, connection.ProcessID);

        await cancellation.CancelAsync();

        await answer.Awaiting(static task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>Waits until the server has produced the row and sleeps before the next one.</summary>
    private static async Task SleepsAsync(PostgresSchema schema, int process)
    {
        await using var observed = schema.DataSource.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'");
        observed.Parameters.Add(new NpgsqlParameter<int> { TypedValue = process });
        while ((long)(await observed.ExecuteScalarAsync())! == 0)
        {
            await Task.Yield();
        }
    }
}
