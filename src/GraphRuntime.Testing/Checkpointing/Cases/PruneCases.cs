using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class PruneCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Prune: the newest stays, and the number of removed is returned", Newest),
        Case("Prune: the newest N of each namespace stay", NewestOfEach),
        Case("Prune: to keep none keeps the head", HeadStays),
        Case("Prune: younger ones stay, also those made exactly at the limit", Age),
        Case("Prune: number and age must both allow it", NumberAndAge),
        Case("Prune: the head stays however old it is", OldHead),
        Case("Prune: paused ones stay, unless that is switched off", Paused),
        Case("Prune: those with an open interrupt stay, unless that is switched off", OpenInterrupt),
        Case("Prune: a wait ends with the superstep made from it, not with an edit or another branch", WaitEnds),
        Case("Prune: what remains reads as before, also forks and logs", RemainingUnchanged),
        Case("Prune: the thread goes on afterwards", GoesOn),
        Case("Prune: after it a rollback goes back to what is left", RollbackAfter),
        Case("Prune: writes of what remains stay, child results of what went do not", WritesStay),
        Case("Prune: nothing to do returns 0, and so does an unknown thread", NothingToDo),
        Case("Prune: without a thread all threads are pruned", AllThreads),
        Case("Prune: one thread is pruned alone", OneThread),
    ];

    private static async Task Newest(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(5).ConfigureAwait(false);
        Expect.Equal(4, await line.PruneAsync().ConfigureAwait(false), "removed");
        Expect.Same([expected[4]], await line.ListAsync().ConfigureAwait(false));
        Expect.Equal(new CheckpointRead(0, 5, 5, null), await line.ReadAsync(3).ConfigureAwait(false), "a removed checkpoint");
    }

    private static async Task NewestOfEach(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var inner = line.Namespace("inner");
        await line.PutManyAsync(6).ConfigureAwait(false);
        await inner.PutManyAsync(2).ConfigureAwait(false);
        Expect.Equal(3, await line.PruneAsync(options => options with { KeepLatest = 3 }).ConfigureAwait(false), "removed");
        await ExpectIdsAsync(line, 6, 5, 4).ConfigureAwait(false);
        await ExpectIdsAsync(inner, 2, 1).ConfigureAwait(false);
    }

    private static async Task HeadStays(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(3).ConfigureAwait(false);
        await line.PruneAsync(options => options with { KeepLatest = 0 }).ConfigureAwait(false);
        await ExpectIdsAsync(line, 3).ConfigureAwait(false);
    }

    private static async Task Age(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(6, draft => draft.CreatedAt = Moments.Noon.AddHours(draft.Id)).ConfigureAwait(false);
        Expect.Equal(2, await line.PruneAsync(options => options with { OlderThan = Moments.Noon.AddHours(3) }).ConfigureAwait(false), "removed");
        await ExpectIdsAsync(line, 6, 5, 4, 3).ConfigureAwait(false);
        var limit = Moments.Noon.AddHours(4).AddMicroseconds(1).ToOffset(TimeSpan.FromHours(5));
        await line.PruneAsync(options => options with { OlderThan = limit }).ConfigureAwait(false);
        await ExpectIdsAsync(line, 6, 5).ConfigureAwait(false);
    }

    private static async Task NumberAndAge(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(6, draft => draft.CreatedAt = Moments.Noon.AddHours(draft.Id)).ConfigureAwait(false);
        await line.PruneAsync(options => options with { KeepLatest = 5, OlderThan = Moments.Noon.AddHours(4) }).ConfigureAwait(false);
        await ExpectIdsAsync(line, 6, 5, 4, 3, 2).ConfigureAwait(false);
        await line.PruneAsync(options => options with { KeepLatest = 2, OlderThan = Moments.Noon.AddHours(3) }).ConfigureAwait(false);
        await ExpectIdsAsync(line, 6, 5, 4, 3).ConfigureAwait(false);
    }

    private static async Task OldHead(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(3, draft => draft.CreatedAt = Moments.Ancient.AddDays(10 - draft.Id)).ConfigureAwait(false);
        await line.PruneAsync(options => options with { OlderThan = Moments.Noon }).ConfigureAwait(false);
        await ExpectIdsAsync(line, 3).ConfigureAwait(false);
    }

    private static async Task Paused(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(6, Pause(2, 4)).ConfigureAwait(false);
        Expect.Equal(3, await line.PruneAsync().ConfigureAwait(false), "removed");
        await ExpectIdsAsync(line, 6, 4, 2).ConfigureAwait(false);
        Expect.Equal(2, await line.PruneAsync(options => options with { KeepPaused = false }).ConfigureAwait(false), "removed with paused ones");
        await ExpectIdsAsync(line, 6).ConfigureAwait(false);
    }

    private static async Task OpenInterrupt(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(5, draft => draft.Source = CheckpointSource.Update).ConfigureAwait(false);
        await line.PutWritesAsync(1, Write("a", "1")).ConfigureAwait(false);
        await line.PutWritesAsync(2, Write("a", "1"), Write("b", "2", PendingWriteKind.Interrupt)).ConfigureAwait(false);
        await line.PutWritesAsync(4, Write("a", "2", PendingWriteKind.Error)).ConfigureAwait(false);
        Expect.Equal(3, await line.PruneAsync().ConfigureAwait(false), "removed");
        await ExpectIdsAsync(line, 5, 2).ConfigureAwait(false);
        Expect.Equal(1, await line.PruneAsync(options => options with { KeepPaused = false }).ConfigureAwait(false), "removed with waiting ones");
        await ExpectIdsAsync(line, 5).ConfigureAwait(false);
    }

    private static async Task WaitEnds(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(4, draft => draft.Paused = draft.Id is 2 or 3 or 4).ConfigureAwait(false);
        await line.PutWritesAsync(1, Write("a", "1", PendingWriteKind.Interrupt)).ConfigureAwait(false);
        foreach (var source in new[] { CheckpointSource.Update, CheckpointSource.Fork, CheckpointSource.Input })
        {
            var next = line.NextFrom(expected[3]);
            next.Source = source;
            await line.PutAsync(next).ConfigureAwait(false);
        }

        Expect.Equal(5, await line.PruneAsync().ConfigureAwait(false), "removed");
        await ExpectIdsAsync(line, 7, 4).ConfigureAwait(false);
        await line.PutAsync(line.NextFrom(expected[3])).ConfigureAwait(false);
        Expect.Equal(2, await line.PruneAsync().ConfigureAwait(false), "removed after the superstep");
        await ExpectIdsAsync(line, 8).ConfigureAwait(false);
    }

    private static async Task RemainingUnchanged(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync(draft => draft.Set("a", "a1").Append("log", "1;")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("b", "b2").Append("log", "2;")).ConfigureAwait(false);
        await line.PutNextAsync(draft => (draft.Set("b", "b3").Append("log", "3;").Results, draft.Paused) = ([3], true)).ConfigureAwait(false);
        await line.PutAsync(line.NextFrom(first).Set("fork", "f4")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("fork", "f5")).ConfigureAwait(false);
        var before = (await line.ListAsync().ConfigureAwait(false)).Where(one => one.Record.Id is 5 or 3).ToList();
        await line.PruneAsync().ConfigureAwait(false);
        Expect.Same(before, await line.ListAsync().ConfigureAwait(false));
        foreach (var one in before)
        {
            Expect.Same(one, await line.StoredAsync(one.Record.Id).ConfigureAwait(false));
        }
    }

    private static async Task GoesOn(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        for (var round = 0; round < 4; round++)
        {
            await line.PutManyAsync(3, draft => draft.Append("log", $"{draft.Id};")).ConfigureAwait(false);
            await line.PutNextAsync(draft => draft.Set($"round {round}", "x")).ConfigureAwait(false);
            await line.PruneAsync().ConfigureAwait(false);
            Expect.Same([line.Head!], await line.ListAsync().ConfigureAwait(false));
        }
    }

    private static async Task RollbackAfter(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(6, Pause(2, draft => draft.RunId = $"run {draft.Id}")).ConfigureAwait(false);
        await line.PruneAsync().ConfigureAwait(false);
        await line.DeleteRunsAsync("run 6").ConfigureAwait(false);
        var read = await line.ReadAsync().ConfigureAwait(false);
        Expect.Equal((2L, 6L), (read.Head, read.LastId), "head and last id");
        await line.DeleteRunsAsync("run 2").ConfigureAwait(false);
        Expect.Equal(new CheckpointRead(0, 0, 6, null), await line.ReadAsync().ConfigureAwait(false), "the namespace");
    }

    private static async Task WritesStay(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(4, Pause(2, draft => draft.Results = [(byte)draft.Id])).ConfigureAwait(false);
        await line.PutWritesAsync(2, Write("a", "2", PendingWriteKind.Interrupt)).ConfigureAwait(false);
        await line.PutWritesAsync(3, Write("a", "3")).ConfigureAwait(false);
        await line.PutWritesAsync(4, Write("a", "4")).ConfigureAwait(false);
        await line.PruneAsync().ConfigureAwait(false);
        var second = expected[1] with { PendingWrites = [Write("a", "2", PendingWriteKind.Interrupt)] };
        Expect.Same([expected[3] with { PendingWrites = [Write("a", "4")] }, second], await line.ListAsync().ConfigureAwait(false));
    }

    private static async Task NothingToDo(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        Expect.Equal(0, await line.PruneAsync().ConfigureAwait(false), "removed from an unknown thread");
        await line.PutManyAsync(3).ConfigureAwait(false);
        Expect.Equal(0, await line.PruneAsync(options => options with { KeepLatest = 3 }).ConfigureAwait(false), "removed while all may stay");
        Expect.Equal(2, await line.PruneAsync().ConfigureAwait(false), "removed");
        Expect.Equal(0, await line.PruneAsync().ConfigureAwait(false), "removed the second time");
    }

    private static async Task AllThreads(CheckpointerBench bench)
    {
        // Others may use the store at the same time: only what is ancient is touched.
        LineWriter[] lines = [bench.NewLine(), bench.NewLine(), bench.NewLine().Namespace("inner")];
        foreach (var line in lines)
        {
            await line.PutManyAsync(3, draft => draft.CreatedAt = Moments.Ancient.AddMinutes(draft.Id)).ConfigureAwait(false);
            await line.PutNextAsync().ConfigureAwait(false);
        }

        var options = new PruneOptions { OlderThan = Moments.Ancient.AddMinutes(3) };
        var removed = await bench.First.PruneAsync(options, bench.CancellationToken).ConfigureAwait(false);
        Expect.True(removed >= 6, $"expected at least 6 removed, found {removed}");
        foreach (var line in lines)
        {
            await ExpectIdsAsync(line, 4, 3).ConfigureAwait(false);
        }
    }

    private static async Task OneThread(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var other = bench.Line(line.ThreadId + "_");
        await line.PutManyAsync(3).ConfigureAwait(false);
        await other.PutManyAsync(3).ConfigureAwait(false);
        Expect.Equal(2, await line.PruneAsync().ConfigureAwait(false), "removed");
        await ExpectIdsAsync(other, 3, 2, 1).ConfigureAwait(false);
    }

    /// <summary>Pauses at a checkpoint; what comes after it is an edit, so that it goes on waiting.</summary>
    private static Action<Draft> Pause(long id, Action<Draft> also) => draft =>
    {
        draft.Paused = draft.Id == id;
        draft.Source = draft.ParentId == id ? CheckpointSource.Update : CheckpointSource.Loop;
        also(draft);
    };

    private static Action<Draft> Pause(long first, long second) => draft =>
    {
        draft.Paused = draft.Id == first || draft.Id == second;
        draft.Source = draft.ParentId == first || draft.ParentId == second ? CheckpointSource.Update : CheckpointSource.Loop;
    };

    private static async Task ExpectIdsAsync(LineWriter line, params long[] ids) =>
        Expect.Sequence(ids, (await line.ListAsync().ConfigureAwait(false)).Select(one => one.Record.Id), "checkpoints");
}
