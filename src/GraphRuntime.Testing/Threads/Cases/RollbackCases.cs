using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class RollbackCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Rollback: a pending run is gone without trace", Pending),
        Case("Rollback: a running run is gone with its checkpoints, writes and events, and the state is the one before it", Running),
        Case("Rollback: what the run put beside checkpoints of others is gone too", WritesBesideOthers),
        Case("Rollback: the owner of an erased run can write nothing any more", Fenced),
        Case("Rollback: all runs in flight go in the step that admits the new one, which can start once the owner has stopped", InAdmission),
        Case("Rollback: a run that came back from a crash goes with what its first attempt wrote", SecondAttempt),
        Case("Rollback: other threads and ended runs stay", OthersStay),
        Case("Rollback: the thread rests as before", RestsAsBefore),
    ];

    private static async Task Pending(RunBench bench)
    {
        var runs = await bench.AdmitManyAsync(NewThreadId(), 2).ConfigureAwait(false);
        await bench.DisplaceAsync(runs[0].ThreadId, DisplacementKind.Rollback, runs[0].RunId).ConfigureAwait(false);
        await bench.GoneAsync(runs[0]).ConfigureAwait(false);
        Expect.Equal(runs[1].RunId, (await bench.ClaimOneAsync().ConfigureAwait(false)).Run.RunId, "the run that is left");
    }

    private static async Task Running(RunBench bench)
    {
        var threadId = NewThreadId();
        var before = await RunToEndAsync(bench, threadId).ConfigureAwait(false);
        var run = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        await writer.PutManyAsync(3, draft => draft.RunId = run.RunId).ConfigureAwait(false);
        await bench.Store.AppendEventsAsync(claimed.Lease, [new RunEvent(1, "values", "", Bytes("{}"))], bench.Token).ConfigureAwait(false);
        var changes = await bench.DisplaceAsync(threadId, DisplacementKind.Rollback).ConfigureAwait(false);
        Expect.Sequence([new RunChange(run.RunId, DisplacementKind.Rollback, true)], changes ?? [], "changes");
        await bench.GoneAsync(run).ConfigureAwait(false);
        Expect.Same(before, (await writer.ReadAsync().ConfigureAwait(false)).Checkpoint);
        Expect.Equal(1, (await writer.ListAsync().ConfigureAwait(false)).Count, "checkpoints left");
        await bench.StatusAsync(threadId, ThreadStatus.Idle).ConfigureAwait(false);
    }

    private static async Task WritesBesideOthers(RunBench bench)
    {
        var threadId = NewThreadId();
        var before = await RunToEndAsync(bench, threadId).ConfigureAwait(false);
        var run = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        await writer.PutWritesAsync(writer.Batch(before.Record.Id, run.RunId, LineWriter.Write("task", "gone"))).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.Rollback).ConfigureAwait(false);
        Expect.Same(before, (await writer.ReadAsync().ConfigureAwait(false)).Checkpoint);
    }

    private static async Task Fenced(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Rollback).ConfigureAwait(false);
        await RefusedAsync(writer).ConfigureAwait(false);
        await LeaseCases.LostAsync(bench, claimed.Lease).ConfigureAwait(false);
        await bench.GoneAsync(run).ConfigureAwait(false);
    }

    private static async Task InAdmission(RunBench bench)
    {
        var threadId = NewThreadId();
        var running = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var owned = await bench.ClaimOneAsync().ConfigureAwait(false);
        var pending = await bench.AdmitManyAsync(threadId, 2).ConfigureAwait(false);
        var added = await bench.AdmitAsync(threadId, decide: Displace(DisplacementKind.Rollback)).ConfigureAwait(false);
        foreach (var gone in pending.Append(running))
        {
            await bench.GoneAsync(gone).ConfigureAwait(false);
        }

        Expect.True(await bench.Second.AcknowledgeStopAsync(owned.Lease, bench.Token).ConfigureAwait(false), "nobody waits for the owner");
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        Expect.Equal((added.RunId, 0), (claimed.Run.RunId, claimed.Owed.Count), "the run that starts");
    }

    private static async Task SecondAttempt(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        await writer.PutManyAsync(2, draft => draft.RunId = run.RunId).ConfigureAwait(false);
        bench.Advance(Lease);
        await bench.ReapAsync().ConfigureAwait(false);
        await bench.StatusAsync(run, RunStatus.Pending, RunStatusReason.LeaseLost).ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Rollback).ConfigureAwait(false);
        await bench.GoneAsync(run).ConfigureAwait(false);
        Expect.True((await writer.ReadAsync().ConfigureAwait(false)).Checkpoint is null, "a checkpoint is left");
    }

    private static async Task OthersStay(RunBench bench)
    {
        var (one, other) = (NewThreadId(), NewThreadId());
        var before = await RunToEndAsync(bench, other).ConfigureAwait(false);
        var neighbour = await bench.AdmitAsync(other).ConfigureAwait(false);
        var run = await bench.AdmitAsync(one).ConfigureAwait(false);
        await bench.DisplaceAsync(one, DisplacementKind.Rollback).ConfigureAwait(false);
        await bench.GoneAsync(run).ConfigureAwait(false);
        await bench.StatusAsync(neighbour, RunStatus.Pending, RunStatusReason.None).ConfigureAwait(false);
        var writer = await bench.WriterAsync(new RunLease(other, "", 0)).ConfigureAwait(false);
        Expect.Same(before, (await writer.ReadAsync().ConfigureAwait(false)).Checkpoint);
        Expect.Equal(2, (await bench.Store.ListRunsAsync(new RunQuery { ThreadId = other }, bench.Token).ConfigureAwait(false)).Count, "runs of the other thread");
    }

    private static async Task RestsAsBefore(RunBench bench)
    {
        var run = await bench.AdmitAsync(NewThreadId()).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Error, Error = "no", Rest = ThreadRest.Error }).ConfigureAwait(false);
        await bench.AdmitAsync(run.ThreadId).ConfigureAwait(false);
        await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.DisplaceAsync(run.ThreadId, DisplacementKind.Rollback).ConfigureAwait(false);
        await bench.StatusAsync(run.ThreadId, ThreadStatus.Error).ConfigureAwait(false);
    }

    /// <summary>A run that leaves one checkpoint; returns it as it is stored.</summary>
    private static async Task<GraphRuntime.Checkpointing.StoredCheckpoint> RunToEndAsync(RunBench bench, string threadId)
    {
        var run = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        var before = await writer.PutNextAsync(draft =>
        {
            draft.RunId = run.RunId;
            draft.Set("value", "before").Append("log", "before");
        }).ConfigureAwait(false);
        await bench.SettleAsync(claimed.Lease).ConfigureAwait(false);
        return before;
    }
}
