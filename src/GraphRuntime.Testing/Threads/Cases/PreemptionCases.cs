using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class PreemptionCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Preemption: a more urgent run goes first, and the one that it stopped keeps its place before those that wait", Order),
        Case("Preemption: the owner is asked to give its run back, whose attempt does not count and which cannot be rolled back any more", GiveBack),
        Case("Preemption: a run whose owner is lost while it is asked to stop goes back likewise", Reap),
        Case("Preemption: an end takes the place of a preemption, and not the other way round", End),
        Case("Preemption: a pending run is overtaken and cannot be rolled back any more", Overtaken),
        Case("Preemption: a result is faster than a preemption", Faster),
        Case("Preemption: inputs that are owed are applied in the order of the queue, and not while the run that has taken them goes on", Owed),
    ];

    private static async Task Order(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var next = await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        var urgent = await PreemptAsync(bench, run, 1).ConfigureAwait(false);
        var more = await bench.AdmitAsync(run.ThreadId, decide: Urgent(2)).ConfigureAwait(false);
        Expect.True(await bench.ReleaseAsync(lease).ConfigureAwait(false), "the run cannot be given back");

        foreach (var expected in new[] { more, urgent, run, next })
        {
            var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
            Expect.Equal(expected.RunId, claimed.Run.RunId, "the next run");
            await bench.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Success }).ConfigureAwait(false);
        }
    }

    private static async Task GiveBack(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        await PreemptAsync(bench, run, 1).ConfigureAwait(false);
        Expect.Sequence([new LeaseState(lease, RunSignal.Preempt)], await bench.Second.RenewAsync([lease], Lease, bench.Token).ConfigureAwait(false), "what the owner hears");

        Expect.True(await bench.ReleaseAsync(lease).ConfigureAwait(false), "the run cannot be given back");

        var stored = await bench.GetAsync(run).ConfigureAwait(false);
        Expect.Equal((RunStatus.Pending, RunStatusReason.Preempted, RunSignal.None, RunGuards.NoRollback), (stored.Status, stored.Reason, stored.Signal, stored.Guards), "the run");
        Expect.Equal((run.Sequence, run.MaxAttempts + 1, 1), (stored.Sequence, stored.MaxAttempts, stored.Attempt), "its place and its attempts");
        Expect.True(!await bench.SettleAsync(lease, new RunSettlement { Status = RunStatus.Success }).ConfigureAwait(false), "the lease holds");
    }

    private static async Task Reap(RunBench bench)
    {
        var (run, _) = await RunningAsync(bench).ConfigureAwait(false);
        await PreemptAsync(bench, run, 1).ConfigureAwait(false);
        bench.Advance(Lease + Lease);
        await bench.ReapAsync().ConfigureAwait(false);

        var stored = await bench.GetAsync(run).ConfigureAwait(false);
        Expect.Equal((RunStatus.Pending, RunStatusReason.Preempted, RunGuards.NoRollback), (stored.Status, stored.Reason, stored.Guards), "the run");
        Expect.Equal(stored.CreatedAt, stored.NotBefore, "it waits for no clock");
    }

    private static async Task End(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        await PreemptAsync(bench, run, 1).ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Interrupt, run.RunId).ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Preempt, run.RunId).ConfigureAwait(false);

        Expect.True(await bench.ReleaseAsync(lease).ConfigureAwait(false), "the run cannot be given back");

        await bench.StatusAsync(run, RunStatus.Interrupted, RunStatusReason.Displaced).ConfigureAwait(false);
    }

    private static async Task Overtaken(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        Expect.True(await bench.ReleaseAsync(lease).ConfigureAwait(false), "the run cannot be given back");
        var urgent = await PreemptAsync(bench, run, 1).ConfigureAwait(false);

        Expect.Equal(RunGuards.NoRollback, (await bench.GetAsync(run).ConfigureAwait(false)).Guards, "the run");
        Expect.Equal(urgent.RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the next run");
    }

    private static async Task Faster(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var urgent = await PreemptAsync(bench, run, 1).ConfigureAwait(false);

        Expect.True(await bench.SettleAsync(lease, new RunSettlement { Status = RunStatus.Success }).ConfigureAwait(false), "the run cannot end");

        await bench.StatusAsync(run, RunStatus.Success, RunStatusReason.None).ConfigureAwait(false);
        Expect.Equal(urgent.RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the next run");
    }

    private static async Task Owed(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var taken = await bench.AdmitAsync(run.ThreadId, decide: _ => new AdmissionDecision { Admitted = true, Strategy = MultitaskStrategy.Steer, SteersRunId = run.RunId }).ConfigureAwait(false);
        await bench.Store.TakeSteeredAsync(new SteeredTake(lease), bench.Token).ConfigureAwait(false);
        var displaced = await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Interrupt, displaced.RunId).ConfigureAwait(false);
        var last = await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        await PreemptAsync(bench, run, 1).ConfigureAwait(false);
        Expect.True(await bench.ReleaseAsync(lease).ConfigureAwait(false), "the run cannot be given back");

        var urgent = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(0, urgent.Owed.Count, "what is owed before the urgent run");
        await bench.SettleAsync(urgent.Lease, new RunSettlement { Status = RunStatus.Success }).ConfigureAwait(false);
        var again = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal((run.RunId, 0), (again.Run.RunId, again.Owed.Count), "what is owed before the run that goes on");
        await bench.SettleAsync(again.Lease, new RunSettlement { Status = RunStatus.Error }).ConfigureAwait(false);
        var next = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(last.RunId, next.Run.RunId, "the last run");
        Expect.Sequence([taken.RunId, displaced.RunId], [.. next.Owed.Select(static one => one.RunId)], "what is owed before the last run");
    }

    private static async Task<(StoredRun Run, RunLease Lease)> RunningAsync(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        return (run, (await bench.ClaimOneAsync().ConfigureAwait(false)).Lease);
    }

    private static Task<StoredRun> PreemptAsync(RunBench bench, StoredRun run, int urgency) => bench.AdmitAsync(
        run.ThreadId, decide: snapshot => Urgent(urgency)(snapshot) with { Displaced = [new RunDisplacement(run.RunId, DisplacementKind.Preempt, Lease)] });

    private static Func<ThreadSnapshot, AdmissionDecision> Urgent(int urgency) =>
        _ => new AdmissionDecision { Admitted = true, Strategy = MultitaskStrategy.Preempt, Urgency = urgency };
}
