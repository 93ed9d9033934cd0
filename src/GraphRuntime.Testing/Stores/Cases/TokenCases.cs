using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class TokenCases
{
    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Token: a write under the epoch of the thread is stored", Current),
        Case("Token: a write under another epoch is refused, and nothing of its batch is stored", Stale),
        Case("Token: a deletion under another epoch is refused", StaleDelete),
        Case("Token: a thread that nobody took yet has epoch 0", NewThread),
        Case("Token: deleting the thread shuts its runs out", DeletedThread),
        Case("Token: after a take-over nothing of the former owner appears", TakeOver),
    ];

    private static Task PutAsync(StoreBench bench, string thread, long epoch, params string[] keys) => bench.First.WriteAsync(
        new StoreWriteBatch
        {
            Writes = [.. keys.Select(key => StoreWrite.Put(new StoreKey(bench.Root, key), Utf8("{}")))],
            Token = new StoreWriteToken(thread, epoch),
        },
        bench.CancellationToken).AsTask();

    private static async Task Current(StoreBench bench)
    {
        var thread = NewThreadId();
        var epoch = await bench.Checkpointer.AcquireAsync(thread, bench.CancellationToken).ConfigureAwait(false);
        await PutAsync(bench, thread, epoch, "a", "b").ConfigureAwait(false);
        await bench.First.DeleteAsync(bench.Root, "a", new StoreWriteToken(thread, epoch), bench.CancellationToken).ConfigureAwait(false);
        Expect.Equal("b", await bench.KeysAsync().ConfigureAwait(false), "items");
    }

    private static async Task Stale(StoreBench bench)
    {
        var thread = NewThreadId();
        await bench.Checkpointer.AcquireAsync(thread, bench.CancellationToken).ConfigureAwait(false);
        await bench.Checkpointer.AcquireAsync(thread, bench.CancellationToken).ConfigureAwait(false);
        foreach (var epoch in new long[] { 1, 3, 0 })
        {
            var refused = await Expect.ThrowsAsync<StaleEpochException>(() => PutAsync(bench, thread, epoch, "a", "b"), $"write under epoch {epoch}").ConfigureAwait(false);
            Expect.Equal((thread, epoch, 2L), (refused.ThreadId, refused.Epoch, refused.CurrentEpoch), "thread and epochs in the exception");
        }

        Expect.Equal("", await bench.KeysAsync().ConfigureAwait(false), "items");
    }

    private static async Task StaleDelete(StoreBench bench)
    {
        var thread = NewThreadId();
        await bench.Checkpointer.AcquireAsync(thread, bench.CancellationToken).ConfigureAwait(false);
        await bench.PutAsync("k", "{}").ConfigureAwait(false);
        await Expect.ThrowsAsync<StaleEpochException>(
            () => bench.First.DeleteAsync(bench.Root, "k", new StoreWriteToken(thread, 0), bench.CancellationToken).AsTask(), "deletion").ConfigureAwait(false);
        Expect.Equal("k", await bench.KeysAsync().ConfigureAwait(false), "items");
    }

    private static async Task NewThread(StoreBench bench)
    {
        await PutAsync(bench, NewThreadId(), 0, "first").ConfigureAwait(false);
        await Expect.ThrowsAsync<StaleEpochException>(() => PutAsync(bench, NewThreadId(), 1, "second"), "write under epoch 1").ConfigureAwait(false);
        Expect.Equal("first", await bench.KeysAsync().ConfigureAwait(false), "items");
    }

    private static async Task DeletedThread(StoreBench bench)
    {
        var thread = NewThreadId();
        var epoch = await bench.Checkpointer.AcquireAsync(thread, bench.CancellationToken).ConfigureAwait(false);
        await PutAsync(bench, thread, epoch, "kept").ConfigureAwait(false);
        await bench.Checkpointer.DeleteThreadAsync(thread, bench.CancellationToken).ConfigureAwait(false);
        await Expect.ThrowsAsync<StaleEpochException>(() => PutAsync(bench, thread, epoch, "late"), "write after the deletion").ConfigureAwait(false);
        Expect.Equal("kept", await bench.KeysAsync().ConfigureAwait(false), "items");
    }

    private static async Task TakeOver(StoreBench bench)
    {
        for (var round = 0; round < 10; round++)
        {
            var (thread, key) = (NewThreadId(), $"{round}");
            var epoch = await bench.Checkpointer.AcquireAsync(thread, bench.CancellationToken).ConfigureAwait(false);
            var seen = await AtOnce.RunAsync(2, async part =>
            {
                if (part == 0)
                {
                    return await TryPutAsync(bench, thread, epoch, key).ConfigureAwait(false);
                }

                await bench.Checkpointer.AcquireAsync(thread, bench.CancellationToken).ConfigureAwait(false);
                return await bench.TextAsync(key).ConfigureAwait(false);
            }).ConfigureAwait(false);
            Expect.Equal(seen[1], await bench.TextAsync(key).ConfigureAwait(false), $"item as the new owner saw it, and now (the write was {seen[0]})");
        }
    }

    private static async Task<string?> TryPutAsync(StoreBench bench, string thread, long epoch, string key)
    {
        try
        {
            await PutAsync(bench, thread, epoch, key).ConfigureAwait(false);
            return "stored";
        }
        catch (StaleEpochException)
        {
            return "refused";
        }
    }
}
