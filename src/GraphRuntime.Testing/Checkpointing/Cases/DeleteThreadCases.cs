using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class DeleteThreadCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Delete thread: every checkpoint, value and write of every namespace is gone", EverythingGone),
        Case("Delete thread: the epoch is raised and outlives the deletion", EpochRaised),
        Case("Delete thread: a late writer cannot bring the thread back", LateWriter),
        Case("Delete thread: a late writer of a thread that nobody owned cannot bring it back", LateWriterOfUnowned),
        Case("Delete thread: an unknown thread is no error, nor is a second deletion", Unknown),
        Case("Delete thread: a new owner starts from nothing", NewOwner),
        Case("Delete thread: ids that were used stay used", UsedIds),
        Case("Delete thread: other threads stay", OthersStay),
    ];

    private static async Task EverythingGone(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var inner = line.Namespace("inner");
        await line.PutManyAsync(3, draft => draft.Append("log", "x")).ConfigureAwait(false);
        await inner.PutManyAsync(2).ConfigureAwait(false);
        await line.PutWritesAsync(3, Write("a", "1")).ConfigureAwait(false);
        await line.DeleteThreadAsync().ConfigureAwait(false);
        foreach (var writer in new[] { line, inner, line.Through(bench.Second) })
        {
            var read = await writer.ReadAsync().ConfigureAwait(false);
            Expect.Equal((0L, null), (read.Head, read.Checkpoint), "head and checkpoint");
            Expect.Same(null, await writer.StoredAsync(1).ConfigureAwait(false));
            Expect.Same([], await writer.ListAsync().ConfigureAwait(false));
        }

        Expect.Sequence([], await line.NamespacesAsync().ConfigureAwait(false), "namespaces");
    }

    private static async Task EpochRaised(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        await line.PutNextAsync().ConfigureAwait(false);
        await line.DeleteThreadAsync().ConfigureAwait(false);
        Expect.Equal(2, (await line.ReadAsync().ConfigureAwait(false)).Epoch, "epoch after the deletion");
        await line.AcquireAsync().ConfigureAwait(false);
        Expect.Equal(3, line.Epoch, "the next epoch");
    }

    private static async Task LateWriter(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        await line.PutNextAsync().ConfigureAwait(false);
        var fresh = line.Through(bench.Second);
        (fresh.Head, fresh.LastId) = (null, 0);
        await line.Through(bench.Second).DeleteThreadAsync().ConfigureAwait(false);
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutAsync(line.Next()), "a late commit").ConfigureAwait(false);
        await Expect.ThrowsAsync<StaleEpochException>(() => fresh.PutAsync(fresh.Next()), "a late first commit").ConfigureAwait(false);
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutWritesAsync(1, Write("a", "1")), "a late pending write").ConfigureAwait(false);
        Expect.Sequence([], await line.NamespacesAsync().ConfigureAwait(false), "namespaces");
    }

    private static async Task LateWriterOfUnowned(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.DeleteThreadAsync().ConfigureAwait(false);
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutAsync(line.Next()), "a late commit").ConfigureAwait(false);
        Expect.Equal(1, (await line.ReadAsync().ConfigureAwait(false)).Epoch, "epoch");
    }

    private static async Task Unknown(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.DeleteThreadAsync().ConfigureAwait(false);
        await line.DeleteThreadAsync().ConfigureAwait(false);
        Expect.Sequence([], await line.NamespacesAsync().ConfigureAwait(false), "namespaces");
    }

    private static async Task NewOwner(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        await line.PutManyAsync(2, draft => draft.Append("log", "old")).ConfigureAwait(false);
        await line.PutWritesAsync(2, Write("a", "old")).ConfigureAwait(false);
        await line.DeleteThreadAsync().ConfigureAwait(false);
        await line.AcquireAsync().ConfigureAwait(false);
        (line.Head, line.LastId) = (null, (await line.ReadAsync().ConfigureAwait(false)).LastId);
        var expected = await line.PutNextAsync(draft => draft.Append("log", "new")).ConfigureAwait(false);
        Expect.Same([expected], await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task UsedIds(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var inner = line.Namespace("inner");
        await line.PutManyAsync(3).ConfigureAwait(false);
        await inner.PutNextAsync().ConfigureAwait(false);
        await line.DeleteThreadAsync().ConfigureAwait(false);
        await line.AcquireAsync().ConfigureAwait(false);
        line.Head = null;
        foreach (var store in new[] { bench.First, bench.Second })
        {
            var (root, below) = (await store.ReadAsync(line.Address, null, bench.CancellationToken).ConfigureAwait(false),
                await store.ReadAsync(inner.Address, null, bench.CancellationToken).ConfigureAwait(false));
            Expect.Equal(new CheckpointRead(3, 0, 3, null), root, "the thread");
            Expect.Equal(new CheckpointRead(3, 0, 1, null), below, "the inner namespace");
        }

        var commit = line.Commit(new Draft(3, null));
        await Expect.ThrowsAsync<ArgumentException>(() => line.PutAsync(commit), "an id of the deleted thread").ConfigureAwait(false);
        Expect.Equal(4, (await line.PutNextAsync().ConfigureAwait(false)).Record.Id, "the next id");
    }

    private static async Task OthersStay(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var other = bench.Line(line.ThreadId + "%");
        await line.PutManyAsync(2).ConfigureAwait(false);
        await other.PutManyAsync(2).ConfigureAwait(false);
        await other.PutWritesAsync(2, Write("a", "1")).ConfigureAwait(false);
        await line.DeleteThreadAsync().ConfigureAwait(false);
        Expect.Same(other.Head! with { PendingWrites = [Write("a", "1")] }, await other.StoredAsync().ConfigureAwait(false));
        await other.PutNextAsync().ConfigureAwait(false);
    }
}
