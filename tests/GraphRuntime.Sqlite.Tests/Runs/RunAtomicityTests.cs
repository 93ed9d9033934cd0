using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Runs;
using GraphRuntime.Testing;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Tests;

public sealed class RunAtomicityTests
{
    private static readonly string[] StateTables = ["gr_checkpoint", "gr_log", "gr_log_chunk", "gr_pending_write", "gr_run", "gr_run_event"];

    public static TheoryData<string> Transitions { get; } = ["admit", "roll back", "claim", "settle", "release", "reap", "delete run", "delete thread", "copy"];

    [Theory, InlineData("file"), InlineData("memory")]
    public async Task A_rollback_leaves_every_byte_of_the_thread_as_it_was(string kind)
    {
        using var place = TestDatabase.Of(kind);
        var storage = place.OpenStorage();
        await storage.RunStore.AdmitAsync("t");
        await storage.RunStore.SettleAsync((await storage.WorkAsync("t", 0)).Lease);
        using var session = place.Session();
        var before = session.Rows(StateTables);

        await storage.RunStore.AdmitAsync("t");
        await storage.WorkAsync("t", 1);
        await storage.RunStore.AdmitAsync("t");
        session.Rows(StateTables).Should().NotEqual(before);
        await storage.RunStore.DisplaceAsync("t", snapshot => [.. snapshot.Runs.Select(run => new RunDisplacement(run.RunId, DisplacementKind.Rollback, default))], default);

        session.Rows(StateTables).Should().Equal(before);
    }

    [Theory, MemberData(nameof(Transitions))]
    public async Task A_transition_that_fails_at_any_of_its_writes_changes_nothing_and_works_afterwards(string transition)
    {
        var failures = 0;
        foreach (var table in await TablesAsync())
        {
            foreach (var verb in new[] { "INSERT", "UPDATE", "DELETE" })
            {
                failures += await FailsWholeAsync(transition, verb, table) ? 1 : 0;
            }
        }

        failures.Should().BeGreaterThan(1);
    }

    [Theory, MemberData(nameof(Transitions))]
    public async Task A_process_that_dies_just_before_the_commit_leaves_nothing_of_the_transition(string transition)
    {
        using var place = TestDatabase.File();
        var time = new VirtualTimeProvider();
        var storage = place.OpenStorage(time);
        var lease = await PrepareAsync(storage);
        time.Advance(transition == "reap" ? Runs.Lease : TimeSpan.Zero);
        await storage.DisposeAsync();
        using var database = place.OpenDatabase();
        using var copy = TestDatabase.File();
        using var session = place.Session();
        var before = session.Rows(session.Tables());
        await database.Writer.RunAsync(new TestWork(writer =>
        {
            writer.Scalar("PRAGMA cache_size = 1");
            Do(new RunTransaction(writer, time.GetUtcNow()), transition, lease);
            foreach (var file in Directory.GetFiles(place.Directory!))
            {
                File.Copy(file, Path.Combine(copy.Directory!, Path.GetFileName(file)));
            }
        }));

        session.Rows(session.Tables()).Should().NotEqual(before, "the original committed");
        copy.OpenStorage(time);
        using var other = copy.Session();
        other.Rows(other.Tables()).Should().Equal(before);
    }

    /// <summary>Lets the transition fail at one kind of write; false if it makes no such write.</summary>
    private static async Task<bool> FailsWholeAsync(string transition, string verb, string table)
    {
        using var place = TestDatabase.Memory();
        var time = new VirtualTimeProvider();
        var storage = place.OpenStorage(time);
        var lease = await PrepareAsync(storage);
        time.Advance(transition == "reap" ? Runs.Lease : TimeSpan.Zero);
        using var session = place.Session();
        var before = session.Rows(session.Tables());
        session.Run($"CREATE TRIGGER no AFTER {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END");
        var failure = await Record.ExceptionAsync(() => DoAsync(storage, transition, lease));
        session.Run("DROP TRIGGER no");
        if (failure is null)
        {
            return false;
        }

        failure.Should().BeOfType<StorageException>();
        session.Rows(session.Tables()).Should().Equal(before, "{0} failed at {1} {2}", transition, verb, table);
        await DoAsync(storage, transition, lease);
        session.Rows(session.Tables()).Should().NotEqual(before);
        return true;
    }

    private static async Task<List<string>> TablesAsync()
    {
        using var place = TestDatabase.Memory();
        await using var storage = place.OpenStorage();
        using var session = place.Session();
        return session.Tables();
    }

    /// <summary>A thread with an ended run, a running one that has written, and a pending one.</summary>
    private static async Task<RunLease> PrepareAsync(SqliteStorage storage)
    {
        await storage.RunStore.AdmitAsync("t");
        await storage.RunStore.SettleAsync((await storage.WorkAsync("t", 0)).Lease);
        await storage.RunStore.AdmitAsync("t");
        var lease = (await storage.WorkAsync("t", 1)).Lease;
        await storage.RunStore.AdmitAsync("t");
        await storage.RunStore.AdmitAsync("other");
        return lease;
    }

    private static Task DoAsync(SqliteStorage storage, string transition, RunLease lease) => transition switch
    {
        "admit" => storage.RunStore.AdmitAsync("new"),
        "roll back" => storage.RunStore.AdmitAsync("t", DisplacementKind.Rollback),
        "claim" => storage.RunStore.ClaimAsync(),
        "settle" => storage.RunStore.SettleAsync(lease).AsTask(),
        "release" => storage.RunStore.ReleaseAsync(lease, new RunRelease(RunStatusReason.HostStopping, false, TimeSpan.Zero), default).AsTask(),
        "reap" => storage.RunStore.ReapAsync(new ReapRequest(9, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9)), default).AsTask(),
        "delete run" => storage.RunStore.DeleteRunAsync("t", lease.RunId, null, default).AsTask(),
        "delete thread" => storage.RunStore.DeleteThreadAsync("t", default).AsTask(),
        _ => storage.RunStore.CopyThreadAsync("t", "copy", default).AsTask(),
    };

    private static object? Do(RunTransaction transaction, string transition, RunLease lease) => transition switch
    {
        "admit" => Admissions.Admit(transaction, Runs.Request("new")),
        "roll back" => Admissions.Admit(transaction, Runs.Request("t", DisplacementKind.Rollback)),
        "claim" => Ownership.Claim(transaction, new RunClaim("owner", Runs.Lease, 9)),
        "settle" => Ownership.Settle(transaction, lease, new RunSettlement { Status = RunStatus.Success }),
        "release" => Ownership.Release(transaction, lease, new RunRelease(RunStatusReason.HostStopping, false, TimeSpan.Zero)),
        "reap" => Ownership.Reap(transaction, new ReapRequest(9, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(9))),
        "delete run" => Admissions.Delete(transaction, "t", lease.RunId, null),
        "delete thread" => ThreadMoves.Delete(transaction, "t"),
        _ => ThreadMoves.Copy(transaction, "t", "copy"),
    };
}
