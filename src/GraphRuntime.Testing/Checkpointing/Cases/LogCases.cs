using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static partial class LogCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Log: appends add up, and every checkpoint keeps its own part", Appends),
        Case("Log: a checkpoint that does not append keeps the log", Unchanged),
        Case("Log: an empty log and empty appends are fine", Empty),
        Case("Log: a channel may begin a new log, and the old one stays readable", NewVersion),
        Case("Log: a channel may change from value to log and back", ValueAndLog),
        Case("Log: two logs of a checkpoint are kept apart, and so are namespaces", Apart),
        Case("Log: checkpoints of one commit may append one after the other", OneCommit),
        Case("Log: a fork shares the beginning of the log", ForkShares),
        Case("Log: a fork that begins its own log leaves the other branch alone", ForkOwnLog),
        Case("Log: an append beyond the end is refused and nothing is stored", Gap),
        Case("Log: an append over bytes that a checkpoint needs is refused and nothing is stored", Overwrite),
        Case("Log: after a rollback the log goes on where it stood", AfterRollback),
        Case("Log: bytes of a rolled back run do not come back", NoResurrection),
        Case("Log: it stays readable when the checkpoint that began it is removed", BeginnerRemoved),
        Case("Log: a rollback cuts no more than nobody needs", CutsOnlyWhatNobodyNeeds),
        Case("Log: 300 appends come back at every length", ManyAppends),
        Case("Log: a reader that names another checkpoint than the one it has gets every byte", KnownOther),
        Case("Log: a reader that has the logs of a checkpoint still gets values, writes and references", KnownSame),
    ];

    private static async Task Appends(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "two,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "three,")).ConfigureAwait(false);
        await ExpectAsync(line, "log", "one,", "one,two,", "one,two,three,").ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task Unchanged(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("other", "x")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "two,")).ConfigureAwait(false);
        await ExpectAsync(line, "log", "one,", "one,", "one,two,").ConfigureAwait(false);
    }

    private static async Task Empty(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "one")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "")).ConfigureAwait(false);
        await ExpectAsync(line, "log", "", "", "one", "one").ConfigureAwait(false);
    }

    private static async Task NewVersion(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "two,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.BeginLog("log", "fresh,"u8.ToArray())).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "more,")).ConfigureAwait(false);
        await ExpectAsync(line, "log", "one,", "one,two,", "fresh,", "fresh,more,").ConfigureAwait(false);
    }

    private static async Task ValueAndLog(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Set("c", "value")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.BeginLog("c", "log,"u8.ToArray())).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("c", "more,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("c", "value again")).ConfigureAwait(false);
        await ExpectAsync(line, "c", "value", "log,", "log,more,", "value again").ConfigureAwait(false);
    }

    private static async Task Apart(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var inner = line.Namespace("inner");
        await line.PutNextAsync(draft => draft.Append("a", "a1").Append("b", "b1")).ConfigureAwait(false);
        await inner.PutNextAsync(draft => draft.Append("a", "inner 1")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("b", "b2")).ConfigureAwait(false);
        await inner.PutNextAsync(draft => draft.Append("a", "inner 2")).ConfigureAwait(false);
        await ExpectAsync(line, "a", "a1", "a1").ConfigureAwait(false);
        await ExpectAsync(line, "b", "b1", "b1b2").ConfigureAwait(false);
        await ExpectAsync(inner, "a", "inner 1", "inner 1inner 2").ConfigureAwait(false);
    }

    private static async Task OneCommit(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "1")).ConfigureAwait(false);
        var second = line.Next().Append("log", "2");
        var third = new Draft(3, second.ToExpected()).Append("log", "3").Append("new", "n");
        await line.PutAsync(second, third).ConfigureAwait(false);
        await ExpectAsync(line, "log", "1", "12", "123").ConfigureAwait(false);
        await ExpectAsync(line, "new", null, null, "n").ConfigureAwait(false);
    }

    private static async Task ForkShares(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync(draft => draft.Append("log", "one,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "two,")).ConfigureAwait(false);
        await line.PutAsync(line.NextFrom(first).Set("value", "fork")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("value", "fork again")).ConfigureAwait(false);
        await ExpectAsync(line, "log", "one,", "one,two,", "one,", "one,").ConfigureAwait(false);
    }

    private static async Task ForkOwnLog(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync(draft => draft.Append("log", "one,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "two,")).ConfigureAwait(false);
        await line.PutAsync(line.NextFrom(first).BeginLog("log", "one,other,"u8.ToArray())).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "more,")).ConfigureAwait(false);
        await ExpectAsync(line, "log", "one,", "one,two,", "one,other,", "one,other,more,").ConfigureAwait(false);
    }

    private static async Task Gap(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one")).ConfigureAwait(false);
        await RefusedAsync(line, line.Next().Set("value", "lost").AppendAt("log", 1, 4, "x")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "two")).ConfigureAwait(false);
        await ExpectAsync(line, "log", "one", "onetwo").ConfigureAwait(false);
    }

    private static async Task Overwrite(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one")).ConfigureAwait(false);
        var second = await line.PutNextAsync(draft => draft.Append("log", "two")).ConfigureAwait(false);
        foreach (var offset in new long[] { 0, 3, 5 })
        {
            await RefusedAsync(line, line.Next().AppendAt("log", 1, offset, "x")).ConfigureAwait(false);
        }

        Expect.Same(second, await line.StoredAsync().ConfigureAwait(false));
        await ExpectAsync(line, "log", "one", "onetwo").ConfigureAwait(false);
    }

    private static async Task AfterRollback(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync(draft => draft.Append("log", "one,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "undone and long,").RunId = "undone").ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        line.Head = first;
        await line.PutNextAsync(draft => draft.Append("log", "two,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "three,")).ConfigureAwait(false);
        await ExpectAsync(line, "log", "one,", null, "one,two,", "one,two,three,").ConfigureAwait(false);
    }

    private static async Task NoResurrection(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync(draft => draft.Append("log", "one,")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "undone,").RunId = "undone").ConfigureAwait(false);
        await line.DeleteRunsAsync("undone").ConfigureAwait(false);
        line.Head = first;
        await RefusedAsync(line, line.Next().AppendAt("log", 1, 11, "x")).ConfigureAwait(false);
    }

    private static async Task BeginnerRemoved(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one,").RunId = "gone").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "two,").RunId = "gone").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "three,").RunId = "stays").ConfigureAwait(false);
        await line.DeleteRunsAsync("gone").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "four,")).ConfigureAwait(false);
        await ExpectAsync(line, "log", null, null, "one,two,three,", "one,two,three,four,").ConfigureAwait(false);
        await line.PruneAsync().ConfigureAwait(false);
        await ExpectAsync(line, "log", null, null, null, "one,two,three,four,").ConfigureAwait(false);
    }

    private static async Task CutsOnlyWhatNobodyNeeds(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "1").RunId = "a").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "2").RunId = "b").ConfigureAwait(false);
        var third = await line.PutNextAsync(draft => draft.Append("log", "3").RunId = "c").ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Append("log", "4").RunId = "b").ConfigureAwait(false);
        await line.DeleteRunsAsync("b").ConfigureAwait(false);
        line.Head = third;
        await line.PutNextAsync(draft => draft.Append("log", "5")).ConfigureAwait(false);
        await ExpectAsync(line, "log", "1", null, "123", null, "1235").ConfigureAwait(false);
    }

    private static async Task ManyAppends(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = new List<StoredCheckpoint>();
        for (var i = 0; i < 300; i++)
        {
            expected.Insert(0, await line.PutNextAsync(draft => draft.Append("log", $"entry {i};")).ConfigureAwait(false));
        }

        Expect.Same(expected, await line.ListAsync().ConfigureAwait(false));
    }

    /// <summary>What the channel holds in checkpoint 1, 2, ...; nothing where there is no checkpoint or no such channel.</summary>
    private static async Task ExpectAsync(LineWriter line, string channel, params string?[] expected)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var stored = await line.StoredAsync(i + 1).ConfigureAwait(false);
            Expect.Equal(expected[i], Contents.Text(stored, channel), $"'{channel}' in checkpoint {i + 1}");
        }
    }

    private static async Task RefusedAsync(LineWriter line, Draft draft)
    {
        var before = await line.ReadAsync().ConfigureAwait(false);
        var refused = await Expect.ThrowsAsync<CheckpointCorruptedException>(() => line.PutAsync(draft), "a misplaced append").ConfigureAwait(false);
        Expect.Equal((line.ThreadId, "log"), (refused.ThreadId, refused.Channel), "the exception");
        var after = await line.ReadAsync().ConfigureAwait(false);
        Expect.Equal((before.Head, before.LastId), (after.Head, after.LastId), "head and last id after a refused append");
    }
}
