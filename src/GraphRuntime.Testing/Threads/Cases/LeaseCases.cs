using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class LeaseCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Lease: renewing moves its end, for many leases at once, and leaves out the lost ones", Renewed),
        Case("Lease: a settled run has its end, and the thread its rest", Settled),
        Case("Lease: settling twice is one settling; another lease of the run is refused", SettledTwice),
        Case("Lease: the epoch moves on when a run ends, so that a body that is still at work writes nothing", FencesAtTheEnd),
        Case("Lease: a run given back keeps its place, and its attempt counts only if said so", Released),
        Case("Lease: a run given back with a delay holds the thread", ReleasedWithDelay),
        Case("Lease: a signalled run that is given back ends as its signal says", ReleasedAfterSignal),
        Case("Lease: guards are seen by decisions, and are refused after a signal", Guarded),
        Case("Lease: an ended lease can do nothing", Lost),
    ];

    /// <summary>Everything that takes a lease is refused.</summary>
    public static async Task LostAsync(RunBench bench, RunLease lease)
    {
        Expect.Equal(0, (await bench.Store.RenewAsync([lease], Lease, bench.Token).ConfigureAwait(false)).Count, "renewed leases");
        Expect.True(!await bench.SettleAsync(lease).ConfigureAwait(false), "a lost lease settles");
        Expect.True(!await bench.ReleaseAsync(lease).ConfigureAwait(false), "a lost lease gives back");
        Expect.True(!await bench.Store.SetGuardsAsync(lease, RunGuards.NoInterrupt, bench.Token).ConfigureAwait(false), "a lost lease guards");
        Expect.True(!await bench.Store.MarkInputsAppliedAsync(lease, ["run"], bench.Token).ConfigureAwait(false), "a lost lease marks inputs");
        Expect.True(
            !await bench.Store.AppendEventsAsync(lease, [new RunEvent(1, "values", "", default)], bench.Token).ConfigureAwait(false), "a lost lease appends events");
    }

    private static async Task Renewed(RunBench bench)
    {
        await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimAsync().ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(20));
        var unknown = new RunLease(NewThreadId(), "run", 1);
        var held = await bench.Second.RenewAsync([claimed[0].Lease, unknown, claimed[1].Lease], Lease, bench.Token).ConfigureAwait(false);
        Expect.Equal((2, true), (held.Count, held.All(state => state.Signal == RunSignal.None)), "leases held");
        bench.Advance(TimeSpan.FromSeconds(20));
        Expect.Equal(0, (await bench.ReapAsync().ConfigureAwait(false)).Runs.Count, "runs taken");
        Expect.Equal(bench.Now + TimeSpan.FromSeconds(10), (await bench.GetAsync(claimed[0].Run).ConfigureAwait(false)).LeaseUntil, "end of the lease");
    }

    private static async Task Settled(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(3));
        var settlement = new RunSettlement
        {
            Status = RunStatus.Interrupted,
            Reason = RunStatusReason.AwaitingAnswer,
            Output = Bytes("{}"),
            Error = "none",
            InterruptIds = ["a", "b"],
            Rest = new ThreadRest(ThreadStatus.Interrupted, new ThreadPause(RunStatusReason.AwaitingAnswer, ["a", "b"])),
        };
        Expect.True(await bench.SettleAsync(claimed.Lease, settlement).ConfigureAwait(false), "the lease does not hold");
        await bench.StatusAsync(run, RunStatus.Interrupted, RunStatusReason.AwaitingAnswer).ConfigureAwait(false);
        var stored = await bench.GetAsync(run).ConfigureAwait(false);
        Expect.Equal((bench.Now, "{}", "none", false), (stored.FinishedAt, Text(stored.Output), stored.Error, stored.InputOwed), "the run");
        Expect.Equal((null, null, RunSignal.None), (stored.Owner, stored.LeaseUntil, stored.Signal), "the lease");
        Expect.Sequence(["a", "b"], stored.InterruptIds, "interrupts of the run");
        var thread = (await bench.ReadAsync(run.ThreadId).ConfigureAwait(false)).Thread;
        Expect.Equal((ThreadStatus.Interrupted, RunStatusReason.AwaitingAnswer), (thread.Status, thread.Rest.Pause?.Reason), "the thread");
        Expect.Sequence(["a", "b"], thread.Rest.Pause?.InterruptIds ?? [], "interrupts of the thread");
        await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease, Success()).ConfigureAwait(false);
        await bench.StatusAsync(run.ThreadId, ThreadStatus.Interrupted).ConfigureAwait(false);
    }

    private static async Task SettledTwice(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var first = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.ReleaseAsync(first.Lease).ConfigureAwait(false);
        var second = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.True(await bench.SettleAsync(second.Lease).ConfigureAwait(false), "the lease does not hold");
        Expect.True(await bench.SettleAsync(second.Lease).ConfigureAwait(false), "the repetition is refused");
        Expect.True(!await bench.SettleAsync(first.Lease, new RunSettlement { Status = RunStatus.Error }).ConfigureAwait(false), "the old lease settles");
        await bench.StatusAsync(run, RunStatus.Success, RunStatusReason.None).ConfigureAwait(false);
    }

    private static async Task FencesAtTheEnd(RunBench bench)
    {
        await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        await writer.PutNextAsync().ConfigureAwait(false);
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        await RefusedAsync(writer).ConfigureAwait(false);
        await bench.AdmitAsync(claimed.Lease.ThreadId).ConfigureAwait(false);
        var next = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.True(next.Lease.Epoch > claimed.Lease.Epoch, "the epoch did not grow");
        await bench.ReleaseAsync(next.Lease).ConfigureAwait(false);
        await RefusedAsync(await bench.WriterAsync(next.Lease).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task Released(RunBench bench)
    {
        var runs = await bench.AdmitManyAsync(NewThreadId(), 2).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.Store.SetGuardsAsync(claimed.Lease, RunGuards.NoRollback | RunGuards.NoInterrupt, bench.Token).ConfigureAwait(false);
        Expect.True(await bench.ReleaseAsync(claimed.Lease).ConfigureAwait(false), "the lease does not hold");
        var stored = await bench.GetAsync(runs[0]).ConfigureAwait(false);
        Expect.Equal((RunStatus.Pending, RunStatusReason.HostStopping, 0, 0L), (stored.Status, stored.Reason, stored.Attempt, stored.Epoch), "the run");
        Expect.Equal((claimed.Run.Sequence, claimed.Run.StartedAt, RunGuards.NoRollback), (stored.Sequence, stored.StartedAt, stored.Guards), "place, start and guards");
        claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal((runs[0].RunId, 1, RunStatusReason.None), (claimed.Run.RunId, claimed.Run.Attempt, claimed.Run.Reason), "the next attempt");
        await bench.ReleaseAsync(claimed.Lease, new RunRelease(RunStatusReason.LeaseLost, CountAttempt: true, TimeSpan.Zero)).ConfigureAwait(false);
        Expect.Equal(2, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.Attempt, "attempts");
    }

    private static async Task ReleasedWithDelay(RunBench bench)
    {
        var runs = await bench.AdmitManyAsync(NewThreadId(), 2).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.ReleaseAsync(claimed.Lease, new RunRelease(RunStatusReason.LeaseLost, CountAttempt: true, TimeSpan.FromSeconds(5))).ConfigureAwait(false);
        var none = await bench.Store.ClaimAsync(new RunClaim("owner", Lease, 9), bench.Token).ConfigureAwait(false);
        Expect.Equal((0, TimeSpan.FromSeconds(5)), (none.Runs.Count, none.NextIn), "claimed early, and the wait");
        bench.Advance(TimeSpan.FromSeconds(5));
        Expect.Equal(runs[0].RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the next run");
    }

    private static async Task ReleasedAfterSignal(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Interrupt).ConfigureAwait(false);
        Expect.True(await bench.ReleaseAsync(claimed.Lease).ConfigureAwait(false), "the lease does not hold");
        await bench.StatusAsync(run, RunStatus.Interrupted, RunStatusReason.Displaced).ConfigureAwait(false);
        Expect.True((await bench.GetAsync(run).ConfigureAwait(false)).InputOwed, "the input is not owed");
    }

    private static async Task Guarded(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var both = RunGuards.NoInterrupt | RunGuards.NoRollback;
        Expect.True(await bench.Store.SetGuardsAsync(claimed.Lease, both, bench.Token).ConfigureAwait(false), "the lease does not hold");
        Expect.Equal(both, (await bench.ReadAsync(run.ThreadId).ConfigureAwait(false)).Runs[0].Guards, "guards seen");
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Cancel).ConfigureAwait(false);
        Expect.True(!await bench.Store.SetGuardsAsync(claimed.Lease, RunGuards.NoInterrupt, bench.Token).ConfigureAwait(false), "guards after a signal");
        Expect.True(await bench.Store.SetGuardsAsync(claimed.Lease, RunGuards.None, bench.Token).ConfigureAwait(false), "guards cannot be lowered");
        Expect.Equal(RunGuards.None, (await bench.GetAsync(run).ConfigureAwait(false)).Guards, "guards left");
    }

    private static async Task Lost(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.ReleaseAsync(claimed.Lease).ConfigureAwait(false);
        await LostAsync(bench, claimed.Lease).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        await LostAsync(bench, claimed.Lease).ConfigureAwait(false);
        await bench.StatusAsync(run, RunStatus.Running, RunStatusReason.None).ConfigureAwait(false);
    }
}
