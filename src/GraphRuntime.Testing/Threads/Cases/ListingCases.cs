using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class ListingCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Listing: runs of a thread come by sequence, either way, in pages", Ordered),
        Case("Listing: runs are filtered by status and metadata, and come with or without their large parts", Filtered),
        Case("Listing: runs of all threads come by creation", AllThreads),
        Case("Listing: a deleted run is gone, its checkpoints stay", Deleted),
        Case("Listing: deleting a running run takes its lease, deleting a pending one its place", DeletedInFlight),
        Case("Listing: runs that ended long ago are removed, those that owe an input stay", Pruned),
    ];

    private static async Task Ordered(RunBench bench)
    {
        var runs = await bench.AdmitManyAsync(NewThreadId(), 5).ConfigureAwait(false);
        await ListedAsync(bench, new RunQuery { ThreadId = runs[0].ThreadId }, [.. runs]).ConfigureAwait(false);
        await ListedAsync(bench, new RunQuery { ThreadId = runs[0].ThreadId, Offset = 1, Limit = 2 }, runs[1], runs[2]).ConfigureAwait(false);
        await ListedAsync(bench, new RunQuery { ThreadId = runs[0].ThreadId, NewestFirst = true, Limit = 2 }, runs[4], runs[3]).ConfigureAwait(false);
        await ListedAsync(bench, new RunQuery { ThreadId = runs[0].ThreadId, Offset = 9 }).ConfigureAwait(false);
    }

    private static async Task Filtered(RunBench bench)
    {
        var threadId = NewThreadId();
        var first = await bench.AdmitAsync(threadId, run => run with { Metadata = Bytes("""{"n":1}"""), Config = Bytes("config") }).ConfigureAwait(false);
        var second = await bench.AdmitAsync(threadId, run => run with { Metadata = Bytes("""{"n":2}""") }).ConfigureAwait(false);
        await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease, Success() with { Output = Bytes("{}") }).ConfigureAwait(false);
        var one = new Dictionary<string, ReadOnlyMemory<byte>> { ["n"] = Bytes("1") };
        await ListedAsync(bench, new RunQuery { ThreadId = threadId, Status = RunStatus.Pending }, second).ConfigureAwait(false);
        await ListedAsync(bench, new RunQuery { ThreadId = threadId, Metadata = one }, first).ConfigureAwait(false);
        await ListedAsync(bench, new RunQuery { ThreadId = threadId, Metadata = one, Status = RunStatus.Pending }).ConfigureAwait(false);
        var listed = (await bench.Store.ListRunsAsync(new RunQuery { ThreadId = threadId, Status = RunStatus.Success }, bench.Token).ConfigureAwait(false)).Single();
        Expect.Equal((0, 0, 0), (listed.Input.Length, listed.Config.Length, listed.Output.Length), "sizes of the large parts");
        Expect.True(!listed.Metadata.IsEmpty, "metadata is missing");
        await ListedAsync(bench, new RunQuery { ThreadId = threadId, RunIds = [second.RunId, "unknown"] }, second).ConfigureAwait(false);
        await ListedAsync(bench, new RunQuery { ThreadId = threadId, RunIds = [] }).ConfigureAwait(false);
        var whole = (await bench.Store.ListRunsAsync(new RunQuery { ThreadId = threadId, RunIds = [first.RunId], WithContents = true }, bench.Token).ConfigureAwait(false)).Single();
        Expect.Equal(("config", "{}"), (Text(whole.Config), Text(whole.Output)), "the large parts");
    }

    private static async Task AllThreads(RunBench bench)
    {
        var runs = new List<StoredRun>();
        for (var i = 0; i < 3; i++)
        {
            runs.Add(await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false));
            bench.Advance(TimeSpan.FromSeconds(1));
        }

        await ListedAsync(bench, new RunQuery(), [.. runs]).ConfigureAwait(false);
        await ListedAsync(bench, new RunQuery { NewestFirst = true, Limit = 1 }, runs[2]).ConfigureAwait(false);
    }

    private static async Task Deleted(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        var kept = await writer.PutNextAsync(draft => draft.RunId = run.RunId).ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(claimed.Lease, [new RunEvent(1, "values", "", default)], bench.Token).ConfigureAwait(false);
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        Expect.True(await bench.Store.DeleteRunAsync(run.ThreadId, run.RunId, null, bench.Token).ConfigureAwait(false), "the run was not found");
        Expect.True(!await bench.Store.DeleteRunAsync(run.ThreadId, run.RunId, null, bench.Token).ConfigureAwait(false), "the run was found again");
        await bench.GoneAsync(run).ConfigureAwait(false);
        Expect.Same(kept, (await writer.ReadAsync().ConfigureAwait(false)).Checkpoint);
    }

    private static async Task DeletedInFlight(RunBench bench)
    {
        var runs = await bench.AdmitManyAsync(NewThreadId(), 3).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        await bench.Store.DeleteRunAsync(runs[0].ThreadId, runs[0].RunId, null, bench.Token).ConfigureAwait(false);
        await bench.Store.DeleteRunAsync(runs[1].ThreadId, runs[1].RunId, null, bench.Token).ConfigureAwait(false);
        await RefusedAsync(writer).ConfigureAwait(false);
        await LeaseCases.LostAsync(bench, claimed.Lease).ConfigureAwait(false);
        await bench.Store.AcknowledgeStopAsync(claimed.Lease, bench.Token).ConfigureAwait(false);
        Expect.Equal(runs[2].RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the next run");
    }

    private static async Task Pruned(RunBench bench)
    {
        var threadId = NewThreadId();
        var old = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease).ConfigureAwait(false);
        var owing = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.Interrupt).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromDays(1));
        var recent = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease).ConfigureAwait(false);
        var waiting = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        Expect.Equal(1, await bench.Store.PruneRunsAsync(TimeSpan.FromHours(1), 10, bench.Token).ConfigureAwait(false), "runs removed");
        await bench.GoneAsync(old).ConfigureAwait(false);
        foreach (var kept in new[] { owing, recent, waiting })
        {
            await bench.GetAsync(kept).ConfigureAwait(false);
        }

        Expect.Equal(1, await bench.Store.PruneRunsAsync(TimeSpan.Zero, 1, bench.Token).ConfigureAwait(false), "runs removed with age zero");
    }

    private static async Task ListedAsync(RunBench bench, RunQuery query, params StoredRun[] expected)
    {
        var listed = await bench.Second.ListRunsAsync(query, bench.Token).ConfigureAwait(false);
        Expect.Sequence(expected.Select(run => run.RunId), listed.Select(run => run.RunId), "runs listed");
    }
}
