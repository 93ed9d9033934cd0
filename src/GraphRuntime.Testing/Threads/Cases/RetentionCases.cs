using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class RetentionCases
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly RunEvent[] Events = [new(1, "updates", "", Bytes("one")), new(2, "updates", "", Bytes("two"))];

    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Retention: events of runs that ended long ago go, their records and facts stay", EventsGo),
        Case("Retention: events of a run stay that is in flight, owes its input, or has an end to report", EventsStay),
        Case("Retention: a thread is at rest when nothing of it is in flight, owed or to be reported", AtRest),
        Case("Retention: threads at rest come by id, in pages, by the time of their last change", Pages),
        Case("Retention: a thread at rest is deleted, one that has a run or has changed is not", Deleted),
        Case("Retention: a thread is deleted, or the run that is admitted at the same moment stays", DeletedOrAdmitted),
    ];

    private static async Task EventsGo(RunBench bench)
    {
        var run = await EndedAsync(bench, NewThreadId()).ConfigureAwait(false);
        bench.Advance(Hour);
        Expect.Equal(0, await PruneAsync(bench, Hour + Hour).ConfigureAwait(false), "runs with events, too early");
        Expect.Equal(0, await PruneAsync(bench, TimeSpan.Zero, Hour / 2).ConfigureAwait(false), "runs with events, out of the window");
        Expect.Equal(1, await PruneAsync(bench, Hour, Hour + Hour).ConfigureAwait(false), "runs with events");
        Expect.Equal(0, await PruneAsync(bench, Hour).ConfigureAwait(false), "runs with events, again");
        Expect.Equal(0L, (await bench.GetAsync(run).ConfigureAwait(false)).LastEvent, "the last event of the run");
        var page = (await bench.Store.ReadEventsAsync(run.ThreadId, run.RunId, 0, 10, bench.Token).ConfigureAwait(false))!;
        Expect.Equal((0, 0L), (page.Events.Count, page.LastEvent), "the stream");
        var left = (await bench.Store.ReadThreadEventsAsync(run.ThreadId, 0, 10, bench.Token).ConfigureAwait(false))!;
        Expect.Sequence([RunFactKind.Admitted, RunFactKind.Started, RunFactKind.Ended], left.Events.Select(one => one.Fact!.Kind), "what is stored about the run");
        Expect.Equal(5L, left.LastNumber, "the last number of the thread");
    }

    private static async Task EventsStay(RunBench bench)
    {
        var reported = await EndedAsync(bench, NewThreadId(), static run => run with { TellEnd = true }).ConfigureAwait(false);
        var owed = await EndedAsync(bench, NewThreadId(), settlement: new RunSettlement { Status = RunStatus.Interrupted, Reason = RunStatusReason.Displaced }).ConfigureAwait(false);
        await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        await bench.Store.AppendEventsAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease, Events, bench.Token).ConfigureAwait(false);
        bench.Advance(Hour);
        Expect.Equal(0, await PruneAsync(bench, TimeSpan.Zero).ConfigureAwait(false), "runs with events");
        await bench.Store.ConfirmEndAsync(reported.ThreadId, reported.RunId, bench.Token).ConfigureAwait(false);
        Expect.Equal(1, await PruneAsync(bench, TimeSpan.Zero).ConfigureAwait(false), "runs with events, after the report");
        Expect.Equal(2L, (await bench.GetAsync(owed).ConfigureAwait(false)).LastEvent, "the last event of the run that owes its input");
    }

    private static async Task AtRest(RunBench bench)
    {
        var reported = await EndedAsync(bench, NewThreadId(), static run => run with { TellEnd = true }).ConfigureAwait(false);
        await EndedAsync(bench, NewThreadId(), settlement: new RunSettlement { Status = RunStatus.Interrupted, Reason = RunStatusReason.Displaced }).ConfigureAwait(false);
        var ended = await EndedAsync(bench, NewThreadId()).ConfigureAwait(false);
        var delayed = await bench.AdmitAsync(NewThreadId(), static run => run with { Delay = Hour * 9 }).ConfigureAwait(false);
        bench.Advance(Hour);
        await RestAsync(bench, new RestingThreadQuery(), ended.ThreadId).ConfigureAwait(false);
        await bench.Store.ConfirmEndAsync(reported.ThreadId, reported.RunId, bench.Token).ConfigureAwait(false);
        await bench.DisplaceAsync(delayed.ThreadId, DisplacementKind.Cancel).ConfigureAwait(false);
        await RestAsync(bench, new RestingThreadQuery(), ended.ThreadId, reported.ThreadId, delayed.ThreadId).ConfigureAwait(false);
    }

    private static async Task Pages(RunBench bench)
    {
        var old = await EndedAsync(bench, NewThreadId()).ConfigureAwait(false);
        bench.Advance(Hour);
        var ids = new List<string> { (await EndedAsync(bench, NewThreadId()).ConfigureAwait(false)).ThreadId, (await EndedAsync(bench, NewThreadId()).ConfigureAwait(false)).ThreadId };
        await RestAsync(bench, new RestingThreadQuery { UnchangedFor = Hour }, old.ThreadId).ConfigureAwait(false);
        await RestAsync(bench, new RestingThreadQuery { ChangedWithin = Hour }, [.. ids]).ConfigureAwait(false);
        ids.Add(old.ThreadId);
        ids.Sort(StringComparer.Ordinal);
        await RestAsync(bench, new RestingThreadQuery { Limit = 2 }, ids[0], ids[1]).ConfigureAwait(false);
        await RestAsync(bench, new RestingThreadQuery { After = ids[1], Limit = 2 }, ids[2]).ConfigureAwait(false);
    }

    private static async Task Deleted(RunBench bench)
    {
        var threadId = NewThreadId();
        Expect.True(!await DeleteAsync(bench, threadId).ConfigureAwait(false), "a thread that does not exist was deleted");
        var run = await EndedAsync(bench, threadId).ConfigureAwait(false);
        Expect.True(!await DeleteAsync(bench, threadId, Hour).ConfigureAwait(false), "a thread that has changed was deleted");
        bench.Advance(Hour);
        var next = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        bench.Advance(Hour);
        Expect.True(!await DeleteAsync(bench, threadId, Hour).ConfigureAwait(false), "a thread with a pending run was deleted");
        await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease).ConfigureAwait(false);
        bench.Advance(Hour);
        Expect.True(await DeleteAsync(bench, threadId, Hour).ConfigureAwait(false), "a thread at rest was not deleted");
        await bench.GoneAsync(run).ConfigureAwait(false);
        await bench.GoneAsync(next).ConfigureAwait(false);
        Expect.True(await bench.Store.ReadThreadAsync(threadId, bench.Token).ConfigureAwait(false) is null, "the thread is still found");
    }

    private static async Task DeletedOrAdmitted(RunBench bench)
    {
        for (var round = 0; round < 20; round++)
        {
            var threadId = NewThreadId();
            await EndedAsync(bench, threadId).ConfigureAwait(false);
            bench.Advance(Hour);
            var admitting = Task.Run(() => bench.AdmitAsync(threadId), bench.Token);
            var deleted = await Task.Run(() => bench.Second.DeleteRestingThreadAsync(threadId, Hour, bench.Token).AsTask(), bench.Token).ConfigureAwait(false);
            var run = await admitting.ConfigureAwait(false);
            Expect.True(await bench.Store.GetRunAsync(threadId, run.RunId, bench.Token).ConfigureAwait(false) is not null, $"the run that was admitted is gone (deleted: {deleted})");
            await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease).ConfigureAwait(false);
        }
    }

    private static async Task<StoredRun> EndedAsync(RunBench bench, string threadId, Func<NewRun, NewRun>? edit = null, RunSettlement? settlement = null)
    {
        var run = await bench.AdmitAsync(threadId, edit).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(claimed.Lease, Events, bench.Token).ConfigureAwait(false);
        await bench.SettleAsync(claimed.Lease, settlement).ConfigureAwait(false);
        return run;
    }

    private static async Task<int> PruneAsync(RunBench bench, TimeSpan olderThan, TimeSpan? notOlderThan = null) =>
        await bench.Store.PruneEventsAsync(new EventPruning { OlderThan = olderThan, NotOlderThan = notOlderThan }, bench.Token).ConfigureAwait(false);

    private static async Task<bool> DeleteAsync(RunBench bench, string threadId, TimeSpan unchangedFor = default) =>
        await bench.Store.DeleteRestingThreadAsync(threadId, unchangedFor, bench.Token).ConfigureAwait(false);

    private static async Task RestAsync(RunBench bench, RestingThreadQuery query, params string[] threadIds)
    {
        var listed = await bench.Store.ListRestingThreadsAsync(query, bench.Token).ConfigureAwait(false);
        Expect.Sequence(threadIds.Order(StringComparer.Ordinal), listed.Select(thread => thread.ThreadId), "threads at rest");
    }
}
