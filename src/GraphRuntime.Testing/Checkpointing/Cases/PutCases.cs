using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class PutCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Put: several checkpoints of one commit are all stored, the last is the head", SeveralAtOnce),
        Case("Put: ids may leave gaps and be large", Gaps),
        Case("Put: a commit repeated after an unknown outcome succeeds without effect", Repeat),
        Case("Put: a repeated commit does not append to its logs again", RepeatedAppend),
        Case("Put: a repeated commit of several checkpoints succeeds without effect", RepeatOfSeveral),
        Case("Put: a commit repeated after a later one is refused", LateRepeat),
        Case("Put: a repeated commit under an older epoch is refused", RepeatUnderOldEpoch),
        Case("Put: another run that chose the same id is refused, not taken for a repetition", SameIdOfAnotherRun),
        Case("Put: an expected head that was replaced is refused and named", StaleHead),
        Case("Put: an expected head that does not exist is refused", UnknownHead),
        Case("Put: an expected head in an empty namespace is refused", HeadInEmptyNamespace),
        Case("Put: no expected head in a namespace that has one is refused", NoHeadExpected),
        Case("Put: nothing of a refused commit of several checkpoints is stored", NothingOfRefused),
        Case("Put: a refused append leaves the log as it was", RefusedAppend),
        Case("Put: a checkpoint may be made from any earlier one", FromEarlier),
        Case("Put: an id that was used before is refused, also when its checkpoint was rolled back", UsedId),
        Case("Put: 100 commits one after the other stay in order", ManyCommits),
    ];

    private static async Task SeveralAtOnce(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = new Draft(1, null) { Source = CheckpointSource.Input }.Set("a", "1").Append("log", "x");
        var second = new Draft(2, first.ToExpected()).Set("b", "2").Append("log", "y");
        var third = new Draft(3, second.ToExpected()).Set("a", "3");
        await line.PutAsync(first, second, third).ConfigureAwait(false);
        Expect.Same([third.ToExpected(), second.ToExpected(), first.ToExpected()], await line.ListAsync().ConfigureAwait(false));
        var read = await line.ReadAsync().ConfigureAwait(false);
        Expect.Equal(new CheckpointRead(0, 3, 3, null), read with { Checkpoint = null }, "position");
    }

    private static async Task Gaps(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        foreach (var id in new[] { 5, 1_000, (1L << 53) + 1, long.MaxValue - 1 })
        {
            line.LastId = id - 1;
            var expected = await line.PutNextAsync(draft => draft.Set("value", $"{draft.Id}")).ConfigureAwait(false);
            var read = await line.ReadAsync().ConfigureAwait(false);
            Expect.Same(expected, read.Checkpoint);
            Expect.Equal((id, id), (read.Head, read.LastId), "head and last id");
        }
    }

    private static async Task Repeat(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        await line.PutManyAsync(2).ConfigureAwait(false);
        var draft = line.Next().Set("value", "once");
        var commit = line.Commit(draft);
        for (var i = 0; i < 3; i++)
        {
            await line.PutAsync(commit).ConfigureAwait(false);
        }

        await line.Through(bench.Second).PutAsync(commit).ConfigureAwait(false);
        Expect.Same(draft.ToExpected(), await line.StoredAsync().ConfigureAwait(false));
        Expect.Equal(3, (await line.ListAsync().ConfigureAwait(false)).Count, "number of checkpoints");
    }

    private static async Task RepeatedAppend(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one")).ConfigureAwait(false);
        var draft = line.Next().Append("log", "two");
        var commit = line.Commit(draft);
        await line.PutAsync(draft).ConfigureAwait(false);
        await line.PutAsync(commit).ConfigureAwait(false);
        await line.PutNextAsync(next => next.Append("log", "three")).ConfigureAwait(false);
        Expect.Equal("onetwothree", Contents.Text(await line.StoredAsync().ConfigureAwait(false), "log"), "log");
    }

    private static async Task RepeatOfSeveral(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync().ConfigureAwait(false);
        var (second, third) = (new Draft(2, line.Head), new Draft(3, line.Head));
        var commit = line.Commit(second, third);
        await line.PutAsync(commit).ConfigureAwait(false);
        await line.PutAsync(commit).ConfigureAwait(false);
        Expect.Equal(3, (await line.ListAsync().ConfigureAwait(false)).Count, "number of checkpoints");
    }

    private static async Task LateRepeat(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync().ConfigureAwait(false);
        var commit = line.Commit(line.Next());
        await line.PutAsync(line.Next()).ConfigureAwait(false);
        await line.PutAsync(line.Next()).ConfigureAwait(false);
        await Expect.ThrowsAsync<StaleHeadException>(() => line.PutAsync(commit), "a commit repeated after a later one").ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task RepeatUnderOldEpoch(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var commit = line.Commit(line.Next());
        await line.PutAsync(commit).ConfigureAwait(false);
        await line.Through(bench.Second).AcquireAsync().ConfigureAwait(false);
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutAsync(commit), "a repetition under an old epoch").ConfigureAwait(false);
    }

    private static async Task SameIdOfAnotherRun(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync().ConfigureAwait(false);
        var rival = line.Through(bench.Second);
        var expected = await line.PutNextAsync(draft => draft.Set("value", "first").RunId = "first").ConfigureAwait(false);
        var commit = rival.Commit(Rival(rival.Next()));
        await Expect.ThrowsAsync<StaleHeadException>(() => rival.PutAsync(commit), "the same id by another run").ConfigureAwait(false);
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
    }

    private static Draft Rival(Draft draft)
    {
        draft.RunId = "second";
        return draft.Set("value", "second");
    }

    private static async Task StaleHead(CheckpointerBench bench)
    {
        var line = bench.NewLine().Namespace("inner");
        await line.PutManyAsync(2).ConfigureAwait(false);
        var late = line.Through(bench.Second);
        await line.PutManyAsync(2).ConfigureAwait(false);
        late.LastId = 10;
        var refused = await Expect.ThrowsAsync<StaleHeadException>(() => late.PutAsync(late.Next()), "a replaced head").ConfigureAwait(false);
        Expect.Equal((line.ThreadId, "inner", 2, 4), (refused.ThreadId, refused.Namespace, refused.ExpectedHead, refused.CurrentHead), "the exception");
        Expect.Equal(4, (await line.ListAsync().ConfigureAwait(false)).Count, "number of checkpoints");
    }

    private static async Task UnknownHead(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(2).ConfigureAwait(false);
        var commit = line.Commit(new Draft(8, null)) with { ExpectedHead = 7 };
        await Expect.ThrowsAsync<StaleHeadException>(() => line.PutAsync(commit), "a head that does not exist").ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task HeadInEmptyNamespace(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var commit = line.Commit(new Draft(2, null)) with { ExpectedHead = 1 };
        var refused = await Expect.ThrowsAsync<StaleHeadException>(() => line.PutAsync(commit), "a head in an empty namespace").ConfigureAwait(false);
        Expect.Equal(0, refused.CurrentHead, "current head");
        Expect.Equal(new CheckpointRead(0, 0, 0, null), await line.ReadAsync().ConfigureAwait(false), "the thread");
    }

    private static async Task NoHeadExpected(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(2).ConfigureAwait(false);
        var commit = line.Commit(new Draft(3, null)) with { ExpectedHead = 0 };
        await Expect.ThrowsAsync<StaleHeadException>(() => line.PutAsync(commit), "no expected head").ConfigureAwait(false);
    }

    private static async Task NothingOfRefused(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(2).ConfigureAwait(false);
        var commit = line.Commit(line.Next().Set("a", "1"), new Draft(4, line.Head).Set("b", "2")) with { ExpectedHead = 1 };
        await Expect.ThrowsAsync<StaleHeadException>(() => line.PutAsync(commit), "a stale commit").ConfigureAwait(false);
        expected.Reverse();
        Expect.Same(expected, await line.ListAsync().ConfigureAwait(false));
        Expect.Equal(2, (await line.ReadAsync().ConfigureAwait(false)).LastId, "last id");
    }

    private static async Task RefusedAppend(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one")).ConfigureAwait(false);
        var commit = line.Commit(line.Next().Append("log", "lost")) with { Epoch = 9 };
        await Expect.ThrowsAsync<StaleEpochException>(() => line.PutAsync(commit), "an append under a wrong epoch").ConfigureAwait(false);
        commit = line.Commit(line.Next().Append("log", "lost")) with { ExpectedHead = 9 };
        await Expect.ThrowsAsync<StaleHeadException>(() => line.PutAsync(commit), "an append to a wrong head").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "two")).ConfigureAwait(false);
        Expect.Equal("onetwo", Contents.Text(await line.StoredAsync().ConfigureAwait(false), "log"), "log");
    }

    private static async Task FromEarlier(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(3).ConfigureAwait(false);
        var fork = line.NextFrom(expected[0]);
        fork.Source = CheckpointSource.Fork;
        await line.PutAsync(fork).ConfigureAwait(false);
        var head = (await line.StoredAsync().ConfigureAwait(false))!;
        Expect.Same(fork.ToExpected(), head);
        Expect.Equal(("value 1", 1), (Contents.Text(head, "value")!, head.Record.ParentId), "the fork");
    }

    private static async Task UsedId(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(2).ConfigureAwait(false);
        var kept = line.Head;
        await line.PutNextAsync(draft => draft.RunId = "undone").ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        line.Head = kept;
        foreach (var id in new long[] { 1, 3 })
        {
            var commit = line.Commit(new Draft(id, null));
            await Expect.ThrowsAsync<ArgumentException>(() => line.PutAsync(commit), $"id {id} again").ConfigureAwait(false);
            Expect.Same(kept, await line.StoredAsync().ConfigureAwait(false));
        }
    }

    private static async Task ManyCommits(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(100).ConfigureAwait(false);
        expected.Reverse();
        Expect.Same(expected, await line.ListAsync().ConfigureAwait(false));
    }
}
