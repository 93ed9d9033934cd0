using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Tests;

/// <summary>Works with runs in few words.</summary>
internal static class Runs
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static int _last;

    public static AdmissionRequest Request(string threadId, DisplacementKind? displace = null) => new(
        new NewRun
        {
            RunId = $"run-{Interlocked.Increment(ref _last)}",
            ThreadId = threadId,
            GraphName = "graph",
            Input = Make.Utf8("input"),
            MaxAttempts = 3,
            CreateThread = true,
        },
        snapshot => new AdmissionDecision
        {
            Admitted = true,
            Displaced = displace is { } kind ? [.. snapshot.Runs.Select(run => new RunDisplacement(run.RunId, kind, TimeSpan.FromSeconds(5)))] : [],
        });

    public static async Task<StoredRun> AdmitAsync(this IRunStore store, string threadId, DisplacementKind? displace = null) =>
        (await store.AdmitAsync(Request(threadId, displace), default)).Run!;

    public static async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(this IRunStore store, int limit = 100) =>
        (await store.ClaimAsync(new RunClaim("owner", Lease, limit), default)).Runs;

    public static ValueTask<bool> SettleAsync(this IRunStore store, RunLease lease) =>
        store.SettleAsync(lease, new RunSettlement { Status = RunStatus.Success, Rest = ThreadRest.Idle }, default);

    /// <summary>Claims the next run and lets it write checkpoints, a pending write and an event.</summary>
    public static async Task<ClaimedRun> WorkAsync(this SqliteStorage storage, string threadId, long head)
    {
        var claimed = (await storage.RunStore.ClaimAsync(1))[0];
        var (runId, epoch, address) = (claimed.Run.RunId, claimed.Lease.Epoch, Make.Root(threadId));
        await storage.Checkpointer.PutAsync(Make.Commit(address, head, Make.Append(head + 1, 1, head, "x", runId)) with { Epoch = epoch });
        await storage.Checkpointer.PutWritesAsync(
            Make.Writes(address, head == 0 ? 1 : head, runId, new GraphRuntime.Checkpointing.PendingWrite(runId, default, Make.Utf8("write"))) with { Epoch = epoch }, default);
        await storage.RunStore.AppendEventsAsync(claimed.Lease, [new RunEvent(1, "values", "", Make.Utf8("{}"))], default);
        return claimed;
    }

    /// <summary>Every row of some tables, as text.</summary>
    public static List<string> Rows(this SqliteSession session, params IEnumerable<string> tables) => [.. tables.SelectMany(table => RowsOf(session, table))];

    public static List<string> Tables(this SqliteSession session) =>
        Texts(session, "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'gr_%' ORDER BY name");

    private static IEnumerable<string> RowsOf(SqliteSession session, string table)
    {
        var columns = Texts(session, $"SELECT name FROM pragma_table_info('{table}')");
        return Texts(session, $"SELECT {string.Join(" || ' ' || ", columns.Select(column => $"quote({column})"))} FROM {table} ORDER BY 1").Select(row => $"{table}: {row}");
    }

    private static List<string> Texts(SqliteSession session, string sql)
    {
        var texts = new List<string>();
        using var statement = session.Prepare(sql);
        while (statement.Read())
        {
            texts.Add(statement.Text(0));
        }

        return texts;
    }
}
