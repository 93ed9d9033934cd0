using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

/// <summary>Admissions that come with a claim. A store may leave the claim out; what it does not leave out is a claim like any other.</summary>
internal static class ClaimedAdmissionCases
{
    private static readonly RunClaim Claim = new("owner", Lease, 1);

    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Admission with a claim: the run is claimed as by a claim, or waits for one", Claimed),
        Case("Admission with a claim: the lease ends like any other", Ends),
        Case("Admission with a claim: a run waits behind what runs, stands in the queue, or winds down", Waits),
        Case("Admission with a claim: a run takes the place of one that it rolls back after the end of its lease", TakesPlace),
        Case("Admission with a claim: a delayed run is not claimed, nor one that is there already or refused", NotClaimed),
        Case("Admission with a claim: inputs that are owed before the run come with it", Owed),
        Case("Admission with a claim: of many at once, one is claimed", OneOfMany),
    ];

    private static async Task Claimed(RunBench bench)
    {
        var result = await AdmitAsync(bench, bench.Run(NewThreadId(), run => run with { Config = Bytes("config"), Metadata = Bytes("""{"a":1}""") })).ConfigureAwait(false);
        var stored = await bench.GetAsync(result.Run!).ConfigureAwait(false);
        if (result.Claimed is not { } claimed)
        {
            Expect.Equal(RunStatus.Pending, stored.Status, "status of a run that was not claimed");
            await bench.ClaimOneAsync().ConfigureAwait(false);
            return;
        }

        Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs left to claim");
        Expect.Equal((stored.ThreadId, stored.RunId, stored.Epoch), (claimed.Lease.ThreadId, claimed.Lease.RunId, claimed.Lease.Epoch), "the lease");
        Expect.Equal((RunStatus.Running, "owner", 1, bench.Now + Lease), (stored.Status, stored.Owner, stored.Attempt, stored.LeaseUntil), "the run as it is stored");
        Expect.Equal((bench.Now, bench.Now), (stored.CreatedAt, stored.StartedAt), "its moments");
        Expect.Equal(Told(stored), Told(claimed.Run), "the run as it is given");
        Expect.Equal(Told(stored), Told(result.Run!), "the run as the result of the admission");
        await bench.StatusAsync(stored.ThreadId, ThreadStatus.Busy).ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        await writer.PutAsync(writer.Next()).ConfigureAwait(false);
        Expect.True(await bench.SettleAsync(claimed.Lease).ConfigureAwait(false), "the lease does not hold");
    }

    private static async Task Ends(RunBench bench)
    {
        if ((await AdmitAsync(bench, bench.Run(NewThreadId())).ConfigureAwait(false)).Claimed is { } claimed)
        {
            bench.Advance(Lease);
            Expect.Equal(1, (await bench.ReapAsync().ConfigureAwait(false)).Runs.Count, "runs taken");
            await LeaseCases.LostAsync(bench, claimed.Lease).ConfigureAwait(false);
            bench.Advance(Reap.Backoff);
            Expect.Equal(2, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.Attempt, "attempt of the next claim");
        }
    }

    private static async Task Waits(RunBench bench)
    {
        var threadId = NewThreadId();
        await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await WaitsAsync(bench, bench.Run(threadId), "behind the queue").ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        await WaitsAsync(bench, bench.Run(threadId), "behind a running run").ConfigureAwait(false);
        await WaitsAsync(bench, bench.Run(threadId), "while a run winds down", Displace(DisplacementKind.Rollback)).ConfigureAwait(false);
        await WaitsAsync(bench, bench.Run(threadId), "behind a run that winds down").ConfigureAwait(false);
    }

    private static async Task TakesPlace(RunBench bench)
    {
        var threadId = NewThreadId();
        await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        bench.Advance(Lease);
        var result = await AdmitAsync(bench, bench.Run(threadId), Displace(DisplacementKind.Rollback)).ConfigureAwait(false);
        var claimed = result.Claimed ?? await bench.ClaimOneAsync().ConfigureAwait(false);
        var inFlight = (await bench.ReadAsync(threadId).ConfigureAwait(false)).Runs;
        Expect.Sequence([(claimed.Run.RunId, RunStatus.Running)], inFlight.Select(run => (run.RunId, run.Status)), "runs in flight");
        Expect.True(await bench.SettleAsync(claimed.Lease).ConfigureAwait(false), "the lease does not hold");
    }

    private static async Task NotClaimed(RunBench bench)
    {
        var delayed = bench.Run(NewThreadId(), run => run with { Delay = TimeSpan.FromSeconds(1) });
        await WaitsAsync(bench, delayed, "for its delay").ConfigureAwait(false);
        var again = await AdmitAsync(bench, delayed).ConfigureAwait(false);
        Expect.Equal((AdmissionOutcome.Duplicate, true), (again.Outcome, again.Claimed is null), "the same run once more");
        var refused = await AdmitAsync(bench, bench.Run(delayed.ThreadId), RejectBusy).ConfigureAwait(false);
        Expect.Equal((AdmissionOutcome.Refused, true), (refused.Outcome, refused.Claimed is null), "a run that is refused");
    }

    private static async Task Owed(RunBench bench)
    {
        var owed = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var result = await AdmitAsync(bench, bench.Run(owed.ThreadId), Displace(DisplacementKind.Interrupt)).ConfigureAwait(false);
        var claimed = result.Claimed ?? await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Sequence([owed.RunId], claimed.Owed.Select(run => run.RunId), "owed inputs");
    }

    private static async Task OneOfMany(RunBench bench)
    {
        var threadId = NewThreadId();
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            AdmitAsync(bench, bench.Run(threadId), store: i % 2 == 0 ? bench.Store : bench.Second))).ConfigureAwait(false);
        var claimed = results.Where(result => result.Claimed is not null).Select(result => result.Run!.Sequence);
        Expect.True(claimed.All(sequence => sequence == results.Min(result => result.Run!.Sequence)), "a run that is not the first was claimed");
    }

    private static async Task WaitsAsync(RunBench bench, NewRun run, string where, Func<ThreadSnapshot, AdmissionDecision>? decide = null)
    {
        var result = await AdmitAsync(bench, run, decide).ConfigureAwait(false);
        Expect.Equal((AdmissionOutcome.Admitted, true, RunStatus.Pending), (result.Outcome, result.Claimed is null, result.Run?.Status), $"a run that has to wait {where}");
    }

    private static Task<AdmissionResult> AdmitAsync(RunBench bench, NewRun run, Func<ThreadSnapshot, AdmissionDecision>? decide = null, IRunStore? store = null) =>
        (store ?? bench.Store).AdmitAsync(new AdmissionRequest(run, decide ?? Admit) { Claim = Claim }, bench.Token).AsTask();

    private static (string, string, RunStatus, int, long, DateTimeOffset?, DateTimeOffset?, string, string) Told(StoredRun run) =>
        (run.RunId, run.Owner ?? "", run.Status, run.Attempt, run.Epoch, run.LeaseUntil, run.StartedAt, Text(run.Input), Text(run.Config));
}
