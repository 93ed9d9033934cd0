using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class WriteCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Writes: they come back ordered by task (ordinal) and kind", Ordered),
        Case("Writes: one with the same task and kind replaces the earlier", Replaced),
        Case("Writes: within one batch the last of the same task and kind counts", ReplacedInBatch),
        Case("Writes: a repeated batch has no effect", Repeated),
        Case("Writes: batches add up", BatchesAddUp),
        Case("Writes: empty payloads and an empty batch are fine", Empty),
        Case("Writes: they may lie beside a checkpoint that is not the head", BesideOlder),
        Case("Writes: the next checkpoint has none", NextHasNone),
        Case("Writes: equal ids in two namespaces are kept apart", Namespaces),
        Case("Writes: a missing checkpoint is named and nothing is stored", MissingCheckpoint),
        Case("Writes: a missing thread is refused", MissingThread),
        Case("Writes: another epoch is refused and nothing of the batch is stored", StaleEpoch),
        Case("Writes: the epoch is checked before the checkpoint", EpochFirst),
        Case("Writes: 1,000 of one batch come back", Thousand),
        Case("Writes: they are listed with their checkpoints", Listed),
    ];

    private static async Task Ordered(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        PendingWrite[] ordered =
        [
            Write("", "run", PendingWriteKind.Error),
            Write("B", "1", PendingWriteKind.Result),
            Write("B", "2", PendingWriteKind.Interrupt),
            Write("B", "3", PendingWriteKind.Error),
            Write("B", "4", PendingWriteKind.Resume),
            Write("B", "5", PendingWriteKind.Effect),
            Write("a", "6"),
            Write("a:1", "7"),
            Write("a:10", "8"),
            Write("a:2", "9"),
            Write("é", "10"),
        ];
        await line.PutWritesAsync(1, [.. ordered.Reverse()]).ConfigureAwait(false);
        Expect.Same(expected with { PendingWrites = ordered }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task Replaced(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        await line.PutWritesAsync(1, Write("a", "old"), Write("b", "stays")).ConfigureAwait(false);
        await line.PutWritesAsync(1, Write("a", "new and longer")).ConfigureAwait(false);
        expected = expected with { PendingWrites = [Write("a", "new and longer"), Write("b", "stays")] };
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task ReplacedInBatch(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        await line.PutWritesAsync(1, Write("a", "1"), Write("b", "2"), Write("a", "3")).ConfigureAwait(false);
        Expect.Same(expected with { PendingWrites = [Write("a", "3"), Write("b", "2")] }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task Repeated(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        for (var i = 0; i < 3; i++)
        {
            await line.PutWritesAsync(1, Write("a", "1"), Write("a", "2", PendingWriteKind.Effect)).ConfigureAwait(false);
        }

        expected = expected with { PendingWrites = [Write("a", "1"), Write("a", "2", PendingWriteKind.Effect)] };
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task BatchesAddUp(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        var writes = Enumerable.Range(0, 20).Select(i => Write($"task {i:D2}", $"payload {i}")).ToList();
        foreach (var write in writes)
        {
            await line.PutWritesAsync(1, write).ConfigureAwait(false);
        }

        Expect.Same(expected with { PendingWrites = writes }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task Empty(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        await line.PutWritesAsync(1).ConfigureAwait(false);
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
        await line.PutWritesAsync(1, Write("a", "")).ConfigureAwait(false);
        Expect.Same(expected with { PendingWrites = [Write("a", "")] }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task BesideOlder(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(3).ConfigureAwait(false);
        await line.PutWritesAsync(2, Write("a", "1")).ConfigureAwait(false);
        Expect.Same(expected[1] with { PendingWrites = [Write("a", "1")] }, await line.StoredAsync(2).ConfigureAwait(false));
        Expect.Same(expected[2], await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task NextHasNone(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync().ConfigureAwait(false);
        await line.PutWritesAsync(1, Write("a", "1")).ConfigureAwait(false);
        var second = await line.PutNextAsync().ConfigureAwait(false);
        Expect.Same(second, await line.StoredAsync().ConfigureAwait(false));
        Expect.Same(first with { PendingWrites = [Write("a", "1")] }, await line.StoredAsync(1).ConfigureAwait(false));
    }

    private static async Task Namespaces(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var inner = line.Namespace("inner");
        var (outside, inside) = (await line.PutNextAsync().ConfigureAwait(false), await inner.PutNextAsync().ConfigureAwait(false));
        await inner.PutWritesAsync(1, Write("a", "inside")).ConfigureAwait(false);
        Expect.Same(outside, await line.StoredAsync().ConfigureAwait(false));
        Expect.Same(inside with { PendingWrites = [Write("a", "inside")] }, await inner.StoredAsync().ConfigureAwait(false));
    }

    private static async Task MissingCheckpoint(CheckpointerBench bench)
    {
        var line = bench.NewLine().Namespace("inner");
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        var missing = await Expect.ThrowsAsync<CheckpointNotFoundException>(() => line.PutWritesAsync(2, Write("a", "1")), "a missing checkpoint").ConfigureAwait(false);
        Expect.Equal((line.ThreadId, "inner", 2), (missing.ThreadId, missing.Namespace, missing.CheckpointId), "the exception");
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
        var next = await line.PutNextAsync().ConfigureAwait(false);
        Expect.Same(next, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task MissingThread(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await Expect.ThrowsAsync<CheckpointNotFoundException>(() => line.PutWritesAsync(1, Write("a", "1")), "a missing thread").ConfigureAwait(false);
        Expect.Equal(0, (await line.NamespacesAsync().ConfigureAwait(false)).Count, "namespaces");
    }

    private static async Task StaleEpoch(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        foreach (var epoch in new long[] { 0, 2 })
        {
            var batch = line.Batch(1, "run", Write("a", "1"), Write("b", "2")) with { Epoch = epoch };
            var refused = await Expect.ThrowsAsync<StaleEpochException>(() => line.PutWritesAsync(batch), $"epoch {epoch}").ConfigureAwait(false);
            Expect.Equal((line.ThreadId, epoch, 1), (refused.ThreadId, refused.Epoch, refused.CurrentEpoch), "the exception");
        }

        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task EpochFirst(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync().ConfigureAwait(false);
        var batch = line.Batch(5, "run", Write("a", "1")) with { Epoch = 3 };
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutWritesAsync(batch), "wrong epoch, missing checkpoint").ConfigureAwait(false);
    }

    private static async Task Thousand(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        var writes = Enumerable.Range(0, 1_000).Select(i => Write($"task {i:D4}", $"payload {i}")).ToList();
        await line.PutWritesAsync(1, writes).ConfigureAwait(false);
        Expect.Same(expected with { PendingWrites = writes }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task Listed(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(3).ConfigureAwait(false);
        await line.PutWritesAsync(1, Write("a", "1")).ConfigureAwait(false);
        await line.PutWritesAsync(3, Write("b", "3")).ConfigureAwait(false);
        var (first, third) = (expected[0] with { PendingWrites = [Write("a", "1")] }, expected[2] with { PendingWrites = [Write("b", "3")] });
        Expect.Same([third, expected[1], first], await line.ListAsync().ConfigureAwait(false));
    }
}
