using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class ReadCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Read: an unknown thread has epoch 0, no head and no checkpoint", UnknownThread),
        Case("Read: an unknown namespace of a known thread has the epoch of the thread and no head", UnknownNamespace),
        Case("Read: an unknown checkpoint is none, but the position is given", UnknownCheckpoint),
        Case("Read: without an id the head is read, with an id any checkpoint", HeadAndOlder),
        Case("Read: every part of a checkpoint comes back", EveryPart),
        Case("Read: every source comes back", EverySource),
        Case("Read: a checkpoint without run, bytes and channels comes back", Bare),
        Case("Read: a creation time keeps its moment, to the microsecond and from any offset", CreationTime),
        Case("Read: values of unchanged channels come from the checkpoint that wrote them", Inherited),
        Case("Read: values come in the order of the references", Order),
        Case("Read: a removed channel is gone, and still there in the checkpoints before", RemovedChannel),
        Case("Read: an empty value is one empty chunk", EmptyValue),
        Case("Read: 300 channels of one checkpoint come back", ManyChannels),
        Case("Read: child results are those of the superstep made from the checkpoint", ChildResults),
        Case("Read: child results are those of the first of several supersteps", FirstChild),
        Case("Read: an edit or a fork gives no child results", NoChildOfEdit),
        Case("Read: a second instance reads what the first stored", SecondInstance),
    ];

    private static async Task UnknownThread(CheckpointerBench bench)
    {
        foreach (var id in new long?[] { null, 1 })
        {
            var read = await bench.NewLine().ReadAsync(id).ConfigureAwait(false);
            Expect.Equal(new CheckpointRead(0, 0, 0, null), read, "unknown thread");
        }
    }

    private static async Task UnknownNamespace(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        await line.PutManyAsync(2).ConfigureAwait(false);
        var read = await line.Namespace("other").ReadAsync().ConfigureAwait(false);
        Expect.Equal(new CheckpointRead(1, 0, 0, null), read, "unknown namespace");
    }

    private static async Task UnknownCheckpoint(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(3).ConfigureAwait(false);
        foreach (var id in new long[] { 4, 0, -1, long.MaxValue })
        {
            var read = await line.ReadAsync(id).ConfigureAwait(false);
            Expect.Equal(new CheckpointRead(0, 3, 3, null), read, $"checkpoint {id}");
        }
    }

    private static async Task HeadAndOlder(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(4).ConfigureAwait(false);
        Expect.Same(expected[3], await line.StoredAsync().ConfigureAwait(false));
        foreach (var checkpoint in expected)
        {
            Expect.Same(checkpoint, await line.StoredAsync(checkpoint.Record.Id).ConfigureAwait(false));
        }
    }

    private static async Task EveryPart(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync(draft =>
        {
            draft.ParentId = 0;
            draft.Step = 7;
            draft.Source = CheckpointSource.Update;
            draft.RunId = "run 1";
            draft.Paused = true;
            draft.Metadata = """{"user":"ann","count":3}"""u8.ToArray();
            draft.Body = [0, 1, 2, 255];
            draft.Results = [9, 0, 9];
            draft.Set("value", [0, 255, 128]).Append("log", "entry");
        }).ConfigureAwait(false);
        var read = await line.ReadAsync().ConfigureAwait(false);
        Expect.Same(expected, read.Checkpoint);
        Expect.Equal(new CheckpointRead(0, 1, 1, null), read with { Checkpoint = null }, "position");
    }

    private static async Task EverySource(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        foreach (var source in new[] { CheckpointSource.Input, CheckpointSource.Loop, CheckpointSource.Update, CheckpointSource.Fork })
        {
            var expected = await line.PutNextAsync(draft => draft.Source = source).ConfigureAwait(false);
            Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
        }
    }

    private static async Task Bare(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync(draft =>
        {
            draft.RunId = null;
            draft.Step = -1;
            draft.Source = CheckpointSource.Input;
        }).ConfigureAwait(false);
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task CreationTime(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var moments = new[]
        {
            Moments.Noon.AddMicroseconds(123_456), Moments.Noon.AddMicroseconds(1).ToOffset(TimeSpan.FromHours(-7)), Moments.Ancient,
        };
        foreach (var moment in moments)
        {
            var expected = await line.PutNextAsync(draft => draft.CreatedAt = moment).ConfigureAwait(false);
            Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
        }
    }

    private static async Task Inherited(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Set("a", "a1").Set("b", "b1")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("b", "b2")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("c", "c3")).ConfigureAwait(false);
        var head = await line.StoredAsync().ConfigureAwait(false);
        Expect.Same(line.Head, head);
        Expect.Sequence(["a1", "b2", "c3"], [Contents.Text(head, "a"), Contents.Text(head, "b"), Contents.Text(head, "c")], "values");
    }

    private static async Task Order(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Set("z", "1").Set("a", "2").Append("m", "3").Set("B", "4")).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("B", "5").Set("z", "6")).ConfigureAwait(false);
        var head = (await line.StoredAsync().ConfigureAwait(false))!;
        Expect.Sequence(["z", "a", "m", "B"], head.Channels.Select(channel => channel.Reference.Channel), "order of the values");
        Expect.Same(line.Head, head);
    }

    private static async Task RemovedChannel(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var before = await line.PutNextAsync(draft => draft.Set("a", "1").Set("b", "2")).ConfigureAwait(false);
        var after = await line.PutNextAsync(draft => draft.Remove("a")).ConfigureAwait(false);
        Expect.Same(after, await line.StoredAsync().ConfigureAwait(false));
        Expect.Same(before, await line.StoredAsync(1).ConfigureAwait(false));
    }

    private static async Task EmptyValue(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync(draft => draft.Set("empty", [])).ConfigureAwait(false);
        Expect.Same(expected, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task ManyChannels(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft =>
        {
            for (var i = 0; i < 300; i++)
            {
                draft.Set($"channel {i}", $"value {i}");
            }
        }).ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Set("channel 150", "changed")).ConfigureAwait(false);
        Expect.Same(line.Head, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task ChildResults(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync(draft => draft.Results = [1]).ConfigureAwait(false);
        var second = await line.PutNextAsync(draft => draft.Results = [2, 2]).ConfigureAwait(false);
        Expect.Same(first with { ChildResults = second.Record.Results }, await line.StoredAsync(1).ConfigureAwait(false));
        Expect.Same(second, await line.StoredAsync(2).ConfigureAwait(false));
        var listed = await line.ListAsync().ConfigureAwait(false);
        Expect.Same([second, first with { ChildResults = second.Record.Results }], listed);
    }

    private static async Task FirstChild(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync().ConfigureAwait(false);
        await line.PutNextAsync(draft => draft.Results = [2]).ConfigureAwait(false);
        await line.PutNextAsync(draft => (draft.ParentId, draft.Results) = (1, [3])).ConfigureAwait(false);
        Expect.Same(first with { ChildResults = new byte[] { 2 } }, await line.StoredAsync(1).ConfigureAwait(false));
    }

    private static async Task NoChildOfEdit(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var first = await line.PutNextAsync().ConfigureAwait(false);
        foreach (var source in new[] { CheckpointSource.Update, CheckpointSource.Fork, CheckpointSource.Input })
        {
            await line.PutNextAsync(draft => (draft.ParentId, draft.Source, draft.Results) = (1, source, [3])).ConfigureAwait(false);
        }

        Expect.Same(first, await line.StoredAsync(1).ConfigureAwait(false));
    }

    private static async Task SecondInstance(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutManyAsync(3).ConfigureAwait(false);
        expected.Reverse();
        var other = line.Through(bench.Second);
        Expect.Same(expected[0], await other.StoredAsync().ConfigureAwait(false));
        Expect.Same(expected, await other.ListAsync().ConfigureAwait(false));
    }
}
