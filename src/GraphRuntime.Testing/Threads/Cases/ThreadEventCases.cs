using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

/// <summary>The events of a thread: their numbers, and what is told about runs.</summary>
internal static partial class ThreadEventCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Thread events: a run tells of its admission, its start and its end, with its events between", OneRun),
        Case("Thread events: what a decision tells follows the admission, and the number of the admission is given back", Facts),
        Case("Thread events: a claimed admission tells of its start", Claimed),
        Case("Thread events: a stop at questions tells the questions", Asked),
        Case("Thread events: a signal is told once, and a pending run that is displaced ends at once", Displaced),
        Case("Thread events: a rollback removes events and keeps what was told", RolledBack),
        Case("Thread events: a deleted run keeps what was told", Deleted),
        Case("Thread events: a release and a new start are told", Released),
        Case("Thread events: a run without attempts left is told as ended", Poisoned),
        Case("Thread events: an owner that lost its lease adds nothing", Fenced),
        Case("Thread events: numbers grow over a deletion of the thread", Recreated),
        Case("Thread events: pages follow one another", Pages),
        Case("Thread events: facts are read without events, of all runs or of some, in pages", FactsAlone),
        Case("Thread events: a pruned run leaves nothing", Pruned),
        Case("Thread events: what was told about a run that was rolled back goes with a later run that is pruned", PrunedWithErased),
        Case("Thread events: an unknown thread has none, and a copy starts without", Unknown),
        Case("Thread events: a refused or repeated admission tells nothing", Untold),
    ];

    private static RunEvent Event(long sequence) => new(sequence, "custom", "ns", Bytes($"{sequence}"));

    private static string Show(StoredThreadEvent one) => one switch
    {
        { Event: { } stored } => $"{one.RunId}:{stored.Kind}{stored.Sequence}",
        { Fact: { Kind: RunFactKind.Admitted } fact } => $"{one.RunId}:Admitted({fact.Text},{fact.Strategy})",
        { Fact: { Kind: RunFactKind.Started } fact } => $"{one.RunId}:Started({fact.Attempt})",
        { Fact: { Kind: RunFactKind.Ended } fact } => $"{one.RunId}:Ended({fact.Status},{fact.Reason})",
        { Fact: { Kind: RunFactKind.Released or RunFactKind.Displaced } fact } => $"{one.RunId}:{fact.Kind}({fact.Reason})",
        _ => $"{one.RunId}:{one.Fact?.Kind}{Text(one.Fact!.Data)}",
    };

    private static async Task ShowsAsync(RunBench bench, string threadId, params IReadOnlyList<string> expected)
    {
        var page = await bench.Second.ReadThreadEventsAsync(threadId, 0, 100, bench.Token).ConfigureAwait(false);
        Expect.Sequence(expected, page!.Events.Select(Show), "events of the thread");
        var numbers = page.Events.Select(one => one.Number).ToList();
        Expect.True(numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second), "the numbers do not grow");
        Expect.Equal(page.LastNumber, (await bench.ReadAsync(threadId).ConfigureAwait(false)).Thread.LastEvent, "last number");
    }

    private static async Task<ClaimedRun> StartAsync(RunBench bench, string threadId, string runId = "a")
    {
        await AdmitAsync(bench, threadId, runId).ConfigureAwait(false);
        return await bench.ClaimOneAsync().ConfigureAwait(false);
    }

    private static Task<StoredRun> AdmitAsync(RunBench bench, string threadId, string runId, Func<ThreadSnapshot, AdmissionDecision>? decide = null) =>
        bench.AdmitAsync(threadId, run => run with { RunId = runId }, decide);

    private static async Task OneRun(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(run.Lease, [Event(1), Event(2)], bench.Token).ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(run.Lease, [Event(2), Event(3)], bench.Token).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(1));
        await bench.SettleAsync(run.Lease).ConfigureAwait(false);
        await bench.SettleAsync(run.Lease).ConfigureAwait(false);
        await ShowsAsync(bench, threadId, "a:Admitted(graph,Enqueue)", "a:Started(1)", "a:custom1", "a:custom2", "a:custom3", "a:Ended(Success,None)").ConfigureAwait(false);
        var page = await bench.Store.ReadThreadEventsAsync(threadId, 0, 100, bench.Token).ConfigureAwait(false);
        Expect.Equal((bench.Now, bench.Now - TimeSpan.FromSeconds(1)), (page!.Events[^1].At, page.Events[0].At), "moments");
        Expect.Equal(("ns", "3"), (page.Events[4].Event!.Value.Namespace, Text(page.Events[4].Event!.Value.Data)), "content");
    }

    private static async Task Facts(RunBench bench)
    {
        var threadId = NewThreadId();
        var first = await bench.TryAdmitAsync(bench.Run(threadId) with { RunId = "a" }).ConfigureAwait(false);
        var second = await bench.TryAdmitAsync(bench.Run(threadId) with { RunId = "b" }, snapshot => Admit(snapshot) with
        {
            Facts = [new RunFact(RunFactKind.Answered) { Data = Bytes("[1]") }, new RunFact(RunFactKind.Discarded) { Data = Bytes("[2]") }],
        }).ConfigureAwait(false);
        await ShowsAsync(bench, threadId, "a:Admitted(graph,Enqueue)", "b:Admitted(graph,Enqueue)", "b:Answered[1]", "b:Discarded[2]").ConfigureAwait(false);
        var page = await bench.Store.ReadThreadEventsAsync(threadId, first.EventNumber, 100, bench.Token).ConfigureAwait(false);
        Expect.Equal((second.EventNumber, "b:Admitted(graph,Enqueue)"), (page!.Events[0].Number, Show(page.Events[0])), "the event after the first admission");
    }

    private static async Task Claimed(RunBench bench)
    {
        var threadId = NewThreadId();
        var request = new AdmissionRequest(bench.Run(threadId) with { RunId = "a" }, Admit) { Claim = new RunClaim("owner", Lease, 1) };
        var result = await bench.Store.AdmitAsync(request, bench.Token).ConfigureAwait(false);
        if (result.Claimed is null)
        {
            await bench.ClaimOneAsync().ConfigureAwait(false);
        }

        await ShowsAsync(bench, threadId, "a:Admitted(graph,Enqueue)", "a:Started(1)").ConfigureAwait(false);
    }

    private static async Task Asked(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        await bench.SettleAsync(run.Lease, new RunSettlement
        {
            Status = RunStatus.Interrupted,
            Reason = RunStatusReason.AwaitingAnswer,
            InterruptIds = ["q"],
            Interrupts = Bytes("""[{"id":"q"}]"""),
            Rest = new ThreadRest(ThreadStatus.Interrupted, new ThreadPause(RunStatusReason.AwaitingAnswer, ["q"])),
        }).ConfigureAwait(false);
        await ShowsAsync(
            bench, threadId, "a:Admitted(graph,Enqueue)", "a:Started(1)", "a:Ended(Interrupted,AwaitingAnswer)", """a:Asked[{"id":"q"}]""").ConfigureAwait(false);
    }

    private static async Task Displaced(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        await AdmitAsync(bench, threadId, "b").ConfigureAwait(false);
        await AdmitAsync(bench, threadId, "c", Displace(DisplacementKind.Interrupt)).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.Cancel).ConfigureAwait(false);
        await bench.ReleaseAsync(run.Lease).ConfigureAwait(false);
        await ShowsAsync(
            bench,
            threadId,
            "a:Admitted(graph,Enqueue)",
            "a:Started(1)",
            "b:Admitted(graph,Enqueue)",
            "a:Displaced(Displaced)",
            "b:Ended(Interrupted,Displaced)",
            "c:Admitted(graph,Enqueue)",
            "c:Ended(Interrupted,Cancelled)",
            "a:Ended(Interrupted,Displaced)").ConfigureAwait(false);
    }

    private static async Task RolledBack(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(run.Lease, [Event(1)], bench.Token).ConfigureAwait(false);
        await AdmitAsync(bench, threadId, "b").ConfigureAwait(false);
        await AdmitAsync(bench, threadId, "c", Displace(DisplacementKind.Rollback)).ConfigureAwait(false);
        await ShowsAsync(
            bench,
            threadId,
            "a:Admitted(graph,Enqueue)",
            "a:Started(1)",
            "b:Admitted(graph,Enqueue)",
            "a:RolledBack",
            "b:RolledBack",
            "c:Admitted(graph,Enqueue)").ConfigureAwait(false);
    }

    private static async Task Deleted(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(run.Lease, [Event(1)], bench.Token).ConfigureAwait(false);
        await bench.SettleAsync(run.Lease).ConfigureAwait(false);
        await bench.Store.DeleteRunAsync(threadId, "a", null, bench.Token).ConfigureAwait(false);
        await ShowsAsync(bench, threadId, "a:Admitted(graph,Enqueue)", "a:Started(1)", "a:Ended(Success,None)", "a:Deleted").ConfigureAwait(false);
    }

    private static async Task Released(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        await bench.ReleaseAsync(run.Lease, new RunRelease(RunStatusReason.LeaseLost, CountAttempt: true, TimeSpan.Zero)).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        await ShowsAsync(bench, threadId, "a:Admitted(graph,Enqueue)", "a:Started(1)", "a:Released(LeaseLost)", "a:Started(2)").ConfigureAwait(false);
    }

    private static async Task Poisoned(RunBench bench)
    {
        var threadId = NewThreadId();
        await bench.AdmitAsync(threadId, run => run with { RunId = "a", MaxAttempts = 1 }).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        bench.Advance(Lease);
        await bench.ReapAsync().ConfigureAwait(false);
        await ShowsAsync(bench, threadId, "a:Admitted(graph,Enqueue)", "a:Started(1)", "a:Ended(Error,Poisoned)").ConfigureAwait(false);
    }

    private static async Task Fenced(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(run.Lease, [Event(1)], bench.Token).ConfigureAwait(false);
        bench.Advance(Lease);
        await bench.ReapAsync().ConfigureAwait(false);
        Expect.True(!await bench.Second.AppendEventsAsync(run.Lease, [Event(2)], bench.Token).ConfigureAwait(false), "the lost owner adds an event");
        Expect.True(!await bench.SettleAsync(run.Lease).ConfigureAwait(false), "the lost owner ends the run");
        await ShowsAsync(bench, threadId, "a:Admitted(graph,Enqueue)", "a:Started(1)", "a:custom1", "a:Released(LeaseLost)").ConfigureAwait(false);
    }

    private static async Task Recreated(RunBench bench)
    {
        var threadId = NewThreadId();
        await StartAsync(bench, threadId).ConfigureAwait(false);
        var last = (await bench.ReadAsync(threadId).ConfigureAwait(false)).Thread.LastEvent;
        await bench.Store.DeleteThreadAsync(threadId, bench.Token).ConfigureAwait(false);
        Expect.True(await bench.Store.ReadThreadEventsAsync(threadId, 0, 10, bench.Token).ConfigureAwait(false) is null, "a deleted thread has events");
        await bench.Store.CreateThreadAsync(new NewThread { ThreadId = threadId }, bench.Token).ConfigureAwait(false);
        await AdmitAsync(bench, threadId, "b").ConfigureAwait(false);
        await ShowsAsync(bench, threadId, "b:Admitted(graph,Enqueue)").ConfigureAwait(false);
        var page = await bench.Store.ReadThreadEventsAsync(threadId, last, 10, bench.Token).ConfigureAwait(false);
        Expect.Equal(1, page!.Events.Count, "events after the last number of the deleted thread");
    }

    private static async Task Pruned(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await StartAsync(bench, threadId).ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(run.Lease, [Event(1)], bench.Token).ConfigureAwait(false);
        await bench.SettleAsync(run.Lease).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromDays(1));
        await AdmitAsync(bench, threadId, "b").ConfigureAwait(false);
        await bench.Store.PruneRunsAsync(TimeSpan.FromHours(1), 10, bench.Token).ConfigureAwait(false);
        await ShowsAsync(bench, threadId, "b:Admitted(graph,Enqueue)").ConfigureAwait(false);
    }

    private static async Task PrunedWithErased(RunBench bench)
    {
        var threadId = NewThreadId();
        await StartAsync(bench, threadId).ConfigureAwait(false);
        await AdmitAsync(bench, threadId, "b", Displace(DisplacementKind.Rollback)).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromMinutes(5));
        await bench.SettleAsync((await bench.ClaimOneAsync().ConfigureAwait(false)).Lease).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromDays(1));
        await AdmitAsync(bench, threadId, "c").ConfigureAwait(false);
        await AdmitAsync(bench, threadId, "d", Displace(DisplacementKind.Rollback)).ConfigureAwait(false);
        await bench.Store.PruneRunsAsync(TimeSpan.FromHours(1), 10, bench.Token).ConfigureAwait(false);
        await ShowsAsync(bench, threadId, "c:Admitted(graph,Enqueue)", "c:RolledBack", "d:Admitted(graph,Enqueue)").ConfigureAwait(false);
    }

    private static async Task Untold(RunBench bench)
    {
        var threadId = NewThreadId();
        await AdmitAsync(bench, threadId, "a").ConfigureAwait(false);
        var again = await bench.TryAdmitAsync(bench.Run(threadId) with { RunId = "a" }).ConfigureAwait(false);
        var refused = await bench.TryAdmitAsync(bench.Run(threadId) with { RunId = "b" }, RejectBusy).ConfigureAwait(false);
        Expect.Equal((AdmissionOutcome.Duplicate, AdmissionOutcome.Refused), (again.Outcome, refused.Outcome), "outcomes");
        await ShowsAsync(bench, threadId, "a:Admitted(graph,Enqueue)").ConfigureAwait(false);
    }
}
