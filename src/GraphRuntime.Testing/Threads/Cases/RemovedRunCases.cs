using System.Globalization;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class RemovedRunCases
{
    private static readonly RemovalRecording Recording = new(TimeSpan.FromHours(2)) { RemovedBy = "another", Caller = "a caller" };

    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Removed runs: a rollback that is recorded leaves its counts, and nothing else", RolledBack),
        Case("Removed runs: a deletion that is recorded counts the events", Deleted),
        Case("Removed runs: a rollback and a deletion that are not recorded leave nothing", NotRecorded),
        Case("Removed runs: a record goes at the end of its retention, and no prune of runs takes it before", Expires),
        Case("Removed runs: the newest records of a thread are kept", Bounded),
        Case("Removed runs: records go with their thread, and a copy has none", GoWithTheThread),
    ];

    private static async Task RolledBack(RunBench bench)
    {
        var run = await BusyAsync(bench).ConfigureAwait(false);
        await RollBackAsync(bench, run, Recording with { IncludesInput = true }).ConfigureAwait(false);
        await bench.GoneAsync(run).ConfigureAwait(false);
        var removed = (await ListAsync(bench, run.ThreadId).ConfigureAwait(false)).Single();
        Expect.Equal(
            (run.ThreadId, run.RunId, run.GraphName, run.Sequence, RunEndKind.RolledBack, RunStatus.Running),
            (removed.ThreadId, removed.RunId, removed.GraphName, removed.Sequence, removed.Kind, removed.Status),
            "the run");
        Expect.Equal((3, 1, 2), (removed.Checkpoints, removed.Writes, removed.Events), "checkpoints, writes and events");
        Expect.Equal(("another", "a caller", "input"), (removed.RemovedBy, removed.Caller, Text(removed.Input)), "who, and the input");
        Expect.Equal((run.CreatedAt, removed.RemovedAt + Recording.Retention), (removed.CreatedAt, removed.ExpiresAt), "moments");
    }

    private static async Task Deleted(RunBench bench)
    {
        var run = await BusyAsync(bench).ConfigureAwait(false);
        await bench.Store.DeleteRunAsync(run.ThreadId, run.RunId, Recording, bench.Token).ConfigureAwait(false);
        var removed = (await ListAsync(bench, run.ThreadId, bench.Second).ConfigureAwait(false)).Single();
        Expect.Equal((RunEndKind.Deleted, 0, 0, 2, true), (removed.Kind, removed.Checkpoints, removed.Writes, removed.Events, removed.Input.IsEmpty), "the record");
    }

    private static async Task NotRecorded(RunBench bench)
    {
        var run = await BusyAsync(bench).ConfigureAwait(false);
        await RollBackAsync(bench, run, null).ConfigureAwait(false);
        var second = await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        await bench.Store.DeleteRunAsync(run.ThreadId, second.RunId, null, bench.Token).ConfigureAwait(false);
        Expect.Equal(0, (await ListAsync(bench, run.ThreadId).ConfigureAwait(false)).Count, "records");
    }

    private static async Task Expires(RunBench bench)
    {
        var run = await BusyAsync(bench).ConfigureAwait(false);
        await RollBackAsync(bench, run, Recording).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromHours(1));
        await bench.Store.PruneRunsAsync(TimeSpan.Zero, 100, bench.Token).ConfigureAwait(false);
        Expect.Equal(1, (await ListAsync(bench, run.ThreadId).ConfigureAwait(false)).Count, "records before the end");
        bench.Advance(TimeSpan.FromHours(1));
        Expect.Equal(0, (await ListAsync(bench, run.ThreadId).ConfigureAwait(false)).Count, "records after the end");
        await bench.Store.PruneRunsAsync(TimeSpan.Zero, 100, bench.Token).ConfigureAwait(false);
        Expect.Equal(0, (await ListAsync(bench, run.ThreadId).ConfigureAwait(false)).Count, "records after a prune");
    }

    private static async Task Bounded(RunBench bench)
    {
        const int More = 2;
        var threadId = NewThreadId();
        for (var i = 0; i < RemovalRecording.MostOfThread + More; i++)
        {
            var number = i;
            await bench.AdmitAsync(threadId, run => run with { RunId = string.Create(CultureInfo.InvariantCulture, $"run-{number}") }).ConfigureAwait(false);
            await bench.Store.DeleteRunAsync(threadId, string.Create(CultureInfo.InvariantCulture, $"run-{number}"), Recording, bench.Token).ConfigureAwait(false);
        }

        var removed = await ListAsync(bench, threadId).ConfigureAwait(false);
        Expect.Equal((RemovalRecording.MostOfThread, More + 1L), (removed.Count, removed[^1].Sequence), "records, and the oldest of them");
    }

    private static async Task GoWithTheThread(RunBench bench)
    {
        var run = await BusyAsync(bench).ConfigureAwait(false);
        await RollBackAsync(bench, run, Recording).ConfigureAwait(false);
        var copy = NewThreadId();
        await bench.Store.CopyThreadAsync(run.ThreadId, copy, bench.Token).ConfigureAwait(false);
        await bench.Store.DeleteThreadAsync(run.ThreadId, bench.Token).ConfigureAwait(false);
        await bench.Store.CreateThreadAsync(new NewThread { ThreadId = run.ThreadId }, bench.Token).ConfigureAwait(false);
        Expect.Equal(0, (await ListAsync(bench, copy).ConfigureAwait(false)).Count, "records of the copy");
        Expect.Equal(0, (await ListAsync(bench, run.ThreadId).ConfigureAwait(false)).Count, "records of the thread that is there again");
    }

    /// <summary>A running run with three checkpoints, one pending write and two events.</summary>
    private static async Task<StoredRun> BusyAsync(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        await writer.PutManyAsync(3, draft => draft.RunId = run.RunId).ConfigureAwait(false);
        await writer.PutWritesAsync(writer.Batch(writer.LastId, run.RunId, LineWriter.Write("task", "result"))).ConfigureAwait(false);
        RunEvent[] events = [new RunEvent(1, "values", "", Bytes("{}")), new RunEvent(2, "values", "", Bytes("{}"))];
        await bench.Store.AppendEventsAsync(claimed.Lease, events, bench.Token).ConfigureAwait(false);
        return run;
    }

    private static ValueTask<IReadOnlyList<RunChange>?> RollBackAsync(RunBench bench, StoredRun run, RemovalRecording? recording) => bench.Store.DisplaceAsync(
        run.ThreadId, _ => [new RunDisplacement(run.RunId, DisplacementKind.Rollback, Grace) { Recording = recording }], bench.Token);

    private static ValueTask<IReadOnlyList<RemovedRun>> ListAsync(RunBench bench, string threadId, IRunStore? store = null) =>
        (store ?? bench.Store).ListRemovedRunsAsync(new RemovedRunQuery(threadId) { Limit = RemovalRecording.MostOfThread }, bench.Token);
}
