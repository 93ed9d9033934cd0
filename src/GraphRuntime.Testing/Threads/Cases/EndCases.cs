using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class EndCases
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("End: a run that somebody has to be told of is given out once it has ended, with its output and what it stopped at", Ended),
        Case("End: it is given to one at a time, again after growing pauses, and never after it was confirmed", Again),
        Case("End: runs that end without an owner are given out as well, erased ones never", WithoutOwner),
        Case("End: a run is kept until somebody was told of its end", Kept),
    ];

    private static async Task Ended(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId(), static run => run with { TellEnd = true }).ConfigureAwait(false);
        await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        Expect.Equal(0, (await TakeAsync(bench).ConfigureAwait(false)).Count, "runs before the end");
        foreach (var claimed in await bench.ClaimAsync().ConfigureAwait(false))
        {
            var settlement = new RunSettlement { Status = RunStatus.Success, Output = Bytes("{}"), Interrupts = Bytes("[1]"), Rest = ThreadRest.Idle };
            await bench.SettleAsync(claimed.Lease, settlement).ConfigureAwait(false);
        }

        var ended = await TakeAsync(bench).ConfigureAwait(false);
        Expect.Equal(1, ended.Count, "runs to be told of");
        Expect.Equal((run.RunId, RunStatus.Success, 1), (ended[0].Run.RunId, ended[0].Run.Status, ended[0].Try), "the run");
        Expect.Equal(("{}", "[1]", "input"), (Text(ended[0].Run.Output), Text(ended[0].Run.Interrupts), Text(ended[0].Run.Input)), "its contents");
        Expect.Equal("[1]", Text((await bench.GetAsync(run).ConfigureAwait(false)).Interrupts), "what it stopped at");
    }

    private static async Task Again(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId(), static run => run with { TellEnd = true }).ConfigureAwait(false);
        await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease).ConfigureAwait(false);
        await TakenAsync(bench, TimeSpan.Zero, 1).ConfigureAwait(false);
        await TakenAsync(bench, Patience, 2).ConfigureAwait(false);
        await TakenAsync(bench, 2 * Patience, 3).ConfigureAwait(false);
        Expect.True(await bench.Second.ConfirmEndAsync(run.ThreadId, run.RunId, bench.Token).ConfigureAwait(false), "it was confirmed before");
        Expect.True(!await bench.Store.ConfirmEndAsync(run.ThreadId, run.RunId, bench.Token).ConfigureAwait(false), "it can be confirmed twice");
        bench.Advance(TimeSpan.FromHours(2));
        Expect.Equal(0, (await TakeAsync(bench).ConfigureAwait(false)).Count, "runs after the confirmation");
    }

    private static async Task WithoutOwner(RunBench bench)
    {
        var cancelled = await bench.AdmitAsync(NewThreadId(), static run => run with { TellEnd = true }).ConfigureAwait(false);
        await bench.DisplaceAsync(cancelled.ThreadId, DisplacementKind.Cancel).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(1));
        var erased = await bench.AdmitAsync(NewThreadId(), static run => run with { TellEnd = true }).ConfigureAwait(false);
        await bench.DisplaceAsync(erased.ThreadId, DisplacementKind.Rollback).ConfigureAwait(false);
        var poisoned = await bench.AdmitAsync(NewThreadId(), static run => run with { TellEnd = true, MaxAttempts = 1 }).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        bench.Advance(Lease);
        await bench.ReapAsync().ConfigureAwait(false);
        var ended = await TakeAsync(bench).ConfigureAwait(false);
        Expect.Sequence([cancelled.RunId, poisoned.RunId], ended.Select(one => one.Run.RunId), "runs to be told of");
        Expect.Sequence([RunStatusReason.Cancelled, RunStatusReason.Poisoned], ended.Select(one => one.Run.Reason), "their ends");
    }

    private static async Task Kept(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId(), static run => run with { TellEnd = true }).ConfigureAwait(false);
        await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromDays(1));
        Expect.Equal(0, await bench.Store.PruneRunsAsync(TimeSpan.FromHours(1), 10, bench.Token).ConfigureAwait(false), "runs removed");
        await bench.Store.ConfirmEndAsync(run.ThreadId, run.RunId, bench.Token).ConfigureAwait(false);
        Expect.Equal(1, await bench.Store.PruneRunsAsync(TimeSpan.FromHours(1), 10, bench.Token).ConfigureAwait(false), "runs removed");
    }

    private static async Task TakenAsync(RunBench bench, TimeSpan pause, int tries)
    {
        if (pause > TimeSpan.Zero)
        {
            bench.Advance(pause - TimeSpan.FromMilliseconds(1));
            Expect.Equal(0, (await TakeAsync(bench).ConfigureAwait(false)).Count, "runs given out too early");
            bench.Advance(TimeSpan.FromMilliseconds(1));
        }

        var taken = await bench.Second.TakeEndedAsync(Patience, 10, bench.Token).ConfigureAwait(false);
        Expect.Sequence([tries], taken.Select(one => one.Try), "tries");
        Expect.Equal(0, (await TakeAsync(bench).ConfigureAwait(false)).Count, "runs given to a second one");
    }

    private static async Task<IReadOnlyList<EndedRun>> TakeAsync(RunBench bench) => await bench.Store.TakeEndedAsync(Patience, 10, bench.Token).ConfigureAwait(false);
}
