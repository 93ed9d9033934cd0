using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class ClaimCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Claim: a claimed run is running, owned, counted, and raises the epoch", Claimed),
        Case("Claim: a thread runs one run at a time, in the order of admission", OneAtATime),
        Case("Claim: at most the limit is given, and the rest stays", Limit),
        Case("Claim: threads take turns; a busy one does not hold the others up", Fair),
        Case("Claim: callers at once get different runs, and never two of one thread", AtOnce),
        Case("Claim: a checkpoint under an epoch before the claim is refused", FencesOutsiders),
        Case("Claim: fifty runs admitted in one moment start in order", Fifty),
    ];

    private static async Task Claimed(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId(), run => run with { Config = Bytes("config") }).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(2));
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var stored = await bench.GetAsync(run).ConfigureAwait(false);
        Expect.Equal(new RunLease(run.ThreadId, run.RunId, 1), claimed.Lease, "lease");
        Expect.Equal(1L, (await bench.ReadAsync(run.ThreadId).ConfigureAwait(false)).Epoch, "epoch of the thread");
        foreach (var one in new[] { claimed.Run, stored })
        {
            Expect.Equal((RunStatus.Running, "owner", 1L, 1), (one.Status, one.Owner, one.Epoch, one.Attempt), "the run");
            Expect.Equal((bench.Now, bench.Now + Lease), (one.StartedAt, one.LeaseUntil), "moments");
            Expect.Equal(("input", "config", 0L), (Text(one.Input), Text(one.Config), one.LastEvent), "content");
        }
    }

    private static async Task OneAtATime(RunBench bench)
    {
        var runs = await bench.AdmitManyAsync(NewThreadId(), 3).ConfigureAwait(false);
        foreach (var run in runs)
        {
            var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
            Expect.Equal(run.RunId, claimed.Run.RunId, "the next run");
            Expect.Equal(0, (await bench.ClaimAsync(store: bench.Second).ConfigureAwait(false)).Count, "runs to claim beside it");
            await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        }

        Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs left");
    }

    private static async Task Limit(RunBench bench)
    {
        for (var i = 0; i < 5; i++)
        {
            await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        }

        Expect.Equal(2, (await bench.ClaimAsync(limit: 2).ConfigureAwait(false)).Count, "claimed runs");
        Expect.Equal(3, (await bench.ClaimAsync(limit: 9).ConfigureAwait(false)).Count, "runs claimed then");
    }

    private static async Task Fair(RunBench bench)
    {
        var (busy, quiet) = (NewThreadId(), NewThreadId());
        await bench.AdmitManyAsync(busy, 3).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(1));
        await bench.AdmitManyAsync(quiet, 2).ConfigureAwait(false);
        var order = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var claimed = (await bench.ClaimAsync(limit: 1).ConfigureAwait(false)).Single();
            order.Add(claimed.Lease.ThreadId == busy ? "busy" : "quiet");
            bench.Advance(TimeSpan.FromSeconds(1));
            await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        }

        Expect.Sequence(["busy", "quiet", "busy", "quiet", "busy"], order, "turns");
    }

    private static async Task AtOnce(RunBench bench)
    {
        var threads = Enumerable.Range(0, 12).Select(_ => NewThreadId()).ToList();
        foreach (var threadId in threads)
        {
            await bench.AdmitManyAsync(threadId, 2).ConfigureAwait(false);
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            bench.ClaimAsync(limit: 3, owner: $"owner {i}", store: i % 2 == 0 ? bench.Store : bench.Second))).ConfigureAwait(false);
        var claimed = claims.SelectMany(claim => claim).Concat(await bench.ClaimAsync().ConfigureAwait(false)).Select(run => run.Lease.ThreadId).ToList();
        Expect.Equal((12, 12), (claimed.Count, claimed.Distinct().Count()), "runs, and threads they are of");
    }

    private static async Task FencesOutsiders(RunBench bench)
    {
        var threadId = NewThreadId();
        var outsider = await bench.WriterAsync(new RunLease(threadId, "", 0)).ConfigureAwait(false);
        await outsider.AcquireAsync().ConfigureAwait(false);
        await outsider.PutNextAsync().ConfigureAwait(false);
        await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(2L, claimed.Lease.Epoch, "epoch of the claim");
        await RefusedAsync(outsider).ConfigureAwait(false);
        await (await bench.WriterAsync(claimed.Lease).ConfigureAwait(false)).PutNextAsync().ConfigureAwait(false);
    }

    private static async Task Fifty(RunBench bench)
    {
        var runs = await bench.AdmitManyAsync(NewThreadId(), 50).ConfigureAwait(false);
        var started = new List<string>();
        for (var i = 0; i < runs.Count; i++)
        {
            var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
            started.Add(claimed.Run.RunId);
            await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        }

        Expect.Sequence(runs.Select(run => run.RunId), started, "order of starts");
    }
}
