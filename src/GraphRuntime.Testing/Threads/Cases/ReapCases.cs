using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class ReapCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Reap: a run whose lease is over goes back to its place, later with every attempt", BackInPlace),
        Case("Reap: a run that used up its attempts is poisoned, and the thread goes on", Poisoned),
        Case("Reap: a signalled run past its deadline is settled as the signal says, and owes its input if displaced", PastDeadline),
        Case("Reap: a signalled run whose owner died is settled and not tried again", SignalledAndDead),
        Case("Reap: the former owner can do nothing, and writes nothing", Fenced),
        Case("Reap: nothing is taken early; the wait until the next is told", NotEarly),
        Case("Reap: a limit leaves the rest for the next call", Limited),
        Case("Reap: two reapers at once take each run once", AtOnce),
    ];

    private static async Task BackInPlace(RunBench bench)
    {
        var runs = await bench.AdmitManyAsync(NewThreadId(), 2).ConfigureAwait(false);
        foreach (var seconds in new[] { 1, 2 })
        {
            await bench.ClaimOneAsync().ConfigureAwait(false);
            bench.Advance(Lease);
            var taken = await bench.ReapAsync().ConfigureAwait(false);
            Expect.Sequence([runs[0].RunId], taken.Runs.Select(run => run.RunId), "runs taken");
            var stored = await bench.GetAsync(runs[0]).ConfigureAwait(false);
            Expect.Equal((RunStatus.Pending, RunStatusReason.LeaseLost, false), (stored.Status, stored.Reason, stored.Delayed), "the run");
            Expect.Equal((null, 0L, bench.Now + TimeSpan.FromSeconds(seconds)), (stored.Owner, stored.Epoch, stored.NotBefore), "owner and wait");
            Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs to claim at once");
            bench.Advance(TimeSpan.FromSeconds(seconds));
        }

        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal((runs[0].RunId, 3), (claimed.Run.RunId, claimed.Run.Attempt), "the third attempt");
        Expect.Equal(runs[0].Sequence, claimed.Run.Sequence, "place");
    }

    private static async Task Poisoned(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId(), run => run with { MaxAttempts = 1 }).ConfigureAwait(false);
        var next = await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        bench.Advance(Lease);
        await bench.ReapAsync().ConfigureAwait(false);
        await bench.StatusAsync(run, RunStatus.Error, RunStatusReason.Poisoned).ConfigureAwait(false);
        Expect.True(!string.IsNullOrEmpty((await bench.GetAsync(run).ConfigureAwait(false)).Error), "no error is told");
        Expect.Equal(ThreadStatus.Error, (await bench.ReadAsync(run.ThreadId).ConfigureAwait(false)).Thread.Rest.Status, "rest of the thread");
        Expect.Equal(next.RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the next run");
    }

    private static async Task PastDeadline(RunBench bench)
    {
        foreach (var (kind, reason) in new[] { (DisplacementKind.Interrupt, RunStatusReason.Displaced), (DisplacementKind.Cancel, RunStatusReason.Cancelled) })
        {
            var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
            await bench.ClaimOneAsync().ConfigureAwait(false);
            await bench.DisplaceAsync(run.ThreadId, kind).ConfigureAwait(false);
            bench.Advance(Grace - TimeSpan.FromMilliseconds(1));
            Expect.Equal(0, (await bench.ReapAsync().ConfigureAwait(false)).Runs.Count, "runs taken within the grace period");
            bench.Advance(TimeSpan.FromMilliseconds(1));
            Expect.Equal(1, (await bench.ReapAsync().ConfigureAwait(false)).Runs.Count, "runs taken");
            await bench.StatusAsync(run, RunStatus.Interrupted, reason).ConfigureAwait(false);
            var stored = await bench.GetAsync(run).ConfigureAwait(false);
            Expect.Equal((kind == DisplacementKind.Interrupt, bench.Now, RunSignal.None), (stored.InputOwed, stored.FinishedAt, stored.Signal), "the run");
            await bench.StatusAsync(run.ThreadId, ThreadStatus.Idle).ConfigureAwait(false);
        }
    }

    private static async Task SignalledAndDead(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        bench.Advance(Lease - TimeSpan.FromSeconds(1));
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Cancel).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(1));
        await bench.ReapAsync().ConfigureAwait(false);
        await bench.StatusAsync(run, RunStatus.Interrupted, RunStatusReason.Cancelled).ConfigureAwait(false);
    }

    private static async Task Fenced(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        bench.Advance(Lease);
        await bench.ReapAsync().ConfigureAwait(false);
        await RefusedAsync(writer).ConfigureAwait(false);
        await LeaseCases.LostAsync(bench, claimed.Lease).ConfigureAwait(false);
        await bench.StatusAsync(run, RunStatus.Pending, RunStatusReason.LeaseLost).ConfigureAwait(false);
    }

    private static async Task NotEarly(RunBench bench)
    {
        Expect.Equal((0, null), Told(await bench.ReapAsync().ConfigureAwait(false)), "with no run at all");
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(12));
        Expect.Equal((0, TimeSpan.FromSeconds(18)), Told(await bench.ReapAsync().ConfigureAwait(false)), "within the lease");
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Cancel).ConfigureAwait(false);
        Expect.Equal((0, Grace), Told(await bench.ReapAsync().ConfigureAwait(false)), "within the grace period");
    }

    private static (int Taken, TimeSpan? NextIn) Told(ReapResult result) => (result.Runs.Count, result.NextIn);

    private static async Task Limited(RunBench bench)
    {
        for (var i = 0; i < 3; i++)
        {
            await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        }

        await bench.ClaimAsync().ConfigureAwait(false);
        bench.Advance(Lease);
        Expect.Equal((2, TimeSpan.Zero), Told(await bench.ReapAsync(Reap with { Limit = 2 }).ConfigureAwait(false)), "at first");
        Expect.Equal((1, null), Told(await bench.ReapAsync(Reap with { Limit = 2 }).ConfigureAwait(false)), "then");
    }

    private static async Task AtOnce(RunBench bench)
    {
        for (var i = 0; i < 10; i++)
        {
            await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        }

        await bench.ClaimAsync().ConfigureAwait(false);
        bench.Advance(Lease);
        var results = await Task.WhenAll(bench.ReapAsync(), bench.Second.ReapAsync(Reap, bench.Token).AsTask()).ConfigureAwait(false);
        var taken = results.SelectMany(result => result.Runs).Concat((await bench.ReapAsync().ConfigureAwait(false)).Runs).Select(run => run.RunId).ToList();
        Expect.Equal((10, 10), (taken.Count, taken.Distinct().Count()), "runs taken");
    }
}
