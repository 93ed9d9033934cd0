using System.Globalization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class ConcurrencyCases
{
    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("At once: readers see whole commits only, and the head never goes back", ReadersSeeWholeCommits),
        Case("At once: writers of many threads do not disturb each other", ManyThreads),
        Case("At once: writers of many namespaces of one thread do not disturb each other", ManyNamespaces),
        Case("At once: no pending write of many tasks is lost", PendingWrites),
        Case("At once: listing and pruning while a thread grows", ListAndPrune),
        Case("At once: after a deletion nothing of a writer that went on appears", DeleteWhileWriting),
        Case("At once: a copy made while the source grows is one moment of it", CopyWhileWriting),
        Case("At once: of several copies to one target one is made", CopiesToOneTarget),
    ];

    private static async Task ReadersSeeWholeCommits(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await PutStepAsync(line).ConfigureAwait(false);
        var writing = Task.Run(() => PutStepsAsync(line, 100), bench.CancellationToken);
        var reading = AtOnce.RunAsync(4, async i =>
        {
            var (reader, head) = (line.Through(Side(bench, i)), 0L);
            while (!writing.IsCompleted)
            {
                var read = await reader.ReadAsync().ConfigureAwait(false);
                Expect.True(read.Head >= head, $"the head went from {head} to {read.Head}");
                head = read.Head;
                ExpectWhole(read.Checkpoint!, read.Head);
            }

            return head;
        });
        await Task.WhenAll(writing, reading).ConfigureAwait(false);
        ExpectWhole((await line.StoredAsync().ConfigureAwait(false))!, 101);
    }

    private static async Task ManyThreads(CheckpointerBench bench)
    {
        var lines = Enumerable.Range(0, 12).Select(i => bench.NewLine().Through(Side(bench, i))).ToArray();
        await AtOnce.RunAsync(lines.Length, i => PutStepsAsync(lines[i], 20)).ConfigureAwait(false);
        foreach (var line in lines)
        {
            ExpectWhole((await line.StoredAsync().ConfigureAwait(false))!, 20);
            Expect.Equal(20, (await line.ListAsync().ConfigureAwait(false)).Count, "number of checkpoints");
        }
    }

    private static async Task ManyNamespaces(CheckpointerBench bench)
    {
        var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
        var writers = Enumerable.Range(0, 8).Select(i => line.Through(Side(bench, i)).Namespace($"worker:{i}")).ToArray();
        await AtOnce.RunAsync(writers.Length, i => PutStepsAsync(writers[i], 20)).ConfigureAwait(false);
        foreach (var writer in writers)
        {
            ExpectWhole((await writer.StoredAsync().ConfigureAwait(false))!, 20);
        }
    }

    private static async Task PendingWrites(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        await AtOnce.RunAsync(40, async i =>
        {
            await line.Through(Side(bench, i)).PutWritesAsync(1, Write($"task {i:D2}", $"payload {i}")).ConfigureAwait(false);
            return i;
        }).ConfigureAwait(false);
        var writes = Enumerable.Range(0, 40).Select(i => Write($"task {i:D2}", $"payload {i}")).ToArray();
        Expect.Same(expected with { PendingWrites = writes }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task ListAndPrune(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await PutStepAsync(line).ConfigureAwait(false);
        var writing = Task.Run(() => PutStepsAsync(line, 150), bench.CancellationToken);
        var reader = line.Through(bench.Second);
        while (!writing.IsCompleted)
        {
            await reader.PruneAsync(options => options with { KeepLatest = 3 }).ConfigureAwait(false);
            var listed = await reader.ListAsync().ConfigureAwait(false);
            Expect.Sequence(listed.Select(one => one.Record.Id).OrderDescending(), listed.Select(one => one.Record.Id), "ids");
            listed.ForEach(one => ExpectWhole(one, one.Record.Id));
        }

        await writing.ConfigureAwait(false);
        await reader.PruneAsync(options => options with { KeepLatest = 3 }).ConfigureAwait(false);
        Expect.Sequence([151L, 150, 149], (await reader.ListAsync().ConfigureAwait(false)).Select(one => one.Record.Id), "ids");
    }

    private static async Task DeleteWhileWriting(CheckpointerBench bench)
    {
        for (var round = 0; round < 5; round++)
        {
            var line = await bench.NewLine().AcquireAsync().ConfigureAwait(false);
            var writing = BusyWriter.Start(line);
            await line.Through(bench.Second).DeleteThreadAsync().ConfigureAwait(false);
            Expect.Same([], await line.Through(bench.Second).ListAsync().ConfigureAwait(false));
            await writing.StopAsync().ConfigureAwait(false);
            await Expect.ThrowsAsync<StaleEpochException>(() => PutStepAsync(line), "the late writer").ConfigureAwait(false);
            Expect.Same([], await line.ListAsync().ConfigureAwait(false));
            Expect.Sequence([], await line.NamespacesAsync().ConfigureAwait(false), "namespaces");
        }
    }

    private static async Task CopyWhileWriting(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await PutStepAsync(line).ConfigureAwait(false);
        var writing = Task.Run(() => PutStepsAsync(line, 60), bench.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            var target = bench.NewLine();
            await bench.Second.CopyThreadAsync(line.ThreadId, target.ThreadId, bench.CancellationToken).ConfigureAwait(false);
            var read = await target.ReadAsync().ConfigureAwait(false);
            Expect.Equal(read.Head, (await target.ListAsync().ConfigureAwait(false)).Count, "number of checkpoints of the copy");
            ExpectWhole(read.Checkpoint!, read.Head);
        }

        await writing.ConfigureAwait(false);
    }

    private static async Task CopiesToOneTarget(CheckpointerBench bench)
    {
        var (line, target) = (bench.NewLine(), bench.NewLine());
        await PutStepsAsync(line, 5).ConfigureAwait(false);
        var made = await AtOnce.RunAsync(4, i => TryCopyAsync(Side(bench, i), line, target, bench.CancellationToken)).ConfigureAwait(false);
        Expect.Equal(1, made.Count(one => one), "number of copies made");
        Expect.Same(await line.ListAsync().ConfigureAwait(false), await target.ListAsync().ConfigureAwait(false));
    }

    private static async Task<bool> TryCopyAsync(ICheckpointer store, LineWriter source, LineWriter target, CancellationToken cancellationToken)
    {
        try
        {
            await store.CopyThreadAsync(source.ThreadId, target.ThreadId, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ThreadExistsException)
        {
            return false;
        }
    }

    private static async Task<long> PutStepsAsync(LineWriter line, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await PutStepAsync(line).ConfigureAwait(false);
        }

        return line.LastId;
    }

    /// <summary>A commit whose parts belong together: two values with the id, and a log of as many bytes.</summary>
    private static Task PutStepAsync(LineWriter line)
    {
        var draft = line.Next();
        var id = draft.Id.ToString(CultureInfo.InvariantCulture);
        return line.PutAsync([draft.Set("left", id).Append("log", ".").Set("right", id)]);
    }

    private static void ExpectWhole(StoredCheckpoint checkpoint, long id)
    {
        var text = id.ToString(CultureInfo.InvariantCulture);
        Expect.Equal(id, checkpoint.Record.Id, "checkpoint");
        Expect.Equal((text, text), (Contents.Text(checkpoint, "left"), Contents.Text(checkpoint, "right")), $"values of checkpoint {id}");
        Expect.Equal(id, Contents.Text(checkpoint, "log")!.Length, $"length of the log of checkpoint {id}");
    }

    private static ICheckpointer Side(CheckpointerBench bench, int number) => number % 2 == 0 ? bench.First : bench.Second;
}
