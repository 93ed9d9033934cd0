using GraphRuntime.Stores;
using GraphRuntime.Threads;

namespace GraphRuntime.Postgres.Tests;

/// <summary>
/// A call that changes something is cancelled when its statement has given its row and is about to commit. The server rolls it back, so the call must not answer. A trigger that
/// is deferred to the commit holds each of them there.
/// </summary>
public sealed class CancelledStatementTests(PostgresSchema schema) : RunStoreTest(schema)
{
    private static readonly RunEvent[] Event = [new(1, "values", "", "{}"u8.ToArray())];

    [PostgresFact]
    public async Task A_checkpoint_is_not_stored()
    {
        var line = new Line(Storage.Checkpointer, ThreadId);
        await CheckAsync("checkpoint", async token => await Storage.Checkpointer.PutAsync(line.Commit(line.Next("a")), token));
    }

    [PostgresFact]
    public async Task Pending_writes_are_not_stored()
    {
        var line = new Line(Storage.Checkpointer, ThreadId);
        await line.PutAsync("a");
        var batch = new PendingWriteBatch { Address = line.Address, Epoch = line.Epoch, CheckpointId = line.Head, Writes = [new("task", PendingWriteKind.Result, "{}"u8.ToArray())] };
        await CheckAsync("pending_write", async token => await Storage.Checkpointer.PutWritesAsync(batch, token));
    }

    [PostgresFact]
    public async Task An_item_is_not_stored()
    {
        var write = StoreWrite.Put(new StoreKey(StoreNamespace.Create(["notes"]), ThreadId), "{}"u8.ToArray());
        await CheckAsync("item", async token => await Storage.Store.WriteAsync(new StoreWriteBatch { Writes = [write] }, token));
    }

    [PostgresFact]
    public Task A_run_is_not_admitted() => CheckAsync("run", async token => await Store.AdmitAsync(new AdmissionRequest(Run("run"), Enqueue), token));

    [PostgresFact]
    public async Task A_run_is_not_claimed()
    {
        await AdmitAsync("run");
        await CheckAsync("run", async token => await Store.ClaimAsync(new RunClaim("owner", TimeSpan.FromMinutes(1), 100), token));
    }

    [PostgresFact]
    public async Task A_run_does_not_end_and_stores_no_events()
    {
        await AdmitAsync("run");
        var lease = (await ClaimAsync()).Lease;
        await CheckAsync("run_event", async token => await Store.AppendEventsAsync(lease, Event, token));
        await CheckAsync("run", async token => await Store.RenewAsync([lease], TimeSpan.FromMinutes(2), token));
        await CheckAsync("run", async token => await Store.SettleAsync(lease, new RunSettlement { Status = RunStatus.Success }, token));
    }

    [PostgresFact]
    public async Task A_run_is_not_displaced()
    {
        await AdmitAsync("run");
        await CheckAsync("run", async token =>
            await Store.DisplaceAsync(ThreadId, static _ => [new RunDisplacement("run", DisplacementKind.Cancel, TimeSpan.Zero)], token));
    }

    /// <summary>Cancels a call that is about to commit a change of a table.</summary>
    private async Task CheckAsync(string table, Func<CancellationToken, Task> call)
    {
        var rows = $"SELECT coalesce(string_agg(t::text, ' ' ORDER BY t::text), '') FROM {{schema}}.{table} t";
        await Storage.Database.MigrateAsync();
        var before = await Schema.ExecuteAsync(rows);
        await Schema.ExecuteAsync("CREATE FUNCTION {schema}.hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END'");
        await Schema.ExecuteAsync(
            $"CREATE CONSTRAINT TRIGGER hold AFTER INSERT OR UPDATE ON {{schema}}.{table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {{schema}}.hold()");
        using var cancellation = new CancellationTokenSource();
        var running = call(cancellation.Token);
        await IsHeldAsync(running);

        await cancellation.CancelAsync();

        await running.Awaiting(static task => task).Should().ThrowAsync<OperationCanceledException>();
        await Schema.ExecuteAsync("DROP FUNCTION {schema}.hold CASCADE");
        (await Schema.ExecuteAsync(rows)).Should().Be(before);
    }

    private async Task IsHeldAsync(Task running)
    {
        while ((long)(await Schema.ExecuteAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%{schema}%'"))! == 0)
        {
            running.IsCompleted.Should().BeFalse("it is held at its commit");
        }
    }
}
