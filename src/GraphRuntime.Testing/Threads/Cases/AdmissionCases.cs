using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class AdmissionCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Admission: an admitted run is pending, keeps its bytes, and is read by a second instance", Kept),
        Case("Admission: the bytes are copied before the call gives control back", Copied),
        Case("Admission: sequences grow by admission within a thread", Sequences),
        Case("Admission: a decision sees the running run, then the queue, then the delayed runs", Snapshot),
        Case("Admission: a decision sees inputs where it asked for them, and only there", Inputs),
        Case("Admission: a refused run leaves nothing, not even its thread", Refused),
        Case("Admission: a missing thread that is not to be created is the outcome", Missing),
        Case("Admission: the same id is admitted once, also through another instance", SameId),
        Case("Admission: an idempotency key returns the first run of its thread until that is gone", SameKey),
        Case("Admission: a decision can change input, delay and strategy", Changed),
        Case("Admission: context that a decision leaves stays with the thread until another one replaces it, and is copied", Context),
        Case("Admission: of 32 runs at once that want the thread for themselves, one gets it", OneOfMany),
        Case("Admission: runs admitted at once get different sequences, and none is lost", AtOnce),
        Case("Admission: an exception of the decision leaves nothing", Throws),
    ];

    private static async Task Kept(RunBench bench)
    {
        var request = bench.Run(NewThreadId()) with { Config = Bytes("config"), Metadata = Bytes("""{"n":1}"""), IdempotencyKey = "key", MaxAttempts = 5 };
        var result = await bench.TryAdmitAsync(request, _ => new AdmissionDecision { Admitted = true, Strategy = MultitaskStrategy.Rollback }).ConfigureAwait(false);
        var read = await bench.Second.GetRunAsync(request.ThreadId, request.RunId, bench.Token).ConfigureAwait(false);
        foreach (var run in new[] { result.Run, read })
        {
            Expect.Equal((request.RunId, request.ThreadId, "graph"), (run?.RunId, run?.ThreadId, run?.GraphName), "names");
            Expect.Equal((RunStatus.Pending, RunStatusReason.None, MultitaskStrategy.Rollback), (run!.Status, run.Reason, run.Strategy), "status");
            Expect.Equal(("input", "config", "key"), (Text(run.Input), Text(run.Config), run.IdempotencyKey), "content");
            Expect.Equal((bench.Now, bench.Now, null, null), (run.CreatedAt, run.NotBefore, run.StartedAt, run.FinishedAt), "moments");
            Expect.Equal((0, 5, 0L, false, false), (run.Attempt, run.MaxAttempts, run.Epoch, run.Delayed, run.InputOwed), "counters");
        }

        Expect.Equal("graph", (await bench.ReadAsync(request.ThreadId).ConfigureAwait(false)).Thread.GraphName, "graph of the thread");
    }

    private static async Task Copied(RunBench bench)
    {
        var input = Bytes("before");
        var run = await bench.AdmitAsync(NewThreadId(), run => run with { Input = input }).ConfigureAwait(false);
        Bytes("after!").CopyTo(input, 0);
        Expect.Equal("before", Text((await bench.GetAsync(run).ConfigureAwait(false)).Input), "stored input");
    }

    private static async Task Sequences(RunBench bench)
    {
        var threadId = NewThreadId();
        var runs = await bench.AdmitManyAsync(threadId, 50).ConfigureAwait(false);
        for (var i = 1; i < runs.Count; i++)
        {
            Expect.True(runs[i].Sequence > runs[i - 1].Sequence, $"sequence {runs[i].Sequence} follows {runs[i - 1].Sequence}");
        }

        var snapshot = await bench.ReadAsync(threadId).ConfigureAwait(false);
        Expect.Sequence(runs.Select(run => run.RunId), snapshot.Runs.Select(run => run.RunId), "queue of runs admitted in the same moment");
    }

    private static async Task Snapshot(RunBench bench)
    {
        var threadId = NewThreadId();
        var later = await bench.AdmitAsync(threadId, run => run with { Delay = TimeSpan.FromMinutes(2) }).ConfigureAwait(false);
        var running = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        var queued = await bench.AdmitManyAsync(threadId, 2).ConfigureAwait(false);
        var sooner = await bench.AdmitAsync(threadId, run => run with { Delay = TimeSpan.FromMinutes(1), Metadata = Bytes("""{"n":1}""") }).ConfigureAwait(false);
        ThreadSnapshot? seen = null;
        await bench.AdmitAsync(threadId, decide: snapshot => Admit(seen = snapshot)).ConfigureAwait(false);
        string[] expected = [running.RunId, queued[0].RunId, queued[1].RunId, sooner.RunId, later.RunId];
        Expect.Sequence(expected, seen!.Runs.Select(run => run.RunId), "runs in flight");
        Expect.Equal((ThreadStatus.Busy, bench.Now, 1L), (seen.Thread.Status, seen.Now, seen.Epoch), "the thread");
        Expect.Equal((RunStatus.Running, 1, (DateTimeOffset?)bench.Now), (seen.Runs[0].Status, seen.Runs[0].Attempt, seen.Runs[0].StartedAt), "the running run");
        Expect.Equal((true, bench.Now + TimeSpan.FromMinutes(1)), (seen.Runs[3].Delayed, seen.Runs[3].NotBefore), "the delayed run");
        Expect.True(!seen.Runs[3].Metadata.IsEmpty && seen.Runs[4].Metadata.IsEmpty, "metadata is not that of the runs");
    }

    private static async Task Inputs(RunBench bench)
    {
        var threadId = NewThreadId();
        await bench.AdmitAsync(threadId).ConfigureAwait(false);
        foreach (var asked in new[] { true, false })
        {
            string? seen = null;
            var request = new AdmissionRequest(bench.Run(threadId), snapshot =>
            {
                seen = Text(snapshot.Runs[0].Input);
                return Admit(snapshot);
            });
            await bench.Store.AdmitAsync(request with { IncludeInputs = asked }, bench.Token).ConfigureAwait(false);
            Expect.Equal(asked ? "input" : "", seen, "input seen");
        }
    }

    private static async Task Refused(RunBench bench)
    {
        var run = bench.Run(NewThreadId());
        var refused = await bench.TryAdmitAsync(run, _ => new AdmissionDecision { Admitted = false, Refusal = AdmissionRefusal.QueueFull }).ConfigureAwait(false);
        Expect.Equal((AdmissionOutcome.Refused, AdmissionRefusal.QueueFull, null), (refused.Outcome, refused.Decision?.Refusal, refused.Run), "the result");
        Expect.True(await bench.Store.ReadThreadAsync(run.ThreadId, bench.Token).ConfigureAwait(false) is null, "the thread was created");
        var kept = await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        refused = await bench.TryAdmitAsync(run, snapshot => Displace(DisplacementKind.Rollback)(snapshot) with { Admitted = false }).ConfigureAwait(false);
        Expect.Equal(AdmissionOutcome.Refused, refused.Outcome, "outcome");
        Expect.Equal(kept.RunId, refused.Snapshot?.Runs[0].RunId, "run in flight");
        await bench.StatusAsync(kept, RunStatus.Pending, RunStatusReason.None).ConfigureAwait(false);
        Expect.True(await bench.Store.GetRunAsync(run.ThreadId, run.RunId, bench.Token).ConfigureAwait(false) is null, "the refused run is stored");
    }

    private static async Task Missing(RunBench bench)
    {
        var run = bench.Run(NewThreadId()) with { CreateThread = false };
        var result = await bench.TryAdmitAsync(run).ConfigureAwait(false);
        Expect.Equal((AdmissionOutcome.ThreadMissing, null), (result.Outcome, result.Run), "the result");
        Expect.True(await bench.Store.ReadThreadAsync(run.ThreadId, bench.Token).ConfigureAwait(false) is null, "the thread was created");
    }

    private static async Task SameId(RunBench bench)
    {
        var run = bench.Run(NewThreadId());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => bench.TryAdmitAsync(run, store: i % 2 == 0 ? bench.Store : bench.Second))).ConfigureAwait(false);
        Expect.Equal(1, outcomes.Count(result => result.Outcome == AdmissionOutcome.Admitted), "admissions");
        Expect.Equal(7, outcomes.Count(result => result.Outcome == AdmissionOutcome.Duplicate && result.Run?.RunId == run.RunId), "repetitions");
        Expect.Equal(1, (await bench.ReadAsync(run.ThreadId).ConfigureAwait(false)).Runs.Count, "runs in flight");
    }

    private static async Task SameKey(RunBench bench)
    {
        var threadId = NewThreadId();
        var first = await bench.AdmitAsync(threadId, run => run with { IdempotencyKey = "key" }).ConfigureAwait(false);
        var again = await bench.TryAdmitAsync(bench.Run(threadId) with { IdempotencyKey = "key" }, Displace(DisplacementKind.Rollback)).ConfigureAwait(false);
        Expect.Equal((AdmissionOutcome.Duplicate, first.RunId), (again.Outcome, again.Run?.RunId), "the same key");
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        again = await bench.TryAdmitAsync(bench.Run(threadId) with { IdempotencyKey = "key" }).ConfigureAwait(false);
        Expect.Equal((AdmissionOutcome.Duplicate, RunStatus.Success), (again.Outcome, again.Run?.Status), "the same key after the end");
        await bench.AdmitAsync(NewThreadId(), run => run with { IdempotencyKey = "key" }).ConfigureAwait(false);
        await bench.Store.DeleteRunAsync(threadId, first.RunId, null, bench.Token).ConfigureAwait(false);
        await bench.AdmitAsync(threadId, run => run with { IdempotencyKey = "key" }).ConfigureAwait(false);
    }

    private static async Task Changed(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId(), decide: _ => new AdmissionDecision
        {
            Admitted = true,
            Strategy = MultitaskStrategy.Interrupt,
            Input = Bytes("other"),
            Delay = TimeSpan.FromSeconds(5),
        }).ConfigureAwait(false);
        var stored = await bench.GetAsync(run).ConfigureAwait(false);
        Expect.Equal(("other", true, MultitaskStrategy.Interrupt), (Text(stored.Input), stored.Delayed, stored.Strategy), "the run");
        Expect.Equal(bench.Now + TimeSpan.FromSeconds(5), stored.NotBefore, "end of the delay");
    }

    private static async Task Context(RunBench bench)
    {
        var threadId = NewThreadId();
        var seen = new List<string>();
        foreach (var context in new[] { """{"user":"ann"}""", null, """{"user":"bob"}""", null, "", null })
        {
            var result = await bench.TryAdmitAsync(bench.Run(threadId), snapshot =>
            {
                seen.Add(Text(snapshot.Thread.Context));
                var decision = Admit(snapshot) with { Config = Bytes("config") };
                return context is null ? decision : decision with { ThreadContext = Bytes(context) };
            }).ConfigureAwait(false);
            Expect.Equal("config", Text((await bench.GetAsync(result.Run!).ConfigureAwait(false)).Config), "configuration");
            if (context is { Length: > 0 })
            {
                var copy = await bench.Store.CopyThreadAsync(threadId, NewThreadId(), bench.Token).ConfigureAwait(false);
                Expect.Equal((context, context), (Text(copy.Context), Text((await bench.ReadAsync(threadId).ConfigureAwait(false)).Thread.Context)), "context of the copy");
            }
        }

        Expect.Sequence(["", """{"user":"ann"}""", """{"user":"ann"}""", """{"user":"bob"}""", """{"user":"bob"}""", ""], seen, "context that decisions see");
    }

    private static async Task OneOfMany(RunBench bench)
    {
        var threadId = NewThreadId();
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            bench.TryAdmitAsync(bench.Run(threadId), RejectBusy, i % 2 == 0 ? bench.Store : bench.Second))).ConfigureAwait(false);
        Expect.Equal(1, results.Count(result => result.Outcome == AdmissionOutcome.Admitted), "admitted runs");
        var winner = results.Single(result => result.Outcome == AdmissionOutcome.Admitted).Run!.RunId;
        Expect.True(results.Where(result => result.Run is null).All(result => result.Snapshot?.Runs[0].RunId == winner), "a refusal does not name the winner");
    }

    private static async Task AtOnce(RunBench bench)
    {
        var threadId = NewThreadId();
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            bench.TryAdmitAsync(bench.Run(threadId), store: i % 2 == 0 ? bench.Store : bench.Second))).ConfigureAwait(false);
        Expect.Equal(64, results.Select(result => result.Run?.Sequence).Distinct().Count(), "different sequences");
        Expect.Equal(64, (await bench.ReadAsync(threadId).ConfigureAwait(false)).Runs.Count, "runs in flight");
    }

    private static async Task Throws(RunBench bench)
    {
        var run = bench.Run(NewThreadId());
        await Expect.ThrowsAsync<NotSupportedException>(
            () => bench.TryAdmitAsync(run, _ => throw new NotSupportedException("no")), "an exception of the decision").ConfigureAwait(false);
        Expect.True(await bench.Store.ReadThreadAsync(run.ThreadId, bench.Token).ConfigureAwait(false) is null, "the thread was created");
        await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
    }
}
