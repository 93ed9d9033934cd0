using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class IsolationCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Isolation: the writer may reuse its buffers after a put", BuffersOfPut),
        Case("Isolation: the writer may reuse its lists after a put", ListsOfPut),
        Case("Isolation: the writer may reuse its buffers and lists after pending writes", BuffersOfWrites),
        Case("Isolation: what a reader holds does not change when the thread goes on", ReaderKeepsWhileWriting),
        Case("Isolation: what a reader holds does not change when checkpoints are removed and logs cut", ReaderKeepsAfterRemoval),
    ];

    private static async Task BuffersOfPut(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        byte[][] buffers = [.. Enumerable.Range(0, 5).Select(_ => new byte[] { 1, 2, 3 })];
        var record = new Draft(1, null).ToNew().Record with
        {
            Metadata = """{"k":1}"""u8.ToArray(),
            Body = buffers[0],
            Results = buffers[1],
            Channels = [new("value", 1, -1), new("log", 1, 3), new("other", 1, -1)],
        };
        NewCheckpoint checkpoint = new()
        {
            Record = record,
            Values = [new("value", buffers[2]), new("other", buffers[3])],
            Appends = [new("log", 1, 0, buffers[4])],
        };
        await line.PutAsync(line.Commit() with { Checkpoints = [checkpoint] }).ConfigureAwait(false);
        var before = Contents.Copy((await line.StoredAsync().ConfigureAwait(false))!);
        foreach (var buffer in buffers)
        {
            Array.Fill(buffer, (byte)99);
        }

        Expect.Same(before, await line.StoredAsync().ConfigureAwait(false));
        Expect.Same([before], await line.ListAsync().ConfigureAwait(false));
        Expect.Equal("\u0001\u0002\u0003", Contents.Text(before, "log"), "log");
    }

    private static async Task ListsOfPut(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var draft = new Draft(1, null).Set("a", "1").Append("log", "x");
        var (expected, made) = (draft.ToExpected(), draft.ToNew());
        List<ChannelReference> references = [.. made.Record.Channels];
        List<ChannelValue> values = [.. made.Values];
        List<LogAppend> appends = [.. made.Appends];
        List<NewCheckpoint> checkpoints = [made with { Record = made.Record with { Channels = references }, Values = values, Appends = appends }];
        await line.PutAsync(line.Commit() with { Checkpoints = checkpoints }).ConfigureAwait(false);
        references.Reverse();
        values.Clear();
        appends.Clear();
        checkpoints.Clear();
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task BuffersOfWrites(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        var buffer = "one"u8.ToArray();
        List<PendingWrite> writes = [new("a", PendingWriteKind.Result, buffer), Write("b", "two")];
        await line.PutWritesAsync(line.Batch(1, "run", writes)).ConfigureAwait(false);
        Array.Fill(buffer, (byte)99);
        writes.Clear();
        Expect.Same(expected with { PendingWrites = [Write("a", "one"), Write("b", "two")] }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task ReaderKeepsWhileWriting(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Set("value", "1").Append("log", "one,")).ConfigureAwait(false);
        await line.PutWritesAsync(1, Write("a", "1")).ConfigureAwait(false);
        var held = (await line.StoredAsync().ConfigureAwait(false))!;
        var before = Contents.Copy(held);
        await line.PutWritesAsync(1, Write("a", "other"), Write("b", "2")).ConfigureAwait(false);
        await line.PutManyAsync(30, draft => draft.Append("log", "more and more,")).ConfigureAwait(false);
        Expect.Same(before, held);
    }

    private static async Task ReaderKeepsAfterRemoval(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync(draft => draft.Append("log", "one,").RunId = "kept").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("value", "2").Append("log", "undone,").RunId = "undone").ConfigureAwait(false);
        await line.PutWritesAsync(line.Batch(2, "undone", Write("a", "1"))).ConfigureAwait(false);
        var held = (await line.StoredAsync().ConfigureAwait(false))!;
        var listed = await line.ListAsync().ConfigureAwait(false);
        var (before, listedBefore) = (Contents.Copy(held), listed.ConvertAll(Contents.Copy));
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        line.Head = first;
        await line.PutNextAsync(draft => draft.Append("log", "XXXXXXX,")).ConfigureAwait(false);
        await line.PruneAsync().ConfigureAwait(false);
        await line.DeleteThreadAsync().ConfigureAwait(false);
        Expect.Same(before, held);
        Expect.Same(listedBefore, listed);
    }
}
