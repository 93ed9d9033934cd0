using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class OwnershipCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Ownership: each acquisition raises the epoch by one, through any instance", EpochGrows),
        Case("Ownership: acquiring an unknown thread makes no checkpoint", AcquireUnknown),
        Case("Ownership: threads have epochs of their own, namespaces share the one of their thread", Scope),
        Case("Ownership: a commit under an old epoch is refused, named, and nothing is stored", OldEpoch),
        Case("Ownership: a commit under an epoch that nobody was given is refused", FutureEpoch),
        Case("Ownership: the epoch is checked before the head", EpochBeforeHead),
        Case("Ownership: a thread that nobody owned can be written under epoch 0 only", NeverOwned),
        Case("Ownership: after a take-over by a second instance the first cannot write in any namespace", TakeOver),
        Case("Ownership: the new owner goes on from where the old one stood", NewOwnerGoesOn),
        Case("Ownership: many acquisitions at once give each its own epoch", AcquireAtOnce),
        Case("Ownership: of two instances that write to one head, exactly one wins each time", Race),
        Case("Ownership: no commit of the old owner appears after the new owner has read", NoLateCommit),
    ];

    private static async Task EpochGrows(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        for (var epoch = 1; epoch <= 6; epoch++)
        {
            var owner = epoch % 2 == 0 ? line : line.Through(bench.Second);
            await owner.AcquireAsync().ConfigureAwait(false);
            Expect.Equal(epoch, owner.Epoch, "epoch");
            Expect.Equal(epoch, (await line.ReadAsync().ConfigureAwait(false)).Epoch, "epoch read by the first instance");
            Expect.Equal(epoch, (await line.Through(bench.Second).ReadAsync().ConfigureAwait(false)).Epoch, "epoch read by the second instance");
        }
    }

    private static async Task AcquireUnknown(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        Expect.Equal(new CheckpointRead(1, 0, 0, null), await line.ReadAsync().ConfigureAwait(false), "the thread");
        Expect.Equal(0, (await line.NamespacesAsync().ConfigureAwait(false)).Count, "namespaces");
    }

    private static async Task Scope(CheckpointerBench bench)
    {
        var (line, other) = (bench.NewLine(), bench.NewLine());
        await line.AcquireAsync().ConfigureAwait(false);
        Expect.Equal(0, (await other.ReadAsync().ConfigureAwait(false)).Epoch, "epoch of another thread");
        var inner = line.Namespace("inner");
        await inner.PutNextAsync().ConfigureAwait(false);
        await line.AcquireAsync().ConfigureAwait(false);
        Expect.Equal(2, (await inner.ReadAsync().ConfigureAwait(false)).Epoch, "epoch in another namespace");
        await Expect.ThrowsAsync<StaleEpochException>(() => inner.PutAsync(inner.Next()), "another namespace after a take-over").ConfigureAwait(false);
    }

    private static async Task OldEpoch(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var expected = await line.PutNextAsync(draft => draft.Set("value", "kept")).ConfigureAwait(false);
        await line.Through(bench.Second).AcquireAsync().ConfigureAwait(false);
        var commit = line.Commit(line.Next().Set("value", "lost"));
        var refused = await Expect.ThrowsAsync<StaleEpochException>(() => line.PutAsync(commit), "an old epoch").ConfigureAwait(false);
        Expect.Equal((line.ThreadId, 1, 2), (refused.ThreadId, refused.Epoch, refused.CurrentEpoch), "the exception");
        Expect.Same([expected], await line.ListAsync().ConfigureAwait(false));
        Expect.Equal(1, (await line.ReadAsync().ConfigureAwait(false)).LastId, "last id");
    }

    private static async Task FutureEpoch(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var commit = line.Commit(line.Next()) with { Epoch = 2 };
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutAsync(commit), "a future epoch").ConfigureAwait(false);
        Expect.Same([], await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task EpochBeforeHead(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(2).ConfigureAwait(false);
        var commit = line.Commit(line.Next()) with { Epoch = 4, ExpectedHead = 1 };
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutAsync(commit), "wrong epoch and wrong head").ConfigureAwait(false);
    }

    private static async Task NeverOwned(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var commit = line.Commit(line.Next()) with { Epoch = 1 };
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutAsync(commit), "epoch 1 of an unknown thread").ConfigureAwait(false);
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task TakeOver(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var inner = line.Namespace("inner");
        await line.PutNextAsync().ConfigureAwait(false);
        await inner.PutNextAsync().ConfigureAwait(false);
        await line.Through(bench.Second).AcquireAsync().ConfigureAwait(false);
        foreach (var writer in new[] { line, inner, line.Namespace("new") })
        {
            await Expect.ThrowsAsync<StaleEpochException>(() => writer.PutAsync(writer.Next()), "a commit of the old owner").ConfigureAwait(false);
            await Expect.ThrowsAsync<StaleEpochException>(() => writer.PutWritesAsync(1, Write("a", "1")), "a pending write of the old owner").ConfigureAwait(false);
        }

        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
        Expect.Same(inner.Head, await inner.StoredAsync().ConfigureAwait(false));
    }

    private static async Task NewOwnerGoesOn(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("value", "1").Append("log", "one")).ConfigureAwait(false);
        var owner = await line.Through(bench.Second).AcquireAsync().ConfigureAwait(false);
        await owner.PutNextAsync(draft => draft.Append("log", "two")).ConfigureAwait(false);
        await owner.PutWritesAsync(2, Write("a", "1")).ConfigureAwait(false);
        Expect.Same(owner.Head! with { PendingWrites = [Write("a", "1")] }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task AcquireAtOnce(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var epochs = await AtOnce.RunAsync(20, async i => (await line.Through(Side(bench, i)).AcquireAsync().ConfigureAwait(false)).Epoch).ConfigureAwait(false);
        Expect.Sequence(Enumerable.Range(1, 20).Select(epoch => (long)epoch), epochs.Order(), "epochs");
    }

    private static async Task Race(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        for (var round = 0; round < 20; round++)
        {
            var before = line;
            var outcomes = await AtOnce.RunAsync(4, i => TryAsync(before.Through(Side(bench, i)), $"run {i}")).ConfigureAwait(false);
            Expect.Equal(1, outcomes.Count(won => won is not null), "number of winners");
            line = outcomes.Single(won => won is not null)!;
            Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
        }

        Expect.Equal(20, (await line.ListAsync().ConfigureAwait(false)).Count, "number of checkpoints");
    }

    private static async Task<LineWriter?> TryAsync(LineWriter writer, string runId)
    {
        var draft = writer.Next().Set("value", runId);
        draft.RunId = runId;
        try
        {
            await writer.PutAsync(draft).ConfigureAwait(false);
            return writer;
        }
        catch (StaleHeadException)
        {
            return null;
        }
    }

    private static async Task NoLateCommit(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        for (var round = 0; round < 10; round++)
        {
            var old = await line.AcquireAsync().ConfigureAwait(false);
            var writing = BusyWriter.Start(old);
            var owner = await line.Through(bench.Second).AcquireAsync().ConfigureAwait(false);
            var seen = await owner.ReadAsync().ConfigureAwait(false);
            await writing.StopAsync().ConfigureAwait(false);
            var later = await owner.ReadAsync().ConfigureAwait(false);
            Expect.Equal((seen.Head, seen.LastId), (later.Head, later.LastId), "head and last id after the take-over");
            (line.Head, line.LastId) = (later.Checkpoint, later.LastId);
        }
    }

    private static ICheckpointer Side(CheckpointerBench bench, int number) => number % 2 == 0 ? bench.First : bench.Second;
}
