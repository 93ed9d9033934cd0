using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class WindDownCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Winding down: after the rollback of a running run nothing is claimed before its owner has stopped", UntilAcknowledged),
        Case("Winding down: an owner that says nothing is waited for until the grace is over", UntilGrace),
        Case("Winding down: an owner that is gone is waited for until its lease would have ended", UntilLease),
        Case("Winding down: deleting a running run waits for its owner, too", Delete),
        Case("Winding down: nobody waits for the owner of a run that ended in another way", Others),
    ];

    private static async Task UntilAcknowledged(RunBench bench)
    {
        var (threadId, lease) = await RolledBackAsync(bench).ConfigureAwait(false);
        var next = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await NothingAsync(bench).ConfigureAwait(false);
        Expect.True(!await bench.Store.AcknowledgeStopAsync(lease with { Epoch = lease.Epoch + 1 }, bench.Token).ConfigureAwait(false), "another lease is taken for it");
        await NothingAsync(bench).ConfigureAwait(false);
        Expect.True(await bench.Store.AcknowledgeStopAsync(lease, bench.Token).ConfigureAwait(false), "nobody waits for the owner");
        Expect.Equal(next.RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the run that starts");
        Expect.True(!await bench.Store.AcknowledgeStopAsync(lease, bench.Token).ConfigureAwait(false), "somebody still waits");
    }

    private static async Task UntilGrace(RunBench bench)
    {
        var (threadId, _) = await RolledBackAsync(bench).ConfigureAwait(false);
        var next = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        bench.Advance(Grace - TimeSpan.FromMilliseconds(1));
        var early = await bench.Store.ClaimAsync(new RunClaim("owner", Lease, 10), bench.Token).ConfigureAwait(false);
        Expect.Equal((0, TimeSpan.FromMilliseconds(1)), (early.Runs.Count, early.NextIn), "runs to claim, and the wait for the next");
        bench.Advance(TimeSpan.FromMilliseconds(1));
        Expect.Equal(next.RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the run that starts");
    }

    private static async Task UntilLease(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        bench.Advance(Lease - TimeSpan.FromSeconds(2));
        await bench.AdmitAsync(run.ThreadId, decide: Displace(DisplacementKind.Rollback)).ConfigureAwait(false);
        await NothingAsync(bench).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(2));
        await bench.ClaimOneAsync().ConfigureAwait(false);
    }

    private static async Task Delete(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        await bench.Store.DeleteRunAsync(run.ThreadId, run.RunId, null, bench.Token).ConfigureAwait(false);
        await NothingAsync(bench).ConfigureAwait(false);
        await bench.Store.AcknowledgeStopAsync(claimed.Lease, bench.Token).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
    }

    private static async Task Others(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        Expect.True(!await bench.Store.AcknowledgeStopAsync(claimed.Lease, bench.Token).ConfigureAwait(false), "somebody waits for a run that ended well");
        await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.True(!await bench.Store.AcknowledgeStopAsync(new RunLease(NewThreadId(), "run", 1), bench.Token).ConfigureAwait(false), "a thread that is not there waits");
    }

    private static async Task<(string ThreadId, RunLease Lease)> RolledBackAsync(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Rollback).ConfigureAwait(false);
        return (run.ThreadId, claimed.Lease);
    }

    private static async Task NothingAsync(RunBench bench) => Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs to claim");
}
