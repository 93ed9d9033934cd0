using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class DeleteRunsCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Delete runs: their checkpoints go and the head moves back", HeadMovesBack),
        Case("Delete runs: several at once, in every namespace", Several),
        Case("Delete runs: a run in the middle goes, the head stays", Middle),
        Case("Delete runs: after one in the middle, a later rollback goes back to what is left", MiddleThenEnd),
        Case("Delete runs: all of them leave an empty namespace, and ids are not used again", Everything),
        Case("Delete runs: the head goes back to where it stood, not to the parent of what went", BackToEarlierHead),
        Case("Delete runs: values that remaining checkpoints need stay", NeededValuesStay),
        Case("Delete runs: writes that they put beside checkpoints of other runs go, others stay", Writes),
        Case("Delete runs: a write that another run replaced belongs to that run", ReplacedWrite),
        Case("Delete runs: child results of removed checkpoints go", ChildResults),
        Case("Delete runs: checkpoints without a run stay", WithoutRun),
        Case("Delete runs: unknown runs, no runs and unknown threads change nothing", Nothing),
        Case("Delete runs: the epoch stays, and the owner goes on", OwnerGoesOn),
        Case("Delete runs: other threads stay", OthersStay),
        Case("Delete runs: writing on a removed checkpoint is refused", WriteOnRemoved),
    ];

    private static async Task HeadMovesBack(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var kept = await line.PutManyAsync(2, draft => draft.RunId = "kept").ConfigureAwait(false);
        await line.PutManyAsync(3, draft => draft.RunId = "undone").ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        var read = await line.Through(bench.Second).ReadAsync().ConfigureAwait(false);
        Expect.Equal((2L, 5L), (read.Head, read.LastId), "head and last id");
        Expect.Same(kept[1], read.Checkpoint);
        Expect.Same([kept[1], kept[0]], await line.ListAsync().ConfigureAwait(false));
        Expect.Same(null, await line.StoredAsync(4).ConfigureAwait(false));
    }

    private static async Task Several(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var inner = line.Namespace("inner");
        await line.PutManyAsync(6, draft => draft.RunId = $"run {draft.Id % 3}").ConfigureAwait(false);
        await inner.PutManyAsync(6, draft => draft.RunId = $"run {draft.Id % 3}").ConfigureAwait(false);
        await line.DeleteRunsAsync("run 0", "run 2").ConfigureAwait(false);
        foreach (var writer in new[] { line, inner })
        {
            Expect.Sequence([4L, 1], (await writer.ListAsync().ConfigureAwait(false)).Select(one => one.Record.Id), "checkpoints");
            Expect.Equal(4, (await writer.ReadAsync().ConfigureAwait(false)).Head, "head");
        }
    }

    private static async Task Middle(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(3, draft => draft.RunId = $"run {draft.Id}").ConfigureAwait(false);
        await line.DeleteRunsAsync("run 2").ConfigureAwait(false);
        Expect.Same([expected[2], expected[0]], await line.ListAsync().ConfigureAwait(false));
        Expect.Equal(3, (await line.ReadAsync().ConfigureAwait(false)).Head, "head");
    }

    private static async Task MiddleThenEnd(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(4, draft => draft.RunId = $"run {draft.Id}").ConfigureAwait(false);
        await line.DeleteRunsAsync("run 3").ConfigureAwait(false);
        await line.DeleteRunsAsync("run 2").ConfigureAwait(false);
        await line.DeleteRunsAsync("run 4").ConfigureAwait(false);
        Expect.Equal(1, (await line.ReadAsync().ConfigureAwait(false)).Head, "head");
        Expect.Same(expected[0], await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task Everything(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(3).ConfigureAwait(false);
        await line.DeleteRunsAsync("run").ConfigureAwait(false);
        Expect.Equal(new CheckpointRead(0, 0, 3, null), await line.ReadAsync().ConfigureAwait(false), "the namespace");
        line.Head = null;
        var next = await line.PutNextAsync(draft => draft.Set("value", "new")).ConfigureAwait(false);
        Expect.Equal(4, next.Record.Id, "id");
        Expect.Same([next], await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task BackToEarlierHead(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(3).ConfigureAwait(false);
        var fork = line.NextFrom(expected[0]);
        fork.RunId = "undone";
        await line.PutAsync(fork).ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        Expect.Same(expected[2], await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task NeededValuesStay(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Set("a", "a1").Set("b", "b1").Append("log", "1").RunId = "gone").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("b", "b2").Append("log", "2").RunId = "stays").ConfigureAwait(false);
        var stays = line.Head!;
        await line.PutNextAsync(draft => draft.Set("c", "c3").RunId = "gone").ConfigureAwait(false);
        await line.DeleteRunsAsync("gone").ConfigureAwait(false);
        Expect.Same([stays], await line.ListAsync().ConfigureAwait(false));
        line.Head = stays;
        await line.PutNextAsync(draft => draft.Set("d", "d4").Append("log", "3")).ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
        await line.DeleteRunsAsync("stays").ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task Writes(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync(draft => draft.RunId = "first").ConfigureAwait(false);
        await line.PutWritesAsync(line.Batch(1, "first", Write("a", "stays"))).ConfigureAwait(false);
        await line.PutWritesAsync(line.Batch(1, "undone", Write("a", "goes", PendingWriteKind.Resume), Write("b", "goes"))).ConfigureAwait(false);
        await line.PutWritesAsync(line.Batch(1, null, Write("c", "stays"))).ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        Expect.Same(expected with { PendingWrites = [Write("a", "stays"), Write("c", "stays")] }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task ReplacedWrite(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync(draft => draft.RunId = null).ConfigureAwait(false);
        await line.PutWritesAsync(line.Batch(1, "old", Write("a", "old"), Write("b", "old"))).ConfigureAwait(false);
        await line.PutWritesAsync(line.Batch(1, "new", Write("a", "new"))).ConfigureAwait(false);
        await line.DeleteRunsAsync("old").ConfigureAwait(false);
        Expect.Same(expected with { PendingWrites = [Write("a", "new")] }, await line.StoredAsync().ConfigureAwait(false));
        await line.DeleteRunsAsync("new").ConfigureAwait(false);
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task ChildResults(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync().ConfigureAwait(false);
        await line.PutNextAsync(draft => (draft.RunId, draft.Results) = ("undone", [2])).ConfigureAwait(false);
        await line.PutNextAsync(draft => (draft.ParentId, draft.RunId, draft.Results) = (1, "other", [3])).ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        Expect.Same(first with { ChildResults = new byte[] { 3 } }, await line.StoredAsync(1).ConfigureAwait(false));
        await line.DeleteRunsAsync("other").ConfigureAwait(false);
        Expect.Same(first, await line.StoredAsync(1).ConfigureAwait(false));
    }

    private static async Task WithoutRun(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        string?[] runs = [null, "", "undone"];
        var expected = await line.PutManyAsync(3, draft => draft.RunId = runs[draft.Id - 1]).ConfigureAwait(false);
        await line.DeleteRunsAsync("undone", "null").ConfigureAwait(false);
        Expect.Same([expected[1], expected[0]], await line.ListAsync().ConfigureAwait(false));
        await line.DeleteRunsAsync("").ConfigureAwait(false);
        Expect.Same([expected[0]], await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task Nothing(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.DeleteRunsAsync("run").ConfigureAwait(false);
        Expect.Equal(new CheckpointRead(0, 0, 0, null), await line.ReadAsync().ConfigureAwait(false), "an unknown thread");
        var expected = await line.PutManyAsync(2).ConfigureAwait(false);
        await line.DeleteRunsAsync().ConfigureAwait(false);
        await line.DeleteRunsAsync("unknown", "RUN", "run ", "%").ConfigureAwait(false);
        Expect.Same([expected[1], expected[0]], await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task OwnerGoesOn(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var kept = await line.PutNextAsync(draft => draft.RunId = "kept").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.RunId = "undone").ConfigureAwait(false);
        var late = line.Through(line.Store);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        Expect.Equal(1, (await line.ReadAsync().ConfigureAwait(false)).Epoch, "epoch");
        await Expect.ThrowsAsync<StaleHeadException>(() => late.PutAsync(late.Next()), "going on from a removed head").ConfigureAwait(false);
        line.Head = kept;
        var next = await line.PutNextAsync().ConfigureAwait(false);
        Expect.Same([next, kept], await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task OthersStay(CheckpointerBench bench)
    {
        var (line, other) = (bench.NewLine(), bench.NewLine());
        await line.PutManyAsync(2).ConfigureAwait(false);
        await other.PutManyAsync(2).ConfigureAwait(false);
        await line.DeleteRunsAsync("run").ConfigureAwait(false);
        Expect.Same(other.Head, await other.StoredAsync().ConfigureAwait(false));
    }

    private static async Task WriteOnRemoved(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Set("value", "needed").RunId = "undone").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.RunId = "kept").ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        await Expect.ThrowsAsync<CheckpointNotFoundException>(() => line.PutWritesAsync(1, Write("a", "1")), "a removed checkpoint").ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
    }
}
