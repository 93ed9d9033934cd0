using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class DisplacementCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Displacement: an interrupted pending run ends at once and owes its input", InterruptPending),
        Case("Displacement: a cancelled pending run ends at once and owes nothing", CancelPending),
        Case("Displacement: a running run is asked to stop, keeps running, and its owner hears of it", Signal),
        Case("Displacement: the first signal and its deadline stand", FirstSignal),
        Case("Displacement: in the admission, runs in flight make place for the new one in the same step", InAdmission),
        Case("Displacement: only chosen runs are touched, and ended ones never", Chosen),
        Case("Displacement: the thread rests as before when its last pending run is cancelled", RestsAsBefore),
        Case("Displacement: the next run gets the owed inputs in order, and only those before it", Owed),
        Case("Displacement: an owed input is forgotten when it is marked, and stays when its heir goes", Applied),
    ];

    private static async Task InterruptPending(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var changes = await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Interrupt).ConfigureAwait(false);
        Expect.Sequence([new RunChange(run.RunId, DisplacementKind.Interrupt, false)], changes ?? [], "changes");
        await bench.StatusAsync(run, RunStatus.Interrupted, RunStatusReason.Displaced).ConfigureAwait(false);
        var ended = await bench.GetAsync(run).ConfigureAwait(false);
        Expect.Equal((true, bench.Now), (ended.InputOwed, ended.FinishedAt), "the run");
        Expect.Equal("input", Text(ended.Input), "input");
        Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs to claim");
    }

    private static async Task CancelPending(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Cancel).ConfigureAwait(false);
        await bench.StatusAsync(run, RunStatus.Interrupted, RunStatusReason.Cancelled).ConfigureAwait(false);
        Expect.True(!(await bench.GetAsync(run).ConfigureAwait(false)).InputOwed, "the input is owed");
        await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        Expect.Equal(0, (await bench.ClaimOneAsync().ConfigureAwait(false)).Owed.Count, "owed inputs");
    }

    private static async Task Signal(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var changes = await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Cancel).ConfigureAwait(false);
        Expect.Sequence([new RunChange(run.RunId, DisplacementKind.Cancel, true)], changes ?? [], "changes");
        await bench.StatusAsync(run, RunStatus.Running, RunStatusReason.None).ConfigureAwait(false);
        var stored = await bench.GetAsync(run).ConfigureAwait(false);
        Expect.Equal((RunSignal.Cancel, bench.Now + Grace), (stored.Signal, stored.SignalDeadline), "signal");
        var held = await bench.Second.RenewAsync([claimed.Lease], Lease, bench.Token).ConfigureAwait(false);
        Expect.Sequence([new LeaseState(claimed.Lease, RunSignal.Cancel)], held, "what the owner hears");
        Expect.True(await bench.SettleAsync(claimed.Lease).ConfigureAwait(false), "a signalled run that was faster cannot settle");
        await bench.StatusAsync(run, RunStatus.Success, RunStatusReason.None).ConfigureAwait(false);
    }

    private static async Task FirstSignal(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Interrupt).ConfigureAwait(false);
        var deadline = bench.Now + Grace;
        bench.Advance(TimeSpan.FromSeconds(3));
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Cancel).ConfigureAwait(false);
        var stored = await bench.GetAsync(run).ConfigureAwait(false);
        Expect.Equal((RunSignal.Displace, deadline), (stored.Signal, stored.SignalDeadline), "signal");
    }

    private static async Task InAdmission(RunBench bench)
    {
        var threadId = NewThreadId();
        var running = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var pending = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var added = await bench.AdmitAsync(threadId, decide: Displace(DisplacementKind.Interrupt)).ConfigureAwait(false);
        var snapshot = await bench.ReadAsync(threadId).ConfigureAwait(false);
        Expect.Sequence([running.RunId, added.RunId], snapshot.Runs.Select(run => run.RunId), "runs in flight");
        await bench.StatusAsync(pending, RunStatus.Interrupted, RunStatusReason.Displaced).ConfigureAwait(false);
        Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs to claim while the first one stops");
        await bench.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Interrupted, Reason = RunStatusReason.Displaced }).ConfigureAwait(false);
        var next = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(added.RunId, next.Run.RunId, "the next run");
        Expect.Sequence([running.RunId, pending.RunId], next.Owed.Select(run => run.RunId), "owed inputs");
    }

    private static async Task Chosen(RunBench bench)
    {
        var threadId = NewThreadId();
        var ended = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease).ConfigureAwait(false);
        var runs = await bench.AdmitManyAsync(threadId, 3).ConfigureAwait(false);
        var changes = await bench.DisplaceAsync(threadId, DisplacementKind.Cancel, runs[1].RunId, ended.RunId, "unknown").ConfigureAwait(false);
        Expect.Sequence([runs[1].RunId], (changes ?? []).Select(change => change.RunId), "cancelled runs");
        await bench.StatusAsync(ended, RunStatus.Success, RunStatusReason.None).ConfigureAwait(false);
        await bench.StatusAsync(runs[2], RunStatus.Pending, RunStatusReason.None).ConfigureAwait(false);
        Expect.Equal(0, (await bench.DisplaceAsync(threadId, DisplacementKind.Cancel, "unknown").ConfigureAwait(false))?.Count, "changes for an unknown run");
    }

    private static async Task RestsAsBefore(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var rest = new ThreadRest(ThreadStatus.Interrupted, new ThreadPause(RunStatusReason.Paused, []));
        await bench.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Interrupted, Reason = RunStatusReason.Paused, Rest = rest }).ConfigureAwait(false);
        await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        Expect.Equal(RunStatusReason.Paused, (await bench.ReadAsync(run.ThreadId).ConfigureAwait(false)).Thread.Rest.Pause?.Reason, "what the busy thread waited for");
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Cancel).ConfigureAwait(false);
        await bench.StatusAsync(run.ThreadId, ThreadStatus.Interrupted).ConfigureAwait(false);
    }

    private static async Task Owed(RunBench bench)
    {
        var threadId = NewThreadId();
        var first = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var rest = await bench.AdmitManyAsync(threadId, 3).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.Interrupt, rest[0].RunId, rest[2].RunId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal((first.RunId, 0), (claimed.Run.RunId, claimed.Owed.Count), "the first run, with what it owes");
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(rest[1].RunId, claimed.Run.RunId, "the second run");
        Expect.Sequence([rest[0].RunId], claimed.Owed.Select(run => run.RunId), "inputs it owes");
        Expect.Equal("input", Text(claimed.Owed[0].Input), "owed input");
    }

    private static async Task Applied(RunBench bench)
    {
        var threadId = NewThreadId();
        var displaced = await bench.AdmitManyAsync(threadId, 2).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.Interrupt).ConfigureAwait(false);
        var heir = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.True(await bench.Store.MarkInputsAppliedAsync(claimed.Lease, [displaced[0].RunId], bench.Token).ConfigureAwait(false), "the lease does not hold");
        Expect.True(!(await bench.GetAsync(displaced[0]).ConfigureAwait(false)).InputOwed, "the applied input is still owed");
        await bench.DisplaceAsync(threadId, DisplacementKind.Rollback, heir.RunId).ConfigureAwait(false);
        Expect.True(!await bench.Store.MarkInputsAppliedAsync(claimed.Lease, [displaced[1].RunId], bench.Token).ConfigureAwait(false), "a lost lease marks inputs");
        await bench.Store.AcknowledgeStopAsync(claimed.Lease, bench.Token).ConfigureAwait(false);
        await bench.AdmitAsync(threadId).ConfigureAwait(false);
        claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Sequence([displaced[1].RunId], claimed.Owed.Select(run => run.RunId), "inputs still owed");
    }
}
