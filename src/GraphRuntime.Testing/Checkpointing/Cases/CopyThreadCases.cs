using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class CopyThreadCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Copy: every namespace, checkpoint, value and write is copied", Everything),
        Case("Copy: what happens to the source later does not reach the copy", SourceLater),
        Case("Copy: what happens to the copy later does not reach the source", TargetLater),
        Case("Copy: both go on with the same log independently", Logs),
        Case("Copy: a target with checkpoints is refused and stays as it is", TargetExists),
        Case("Copy: a target with a checkpoint in an inner namespace only is refused", TargetHasInner),
        Case("Copy: a thread cannot be copied onto itself", Itself),
        Case("Copy: a target that was only owned, or that is empty again, is fine and keeps its epoch", OwnedTarget),
        Case("Copy: an unknown source gives an empty thread", UnknownSource),
        Case("Copy: forks, removed runs and values of removed checkpoints are right in the copy", AfterRemovals),
    ];

    private static async Task Everything(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var inner = line.Namespace("inner");
        await line.PutManyAsync(3, draft => (draft.Append("log", $"{draft.Id};").Metadata, draft.Results) = ("""{"k":1}"""u8.ToArray(), [1])).ConfigureAwait(false);
        await inner.PutManyAsync(2).ConfigureAwait(false);
        await line.PutWritesAsync(3, Write("a", "1"), Write("a", "2", PendingWriteKind.Interrupt)).ConfigureAwait(false);
        var copy = await CopyAsync(bench, line).ConfigureAwait(false);
        await ExpectSameAsync(line, copy).ConfigureAwait(false);
        await ExpectSameAsync(inner, copy.Namespace("inner")).ConfigureAwait(false);
        Expect.Sequence(["", "inner"], await copy.NamespacesAsync().ConfigureAwait(false), "namespaces");
        var read = await copy.ReadAsync().ConfigureAwait(false);
        Expect.Equal((3L, 3L), (read.Head, read.LastId), "head and last id of the copy");
    }

    private static async Task SourceLater(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(2).ConfigureAwait(false);
        var copy = await CopyAsync(bench, line).ConfigureAwait(false);
        await line.PutWritesAsync(2, Write("a", "1")).ConfigureAwait(false);
        await line.PutNextAsync().ConfigureAwait(false);
        Expect.Same([expected[1], expected[0]], await copy.ListAsync().ConfigureAwait(false));
        await line.DeleteRunsAsync("run").ConfigureAwait(false);
        await line.DeleteThreadAsync().ConfigureAwait(false);
        Expect.Same([expected[1], expected[0]], await copy.ListAsync().ConfigureAwait(false));
    }

    private static async Task TargetLater(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(2).ConfigureAwait(false);
        var copy = await CopyAsync(bench, line).ConfigureAwait(false);
        (copy.Head, copy.LastId) = (line.Head, line.LastId);
        await copy.PutWritesAsync(2, Write("a", "1")).ConfigureAwait(false);
        await copy.PutNextAsync().ConfigureAwait(false);
        await copy.PruneAsync().ConfigureAwait(false);
        Expect.Same([expected[1], expected[0]], await line.ListAsync().ConfigureAwait(false));
        await copy.DeleteThreadAsync().ConfigureAwait(false);
        Expect.Same([expected[1], expected[0]], await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task Logs(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one,")).ConfigureAwait(false);
        var copy = await CopyAsync(bench, line).ConfigureAwait(false);
        (copy.Head, copy.LastId) = (line.Head, line.LastId);
        await line.PutNextAsync(draft => draft.Append("log", "source,")).ConfigureAwait(false);
        await copy.PutNextAsync(draft => draft.Append("log", "copy,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "source again,")).ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
        Expect.Same(copy.Head, await copy.StoredAsync().ConfigureAwait(false));
        Expect.Equal("one,copy,", Contents.Text(copy.Head, "log"), "log of the copy");
    }

    private static async Task TargetExists(CheckpointerBench bench)
    {
        var (line, target) = (bench.NewLine(), bench.NewLine());
        await line.PutManyAsync(2).ConfigureAwait(false);
        var expected = await target.PutNextAsync().ConfigureAwait(false);
        var refused = await Expect.ThrowsAsync<ThreadExistsException>(() => bench.CopyAsync(line.ThreadId, target.ThreadId), "an existing target").ConfigureAwait(false);
        Expect.Equal(target.ThreadId, refused.ThreadId, "thread of the exception");
        Expect.Same([expected], await target.ListAsync().ConfigureAwait(false));
    }

    private static async Task TargetHasInner(CheckpointerBench bench)
    {
        var (line, target) = (bench.NewLine(), bench.NewLine());
        await line.PutManyAsync(2).ConfigureAwait(false);
        await target.Namespace("inner").PutNextAsync().ConfigureAwait(false);
        await Expect.ThrowsAsync<ThreadExistsException>(() => bench.CopyAsync(line.ThreadId, target.ThreadId), "an existing target").ConfigureAwait(false);
        Expect.Same([], await target.ListAsync().ConfigureAwait(false));
    }

    private static async Task Itself(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(2).ConfigureAwait(false);
        await Expect.ThrowsAsync<ThreadExistsException>(() => bench.CopyAsync(line.ThreadId, line.ThreadId), "itself").ConfigureAwait(false);
        Expect.Same([expected[1], expected[0]], await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task OwnedTarget(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(2).ConfigureAwait(false);
        var owned = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var emptied = bench.NewLine();
        await emptied.PutManyAsync(1).ConfigureAwait(false);
        await emptied.DeleteThreadAsync().ConfigureAwait(false);
        foreach (var target in new[] { owned, emptied })
        {
            await bench.CopyAsync(line.ThreadId, target.ThreadId).ConfigureAwait(false);
            Expect.Equal(1, (await target.ReadAsync().ConfigureAwait(false)).Epoch, "epoch of the target");
            await ExpectSameAsync(line, target).ConfigureAwait(false);
        }
    }

    private static async Task UnknownSource(CheckpointerBench bench)
    {
        var (source, target) = (bench.NewLine(), bench.NewLine());
        await bench.CopyAsync(source.ThreadId, target.ThreadId).ConfigureAwait(false);
        Expect.Sequence([], await target.NamespacesAsync().ConfigureAwait(false), "namespaces");
        await target.PutNextAsync().ConfigureAwait(false);
    }

    private static async Task AfterRemovals(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Set("a", "a1").Append("log", "1;").RunId = "gone").ConfigureAwait(false);
        var second = await line.PutNextAsync(draft => draft.Set("b", "b2").Append("log", "2;")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("b", "b3").Append("log", "3;").RunId = "gone").ConfigureAwait(false);
        await line.PutAsync(line.NextFrom(second).Set("c", "c4")).ConfigureAwait(false);
        await line.DeleteRunsAsync("gone").ConfigureAwait(false);
        var copy = await CopyAsync(bench, line).ConfigureAwait(false);
        await ExpectSameAsync(line, copy).ConfigureAwait(false);
        (copy.Head, copy.LastId) = (line.Head, 10);
        await copy.PutNextAsync(draft => draft.Append("log", "4;")).ConfigureAwait(false);
        Expect.Same(copy.Head, await copy.StoredAsync().ConfigureAwait(false));
    }

    private static async Task<LineWriter> CopyAsync(CheckpointerBench bench, LineWriter source)
    {
        var target = bench.NewLine();
        await bench.CopyAsync(source.ThreadId, target.ThreadId).ConfigureAwait(false);
        return target;
    }

    private static async Task ExpectSameAsync(LineWriter source, LineWriter copy)
    {
        Expect.Same(await source.ListAsync().ConfigureAwait(false), await copy.ListAsync().ConfigureAwait(false));
        Expect.Same(await source.StoredAsync().ConfigureAwait(false), await copy.StoredAsync().ConfigureAwait(false));
    }
}
