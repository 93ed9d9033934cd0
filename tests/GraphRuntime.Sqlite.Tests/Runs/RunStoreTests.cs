using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;
using static GraphRuntime.Sqlite.Tests.Make;

namespace GraphRuntime.Sqlite.Tests;

public sealed class RunStoreTests
{
    [Fact]
    public async Task A_database_of_the_first_version_gets_runs_and_keeps_its_checkpoints()
    {
        using var place = TestDatabase.File();
        await place.Open().PutAsync(Commit(Root("t"), 0, Step(1, 0, "kept")));
        using (var session = place.Session())
        {
            foreach (var table in session.Tables().Where(table => table.StartsWith("gr_run", StringComparison.Ordinal) || table.StartsWith("gr_store", StringComparison.Ordinal)))
            {
                session.Run($"DROP TABLE {table}");
            }

            session.Run("ALTER TABLE gr_thread DROP COLUMN last_event");
            session.Run("DELETE FROM gr_schema WHERE version > 1");
        }

        var storage = place.OpenStorage();
        await storage.RunStore.AdmitAsync("t");
        (await storage.RunStore.ClaimAsync()).Should().ContainSingle();
        (await storage.Checkpointer.ReadAsync("t")).Checkpoint!.Text().Should().Be("kept");
    }

    [Fact]
    public async Task An_admission_that_is_carried_out_again_after_a_neighbour_failed_counts_once()
    {
        using var place = TestDatabase.File();
        using var database = place.OpenDatabase();
        using var store = new Sqlite.Runs.SqliteRunStore(database, TimeProvider.System, Timeout.InfiniteTimeSpan);
        await store.AdmitAsync("t");
        var calls = 0;
        var request = Runs.Request("t");
        var counting = request with { Decide = snapshot => { calls++; return request.Decide(snapshot); } };
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var holder = Task.Run(async () => await database.Writer.RunAsync(new TestWork(_ =>
        {
            entered.Set();
            release.Wait();
        })));
        entered.Wait();
        var admission = store.AdmitAsync(counting, default).AsTask();
        var failing = database.Writer.RunAsync(new TestWork(session =>
        {
            session.Run("DELETE FROM gr_run");
            throw new InvalidOperationException("refused");
        })).AsTask();
        release.Set();
        await holder;
        await failing.Invoking(task => task).Should().ThrowAsync<InvalidOperationException>();

        (await admission).Outcome.Should().Be(AdmissionOutcome.Admitted);
        calls.Should().Be(1, "the thread that it decided about has not changed");
        (await store.ReadThreadAsync("t", default))!.Runs.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_error_text_with_half_a_character_does_not_keep_a_run_from_ending()
    {
        using var place = TestDatabase.File();
        var store = place.OpenStorage().RunStore;
        var run = await store.AdmitAsync("t");
        var claimed = (await store.ClaimAsync())[0];
        await store.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Error, Error = "bad \ud83d" }, default);
        (await store.GetRunAsync("t", run.RunId, default))!.Error.Should().Be("bad \ufffd");
    }

    [Fact]
    public async Task Bad_input_is_refused_at_the_door()
    {
        using var place = TestDatabase.File();
        var store = place.OpenStorage().RunStore;
        var good = Runs.Request("t");
        foreach (var bad in new[] { good.Run with { RunId = "" }, good.Run with { ThreadId = "\ud83d" }, good.Run with { Delay = TimeSpan.FromTicks(-1) }, good.Run with { MaxAttempts = 0 } })
        {
            var admit = async () => await store.AdmitAsync(good with { Run = bad }, default);
            await admit.Should().ThrowAsync<ArgumentException>();
        }

        var settle = async () => await store.SettleAsync(default, new RunSettlement { Status = RunStatus.Running }, default);
        await settle.Should().ThrowAsync<ArgumentException>();
        (await store.ReadThreadAsync("t", default)).Should().BeNull();
    }

    [Fact]
    public async Task Endless_waits_do_not_overflow()
    {
        using var place = TestDatabase.File();
        var store = place.OpenStorage().RunStore;
        var request = Runs.Request("t");
        await store.AdmitAsync(request with { Run = request.Run with { Delay = TimeSpan.MaxValue } }, default);
        (await store.ClaimAsync()).Should().BeEmpty();
        (await store.PruneRunsAsync(TimeSpan.MaxValue, 10, default)).Should().Be(0);
    }

    [Fact]
    public async Task A_disposed_storage_says_so()
    {
        using var place = TestDatabase.File();
        var storage = place.OpenStorage();
        var subscription = storage.RunStore.Subscribe(_ => { });
        await storage.DisposeAsync();
        await storage.DisposeAsync();
        subscription.Dispose();
        var admit = () => storage.RunStore.AdmitAsync("t");
        (await admit.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Misuse);
    }
}
