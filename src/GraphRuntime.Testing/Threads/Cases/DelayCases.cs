using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class DelayCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Delay: a delayed run is pending, is not claimed before its moment, and says how long that is", NotBefore),
        Case("Delay: runs admitted later overtake a delayed run, which then queues behind those already there", Overtaken),
        Case("Delay: delayed runs enter the queue by their moments", ByMoment),
        Case("Delay: a delayed run counts as in flight, and can be cancelled and rolled back", InFlight),
        Case("Delay: a delay that is ended lets the run queue behind those already there, and leaves other runs alone", EndedEarly),
        Case("Delay: a run that is given back delayed leaves the queue until its moment", GivenBackDelayed),
    ];

    private static async Task NotBefore(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId(), run => run with { Delay = TimeSpan.FromSeconds(10) }).ConfigureAwait(false);
        Expect.True(run.Delayed, "the run is not delayed");
        bench.Advance(TimeSpan.FromSeconds(4));
        var none = await bench.Store.ClaimAsync(new RunClaim("owner", Lease, 1), bench.Token).ConfigureAwait(false);
        Expect.Equal((0, TimeSpan.FromSeconds(6)), (none.Runs.Count, none.NextIn), "claimed early, and the wait");
        bench.Advance(TimeSpan.FromSeconds(6));
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal((run.RunId, false), (claimed.Run.RunId, claimed.Run.Delayed), "the run");
        none = await bench.Store.ClaimAsync(new RunClaim("owner", Lease, 1), bench.Token).ConfigureAwait(false);
        Expect.Equal((0, null), (none.Runs.Count, none.NextIn), "claimed afterwards, and the wait");
    }

    private static async Task Overtaken(RunBench bench)
    {
        var threadId = NewThreadId();
        var delayed = await bench.AdmitAsync(threadId, run => run with { Delay = TimeSpan.FromSeconds(10) }).ConfigureAwait(false);
        var first = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var second = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(first.RunId, claimed.Run.RunId, "the run that starts");
        bench.Advance(TimeSpan.FromSeconds(10));
        Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs beside the running one");
        var third = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var order = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
            claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
            order.Add(claimed.Run.RunId);
        }

        Expect.Sequence([second.RunId, delayed.RunId, third.RunId], order, "order of starts");
        Expect.True((await bench.GetAsync(delayed).ConfigureAwait(false)).Sequence > second.Sequence, "the delayed run kept its old sequence");
    }

    private static async Task ByMoment(RunBench bench)
    {
        var threadId = NewThreadId();
        var late = await bench.AdmitAsync(threadId, run => run with { Delay = TimeSpan.FromSeconds(20) }).ConfigureAwait(false);
        var early = await bench.AdmitAsync(threadId, run => run with { Delay = TimeSpan.FromSeconds(10) }).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromMinutes(1));
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(early.RunId, claimed.Run.RunId, "the first run");
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        Expect.Equal(late.RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the second run");
    }

    private static async Task EndedEarly(RunBench bench)
    {
        var threadId = NewThreadId();
        var delayed = await bench.AdmitAsync(threadId, run => run with { Delay = TimeSpan.FromHours(1) }).ConfigureAwait(false);
        var waiting = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.EndDelay, delayed.RunId).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.EndDelay, waiting.RunId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(waiting.RunId, claimed.Run.RunId, "the first run");
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        Expect.Equal(delayed.RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the second run");
    }

    private static async Task GivenBackDelayed(RunBench bench)
    {
        var threadId = NewThreadId();
        var first = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var release = new RunRelease(RunStatusReason.None, CountAttempt: false, TimeSpan.FromMinutes(1)) { Delayed = true };
        await bench.ReleaseAsync(claimed.Lease, release).ConfigureAwait(false);
        var second = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(second.RunId, claimed.Run.RunId, "the run that overtakes");
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs before the moment");
        bench.Advance(TimeSpan.FromMinutes(1));
        Expect.Equal(first.RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the run after its moment");
    }

    private static async Task InFlight(RunBench bench)
    {
        var threadId = NewThreadId();
        var cancelled = await bench.AdmitAsync(threadId, run => run with { Delay = TimeSpan.FromSeconds(10) }).ConfigureAwait(false);
        var erased = await bench.AdmitAsync(threadId, run => run with { Delay = TimeSpan.FromSeconds(10) }).ConfigureAwait(false);
        await bench.StatusAsync(threadId, ThreadStatus.Busy).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.Cancel, cancelled.RunId).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.Rollback, erased.RunId).ConfigureAwait(false);
        await bench.StatusAsync(cancelled, RunStatus.Interrupted, RunStatusReason.Cancelled).ConfigureAwait(false);
        await bench.GoneAsync(erased).ConfigureAwait(false);
        await bench.StatusAsync(threadId, ThreadStatus.Idle).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(10));
        Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs to claim");
    }
}
