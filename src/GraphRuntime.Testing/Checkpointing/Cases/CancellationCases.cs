using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Bench;
using static GraphRuntime.Testing.Checkpointing.Bench.CheckpointerBench;
using static GraphRuntime.Testing.Checkpointing.Bench.LineWriter;

namespace GraphRuntime.Testing.Checkpointing.Cases;

internal static class CancellationCases
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    public static IEnumerable<ConformanceCase<ICheckpointer>> All =>
    [
        Case("Cancellation: a cancelled call says so, whatever it does", EveryCall),
        Case("Cancellation: a commit whose wait was cancelled may be repeated", RepeatedPut),
        Case("Cancellation: pending writes whose wait was cancelled may be repeated", RepeatedWrites),
        Case("Cancellation: an enumeration stops when it is cancelled half way", HalfWay),
    ];

    private static async Task EveryCall(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync().ConfigureAwait(false);
        var (store, id, other) = (bench.First, line.ThreadId, NewThreadId());
        Dictionary<string, Func<Task>> calls = new(StringComparer.Ordinal)
        {
            ["read"] = () => store.ReadAsync(line.Address, null, Cancelled).AsTask(),
            ["list namespaces"] = () => store.ListNamespacesAsync(id, Cancelled).AsTask(),
            ["put"] = () => store.PutAsync(line.Commit(line.Next()), Cancelled).AsTask(),
            ["put writes"] = () => store.PutWritesAsync(line.Batch(1, "run", Write("a", "1")), Cancelled).AsTask(),
            ["copy"] = () => store.CopyThreadAsync(id, other, Cancelled).AsTask(),
            ["delete runs"] = () => store.DeleteRunsAsync(id, ["unknown"], Cancelled).AsTask(),
            ["prune"] = () => store.PruneAsync(new PruneOptions { ThreadId = id }, Cancelled).AsTask(),
            ["acquire"] = () => store.AcquireAsync(id, Cancelled).AsTask(),
            ["delete thread"] = () => store.DeleteThreadAsync(id, Cancelled).AsTask(),
            ["list"] = () => EnumerateAsync(store.ListAsync(new CheckpointQuery { Address = line.Address }, Cancelled)),
        };
        foreach (var (name, call) in calls)
        {
            await Expect.ThrowsAsync<OperationCanceledException>(call, $"{name} with a cancelled token").ConfigureAwait(false);
        }
    }

    private static async Task RepeatedPut(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutNextAsync(draft => draft.Append("log", "one,")).ConfigureAwait(false);
        var draft = line.Next().Append("log", "two,");
        var put = () => bench.First.PutAsync(line.Commit(draft), Cancelled).AsTask();
        await Expect.ThrowsAsync<OperationCanceledException>(put, "put with a cancelled token").ConfigureAwait(false);
        await line.PutAsync(draft).ConfigureAwait(false);
        await line.PutNextAsync(next => next.Append("log", "three,")).ConfigureAwait(false);
        Expect.Equal("one,two,three,", Contents.Text(await line.StoredAsync().ConfigureAwait(false), "log"), "log");
    }

    private static async Task RepeatedWrites(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        var expected = await line.PutNextAsync().ConfigureAwait(false);
        var batch = line.Batch(1, "run", Write("a", "1"));
        var put = () => bench.First.PutWritesAsync(batch, Cancelled).AsTask();
        await Expect.ThrowsAsync<OperationCanceledException>(put, "put writes with a cancelled token").ConfigureAwait(false);
        await line.PutWritesAsync(batch).ConfigureAwait(false);
        Expect.Same(expected with { PendingWrites = [Write("a", "1")] }, await line.StoredAsync().ConfigureAwait(false));
    }

    private static async Task HalfWay(CheckpointerBench bench)
    {
        var line = bench.NewLine();
        await line.PutManyAsync(250).ConfigureAwait(false);
        using var source = new CancellationTokenSource();
        var enumerate = async () =>
        {
            await foreach (var one in bench.First.ListAsync(new CheckpointQuery { Address = line.Address }, source.Token).ConfigureAwait(false))
            {
                await source.CancelAsync().ConfigureAwait(false);
            }
        };
        await Expect.ThrowsAsync<OperationCanceledException>(enumerate, "an enumeration cancelled half way").ConfigureAwait(false);
        Expect.Equal(250, (await line.ListAsync().ConfigureAwait(false)).Count, "number of checkpoints");
    }

    private static async Task EnumerateAsync(IAsyncEnumerable<StoredCheckpoint> checkpoints)
    {
        await foreach (var one in checkpoints.ConfigureAwait(false))
        {
            _ = one;
        }
    }
}
