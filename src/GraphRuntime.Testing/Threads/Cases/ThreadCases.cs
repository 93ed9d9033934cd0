using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Threads.Bench;
using GraphRuntime.Threads;
using static GraphRuntime.Testing.Threads.Bench.RunBench;

namespace GraphRuntime.Testing.Threads.Cases;

internal static class ThreadCases
{
    public static IEnumerable<ConformanceCase<RunStoreSubject>> All =>
    [
        Case("Threads: a new thread is idle, keeps its metadata, and is read by a second instance", Created),
        Case("Threads: creating one that exists is an error, or returns it unchanged if that is fine", Exists),
        Case("Threads: an unknown thread is not found", Unknown),
        Case("Threads: metadata is changed in one step, and an unknown thread is not", Updated),
        Case("Threads: many changes of metadata at once are all kept", UpdatedAtOnce),
        Case("Threads: search filters by metadata and status, orders by creation, and pages", Searched),
        Case("Threads: a copy has metadata, graph, rest and checkpoints, but no runs", Copied),
        Case("Threads: copying from nowhere, or to a thread that exists, is an error", CopyRefused),
        Case("Threads: a deleted thread leaves nothing, and a late writer cannot bring it back", Deleted),
        Case("Threads: a thread is busy exactly while a run is in flight", Busy),
    ];

    private static async Task Created(RunBench bench)
    {
        var threadId = NewThreadId();
        var thread = await bench.Store.CreateThreadAsync(new NewThread { ThreadId = threadId, Metadata = Bytes("""{"user":"ann"}""") }, bench.Token).ConfigureAwait(false);
        var read = await bench.Second.ReadThreadAsync(threadId, bench.Token).ConfigureAwait(false);
        foreach (var one in new[] { thread, read?.Thread })
        {
            Expect.Equal((threadId, ThreadStatus.Idle, ThreadRest.Idle), (one?.ThreadId, one?.Status, one?.Rest), "the thread");
            Expect.Equal((bench.Now, bench.Now), (one?.CreatedAt, one?.UpdatedAt), "moments");
            Expect.Equal("""{"user":"ann"}""", Text(one!.Metadata).Replace(" ", "", StringComparison.Ordinal), "metadata");
        }
    }

    private static async Task Exists(RunBench bench)
    {
        var request = new NewThread { ThreadId = NewThreadId(), Metadata = Bytes("""{"n":1}""") };
        await bench.Store.CreateThreadAsync(request, bench.Token).ConfigureAwait(false);
        var error = await Expect.ThrowsAsync<ThreadExistsException>(
            () => bench.Second.CreateThreadAsync(request, bench.Token).AsTask(), "creating it again").ConfigureAwait(false);
        Expect.Equal(request.ThreadId, error.ThreadId, "thread of the error");
        var same = await bench.Store.CreateThreadAsync(request with { Metadata = default, ExistingIsFine = true }, bench.Token).ConfigureAwait(false);
        Expect.True(!same.Metadata.IsEmpty, "the existing thread lost its metadata");
    }

    private static async Task Unknown(RunBench bench)
    {
        var threadId = NewThreadId();
        Expect.True(await bench.Store.ReadThreadAsync(threadId, bench.Token).ConfigureAwait(false) is null, "an unknown thread is read");
        Expect.True(await bench.Store.UpdateThreadAsync(threadId, metadata => metadata, bench.Token).ConfigureAwait(false) is null, "an unknown thread is changed");
        Expect.True(!await bench.Store.DeleteThreadAsync(threadId, bench.Token).ConfigureAwait(false), "an unknown thread is deleted");
        Expect.True(await bench.DisplaceAsync(threadId, DisplacementKind.Cancel).ConfigureAwait(false) is null, "runs of an unknown thread are cancelled");
        Expect.True(await bench.Store.GetRunAsync(threadId, "run", bench.Token).ConfigureAwait(false) is null, "a run of an unknown thread is read");
        Expect.Equal(0, (await bench.Store.ListRunsAsync(new RunQuery { ThreadId = threadId }, bench.Token).ConfigureAwait(false)).Count, "runs of an unknown thread");
    }

    private static async Task Updated(RunBench bench)
    {
        var threadId = NewThreadId();
        await bench.Store.CreateThreadAsync(new NewThread { ThreadId = threadId }, bench.Token).ConfigureAwait(false);
        bench.Advance(TimeSpan.FromSeconds(1));
        var changed = await bench.Store.UpdateThreadAsync(threadId, metadata => metadata.IsEmpty ? Bytes("""{"n":1}""") : default, bench.Token).ConfigureAwait(false);
        Expect.Equal(bench.Now, changed?.UpdatedAt, "moment of the change");
        var found = await bench.Store.SearchThreadsAsync(new ThreadQuery { Metadata = Filter("n", "1") }, bench.Token).ConfigureAwait(false);
        Expect.Sequence([threadId], found.Select(thread => thread.ThreadId), "found by the new metadata");
    }

    private static async Task UpdatedAtOnce(RunBench bench)
    {
        var threadId = NewThreadId();
        await bench.Store.CreateThreadAsync(new NewThread { ThreadId = threadId, Metadata = Bytes("""{"n":0}""") }, bench.Token).ConfigureAwait(false);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? bench.Store : bench.Second).UpdateThreadAsync(threadId, Increase, bench.Token).AsTask())).ConfigureAwait(false);
        var found = await bench.Store.SearchThreadsAsync(new ThreadQuery { Metadata = Filter("n", "16") }, bench.Token).ConfigureAwait(false);
        Expect.Equal(1, found.Count, "threads with all 16 changes");
    }

    private static ReadOnlyMemory<byte> Increase(ReadOnlyMemory<byte> metadata)
    {
        var number = int.Parse(Text(metadata).Split(':')[1].Trim(' ', '}'), System.Globalization.CultureInfo.InvariantCulture);
        return Bytes($$"""{"n":{{number + 1}}}""");
    }

    private static async Task Searched(RunBench bench)
    {
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(NewThreadId());
            var metadata = Bytes($$"""{"group":"{{(i % 2 == 0 ? "even" : "odd")}}","text":"it's \"{{i}}\""}""");
            await bench.Store.CreateThreadAsync(new NewThread { ThreadId = ids[i], Metadata = metadata }, bench.Token).ConfigureAwait(false);
            bench.Advance(TimeSpan.FromSeconds(1));
        }

        await bench.AdmitAsync(ids[2]).ConfigureAwait(false);
        await FoundAsync(bench, new ThreadQuery(), [.. ids]).ConfigureAwait(false);
        await FoundAsync(bench, new ThreadQuery { NewestFirst = true, Offset = 1, Limit = 2 }, ids[4], ids[3]).ConfigureAwait(false);
        await FoundAsync(bench, new ThreadQuery { Metadata = Filter("group", "\"even\"") }, ids[0], ids[2], ids[4]).ConfigureAwait(false);
        await FoundAsync(bench, new ThreadQuery { Metadata = Filter("group", "\"even\""), Status = ThreadStatus.Busy }, ids[2]).ConfigureAwait(false);
        await FoundAsync(bench, new ThreadQuery { Metadata = Filter("text", """ "it's \"3\"" """) }, ids[3]).ConfigureAwait(false);
        await FoundAsync(bench, new ThreadQuery { Metadata = Filter("x') OR 1=1 --", "1") }).ConfigureAwait(false);
        await FoundAsync(bench, new ThreadQuery { Status = ThreadStatus.Error }).ConfigureAwait(false);
    }

    private static async Task FoundAsync(RunBench bench, ThreadQuery query, params string[] expected)
    {
        var found = await bench.Store.SearchThreadsAsync(query, bench.Token).ConfigureAwait(false);
        Expect.Sequence(expected, found.Select(thread => thread.ThreadId), "threads found");
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Filter(string name, string json) => new() { [name] = Bytes(json) };

    private static async Task Copied(RunBench bench)
    {
        var (source, target) = (NewThreadId(), NewThreadId());
        await bench.Store.CreateThreadAsync(new NewThread { ThreadId = source, Metadata = Bytes("""{"n":1}""") }, bench.Token).ConfigureAwait(false);
        await bench.AdmitAsync(source).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await (await bench.WriterAsync(claimed.Lease).ConfigureAwait(false)).PutNextAsync(draft => draft.Set("value", "kept")).ConfigureAwait(false);
        var rest = new ThreadRest(ThreadStatus.Interrupted, new ThreadPause(RunStatusReason.AwaitingAnswer, ["question"]));
        await bench.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Interrupted, Reason = RunStatusReason.AwaitingAnswer, Rest = rest }).ConfigureAwait(false);
        var copy = await bench.Store.CopyThreadAsync(source, target, bench.Token).ConfigureAwait(false);
        Expect.Equal((target, ThreadStatus.Interrupted, "graph"), (copy.ThreadId, copy.Status, copy.GraphName), "the copy");
        Expect.Sequence(["question"], copy.Rest.Pause?.InterruptIds ?? [], "what the copy waits for");
        Expect.Equal(0, (await bench.Store.ListRunsAsync(new RunQuery { ThreadId = target }, bench.Token).ConfigureAwait(false)).Count, "runs of the copy");
        var head = await (await bench.WriterAsync(new RunLease(target, "", 0)).ConfigureAwait(false)).StoredAsync().ConfigureAwait(false);
        Expect.Equal("kept", head is null ? null : Text(head.Channels[0].Chunks[0]), "state of the copy");
    }

    private static async Task CopyRefused(RunBench bench)
    {
        var (one, other) = (NewThreadId(), NewThreadId());
        await Expect.ThrowsAsync<ThreadNotFoundException>(() => bench.Store.CopyThreadAsync(one, other, bench.Token).AsTask(), "copying from nowhere").ConfigureAwait(false);
        await bench.Store.CreateThreadAsync(new NewThread { ThreadId = one }, bench.Token).ConfigureAwait(false);
        await bench.Store.CreateThreadAsync(new NewThread { ThreadId = other }, bench.Token).ConfigureAwait(false);
        await Expect.ThrowsAsync<ThreadExistsException>(() => bench.Store.CopyThreadAsync(one, other, bench.Token).AsTask(), "copying over a thread").ConfigureAwait(false);
    }

    private static async Task Deleted(RunBench bench)
    {
        var threadId = NewThreadId();
        var run = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var waiting = await bench.AdmitAsync(threadId).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        var writer = await bench.WriterAsync(claimed.Lease).ConfigureAwait(false);
        await writer.PutNextAsync(draft => draft.Set("value", "gone")).ConfigureAwait(false);
        Expect.True(await bench.Store.DeleteThreadAsync(threadId, bench.Token).ConfigureAwait(false), "the thread was not found");
        await bench.GoneAsync(run).ConfigureAwait(false);
        await bench.GoneAsync(waiting).ConfigureAwait(false);
        Expect.True(await bench.Store.ReadThreadAsync(threadId, bench.Token).ConfigureAwait(false) is null, "the thread is still there");
        Expect.True((await writer.ReadAsync().ConfigureAwait(false)).Checkpoint is null, "a checkpoint is still there");
        await RefusedAsync(writer).ConfigureAwait(false);
        Expect.True(!await bench.SettleAsync(claimed.Lease).ConfigureAwait(false), "the lost lease settles");
        Expect.Equal(0, (await bench.ClaimAsync().ConfigureAwait(false)).Count, "runs to claim");
    }

    private static async Task Busy(RunBench bench)
    {
        var threadId = NewThreadId();
        await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await bench.StatusAsync(threadId, ThreadStatus.Busy).ConfigureAwait(false);
        var claimed = await bench.ClaimOneAsync().ConfigureAwait(false);
        await bench.StatusAsync(threadId, ThreadStatus.Busy).ConfigureAwait(false);
        await bench.SettleAsync(claimed.Lease, new RunSettlement { Status = RunStatus.Error, Rest = ThreadRest.Error }).ConfigureAwait(false);
        await bench.StatusAsync(threadId, ThreadStatus.Error).ConfigureAwait(false);
        await bench.AdmitAsync(threadId).ConfigureAwait(false);
        await bench.StatusAsync(threadId, ThreadStatus.Busy).ConfigureAwait(false);
        await bench.DisplaceAsync(threadId, DisplacementKind.Cancel).ConfigureAwait(false);
        await bench.StatusAsync(threadId, ThreadStatus.Error).ConfigureAwait(false);
    }
}
