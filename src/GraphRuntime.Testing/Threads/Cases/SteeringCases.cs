using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class SteeringCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Steering: a run takes the inputs that are for it, in order, and their runs end and owe them", Take),
        Case("Steering: what was taken is given again, also under a later lease, until it is marked", TakeAgain),
        Case("Steering: only inputs that wait, for this run, are taken", TakeOnlyOwn),
        Case("Steering: a run that is asked to stop takes nothing more", TakeNoneWhenSignalled),
        Case("Steering: the owner hears of inputs when it renews its lease", Hear),
        Case("Steering: what a run has taken and may not have applied goes to the next run, whatever its place", Owed),
        Case("Steering: a rollback erases a run with those whose inputs it has taken", RollBack),
        Case("Steering: where the thread waits for an answer, inputs that were not taken are held, and taken on demand", Held),
        Case("Steering: a lease that does not hold takes nothing", Fenced),
        Case("Steering: inputs for subgraphs are taken by name, and no others with them", OfCalls),
    ];

    private static async Task Take(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var first = await SteerAsync(bench, run).ConfigureAwait(false);
        var second = await SteerAsync(bench, run).ConfigureAwait(false);
        Expect.Equal((run.RunId, RunStatus.Pending), (first.SteersRunId, first.Status), "the admitted input");

        Expect.Sequence([first.RunId, second.RunId], await TakenAsync(bench, new SteeredTake(lease)).ConfigureAwait(false), "what was taken");

        await bench.StatusAsync(first, RunStatus.Success, RunStatusReason.Steered).ConfigureAwait(false);
        var ended = await bench.GetAsync(second).ConfigureAwait(false);
        Expect.Equal((true, bench.Now, run.RunId, "input"), (ended.InputOwed, ended.FinishedAt, ended.SteersRunId, Text(ended.Input)), "the run");
        Expect.Equal(2, (await bench.GetAsync(run).ConfigureAwait(false)).SteeredInputs, "inputs of the run");
        await bench.StatusAsync(run, RunStatus.Running, RunStatusReason.None).ConfigureAwait(false);
    }

    private static async Task TakeAgain(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var input = await SteerAsync(bench, run).ConfigureAwait(false);
        await TakenAsync(bench, new SteeredTake(lease)).ConfigureAwait(false);
        Expect.True(await bench.ReleaseAsync(lease).ConfigureAwait(false), "the run cannot be given back");
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal((run.RunId, 0), (claimed.Run.RunId, claimed.Owed.Count), "the run finds by itself what it has taken");

        Expect.Sequence([input.RunId], await TakenAsync(bench, new SteeredTake(claimed.Lease) { OnlyTaken = true }).ConfigureAwait(false), "what was taken before");

        Expect.True(await bench.Store.MarkInputsAppliedAsync(claimed.Lease, [input.RunId], bench.Token).ConfigureAwait(false), "it cannot be marked");
        Expect.Equal(0, (await TakenAsync(bench, new SteeredTake(claimed.Lease)).ConfigureAwait(false)).Count, "what is left");
    }

    private static async Task TakeOnlyOwn(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var waiting = await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        await SteerAsync(bench, waiting).ConfigureAwait(false);
        await bench.AdmitAsync(run.ThreadId, one => one with { Delay = TimeSpan.FromSeconds(5) }, Steers(run)).ConfigureAwait(false);
        var own = await SteerAsync(bench, run).ConfigureAwait(false);

        Expect.Equal(0, (await TakenAsync(bench, new SteeredTake(lease) { OnlyTaken = true }).ConfigureAwait(false)).Count, "what was taken before");
        Expect.Sequence([own.RunId], await TakenAsync(bench, new SteeredTake(lease)).ConfigureAwait(false), "what was taken");
    }

    private static async Task TakeNoneWhenSignalled(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var input = await SteerAsync(bench, run).ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Cancel, run.RunId).ConfigureAwait(false);

        Expect.Equal(0, (await TakenAsync(bench, new SteeredTake(lease)).ConfigureAwait(false)).Count, "what was taken");
        await bench.StatusAsync(input, RunStatus.Pending, RunStatusReason.None).ConfigureAwait(false);
    }

    private static async Task Hear(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var changed = false;
        using var subscription = bench.Store.Subscribe(hint => changed |= hint == new RunStoreHint(RunStoreHintKind.Changed, run.ThreadId));
        await SteerAsync(bench, run).ConfigureAwait(false);

        Expect.True(changed, "the admission of an input is no change");
        var held = await bench.Second.RenewAsync([lease], Lease, bench.Token).ConfigureAwait(false);
        Expect.Sequence([new LeaseState(lease, RunSignal.None) { SteeredInputs = 1 }], held, "what the owner hears");
    }

    private static async Task Owed(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var next = await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        var input = await SteerAsync(bench, run).ConfigureAwait(false);
        await TakenAsync(bench, new SteeredTake(lease)).ConfigureAwait(false);
        Expect.True(await bench.SettleAsync(lease, new RunSettlement { Status = RunStatus.Error }).ConfigureAwait(false), "the run cannot end");

        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);

        Expect.Equal(next.RunId, claimed.Run.RunId, "the next run");
        Expect.Sequence([input.RunId], [.. claimed.Owed.Select(static run => run.RunId)], "the owed inputs");
    }

    private static async Task RollBack(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var taken = await SteerAsync(bench, run).ConfigureAwait(false);
        await TakenAsync(bench, new SteeredTake(lease)).ConfigureAwait(false);
        var waiting = await SteerAsync(bench, run).ConfigureAwait(false);

        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Rollback, run.RunId).ConfigureAwait(false);

        await bench.GoneAsync(run).ConfigureAwait(false);
        await bench.GoneAsync(taken).ConfigureAwait(false);
        await bench.StatusAsync(waiting, RunStatus.Pending, RunStatusReason.None).ConfigureAwait(false);
    }

    private static async Task Held(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var input = await SteerAsync(bench, run).ConfigureAwait(false);
        var question = new ThreadRest(ThreadStatus.Interrupted, new ThreadPause(RunStatusReason.AwaitingAnswer, ["q"]));
        await bench.SettleAsync(lease, new RunSettlement { Status = RunStatus.Interrupted, Reason = RunStatusReason.AwaitingAnswer, Rest = question }).ConfigureAwait(false);
        Expect.True((await bench.GetAsync(input).ConfigureAwait(false)) is { Held: true, Delayed: true, Status: RunStatus.Pending }, "the input is not held");
        var answer = await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal(answer.RunId, claimed.Run.RunId, "the next run");

        Expect.Equal(0, (await TakenAsync(bench, new SteeredTake(claimed.Lease)).ConfigureAwait(false)).Count, "what a run takes that brings no answer");
        Expect.Sequence([input.RunId], await TakenAsync(bench, new SteeredTake(claimed.Lease) { IncludeHeld = true }).ConfigureAwait(false), "what was taken");
        Expect.Equal(answer.RunId, (await bench.GetAsync(input).ConfigureAwait(false)).SteersRunId, "the run that has the input");
    }

    private static async Task OfCalls(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var root = await SteerAsync(bench, run).ConfigureAwait(false);
        var one = await SteerIntoAsync("sub").ConfigureAwait(false);
        var other = await SteerIntoAsync("sub/inner").ConfigureAwait(false);
        Expect.Equal("sub", (await bench.GetAsync(one).ConfigureAwait(false)).SteersPath, "the path of the input");
        var seen = (await bench.Store.ReadThreadAsync(run.ThreadId, bench.Token).ConfigureAwait(false))!.Runs;
        Expect.Sequence([null, null, "sub", "sub/inner"], [.. seen.Select(static active => active.SteersPath)], "the paths in flight");

        Expect.Sequence([one.RunId], await TakenAsync(bench, new SteeredTake(lease) { OnlyTaken = true, OfCalls = [one.RunId, root.RunId] }).ConfigureAwait(false), "what was taken by name");
        Expect.Sequence([root.RunId, one.RunId], await TakenAsync(bench, new SteeredTake(lease)).ConfigureAwait(false), "what was taken for the root graph");
        await bench.StatusAsync(other, RunStatus.Pending, RunStatusReason.None).ConfigureAwait(false);

        Task<StoredRun> SteerIntoAsync(string path) =>
            bench.AdmitAsync(run.ThreadId, decide: _ => new AdmissionDecision { Admitted = true, Strategy = MultitaskStrategy.Steer, SteersRunId = run.RunId, SteersPath = path });
    }

    private static async Task Fenced(RunBench bench)
    {
        var (run, lease) = await RunningAsync(bench).ConfigureAwait(false);
        var input = await SteerAsync(bench, run).ConfigureAwait(false);

        var taken = await bench.Store.TakeSteeredAsync(new SteeredTake(lease with { Epoch = lease.Epoch + 1 }), bench.Token).ConfigureAwait(false);

        Expect.True(taken is null, "a lease that does not hold takes inputs");
        await bench.StatusAsync(input, RunStatus.Pending, RunStatusReason.None).ConfigureAwait(false);
    }

    private static async Task<(StoredRun Run, RunLease Lease)> RunningAsync(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        return (run, (await bench.ClaimOneAsync().ConfigureAwait(false)).Lease);
    }

    private static Task<StoredRun> SteerAsync(RunBench bench, StoredRun run) => bench.AdmitAsync(run.ThreadId, decide: Steers(run));

    private static Func<ThreadSnapshot, AdmissionDecision> Steers(StoredRun run) =>
        _ => new AdmissionDecision { Admitted = true, Strategy = MultitaskStrategy.Steer, SteersRunId = run.RunId };

    private static async Task<IReadOnlyList<string>> TakenAsync(RunBench bench, SteeredTake take) =>
        [.. (await bench.Store.TakeSteeredAsync(take, bench.Token).ConfigureAwait(false) ?? throw new ConformanceFailureException("the lease does not hold")).Select(static run => run.RunId)];
}
