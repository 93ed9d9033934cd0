using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class BatchCases
{
    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Batch: puts and deletes of one batch are all there", Mixed),
        Case("Batch: of two writes with one address the later one counts", SameAddress),
        Case("Batch: without writes nothing happens", Empty),
        Case("Batch: many keys are read in the order of the request", ReadOrder),
        Case("Batch: a thousand writes", Many),
    ];

    private static async Task Mixed(StoreBench bench)
    {
        await bench.PutAsync("goes", "{}").ConfigureAwait(false);
        await bench.WriteAsync(
            Put(bench, "a", 1),
            StoreWrite.Delete(new StoreKey(bench.Root, "goes")),
            StoreWrite.Put(new StoreKey(bench.At("below"), "b"), Utf8("{}"))).ConfigureAwait(false);
        Expect.Equal("a b", await bench.KeysAsync().ConfigureAwait(false), "items found");
    }

    private static async Task SameAddress(StoreBench bench)
    {
        await bench.WriteAsync(
            Put(bench, "twice", 1),
            Put(bench, "gone", 1),
            StoreWrite.Delete(new StoreKey(bench.Root, "gone")),
            StoreWrite.Delete(new StoreKey(bench.Root, "back")),
            Put(bench, "back", 1),
            Put(bench, "twice", 2)).ConfigureAwait(false);
        Expect.Equal("back twice", await bench.KeysAsync().ConfigureAwait(false), "items found");
        Expect.Equal("""{"n":2}""", await bench.TextAsync("twice").ConfigureAwait(false), "value");
    }

    private static async Task Empty(StoreBench bench)
    {
        await bench.WriteAsync().ConfigureAwait(false);
        var items = await bench.First.ReadAsync(new StoreRead { Keys = [] }, bench.CancellationToken).ConfigureAwait(false);
        Expect.Equal(0, items.Count, "items read");
    }

    private static async Task ReadOrder(StoreBench bench)
    {
        await bench.WriteAsync(Put(bench, "a", 1), Put(bench, "b", 2)).ConfigureAwait(false);
        StoreKey[] keys = [At(bench, "b"), At(bench, "none"), At(bench, "a"), At(bench, "b")];
        var items = await bench.First.ReadAsync(new StoreRead { Keys = keys }, bench.CancellationToken).ConfigureAwait(false);
        Expect.Sequence(["b", "-", "a", "b"], items.Select(item => item?.Key.Key ?? "-"), "items read");
    }

    private static async Task Many(StoreBench bench)
    {
        await bench.WriteAsync([.. Enumerable.Range(0, 1000).Select(i => Put(bench, $"{i:D4}", i))]).ConfigureAwait(false);
        var items = await bench.SearchAsync().ConfigureAwait(false);
        Expect.Sequence(Enumerable.Range(0, 1000).Select(i => $"{i:D4}"), items.Select(item => item.Key.Key), "items found");
    }

    private static StoreKey At(StoreBench bench, string key) => new(bench.Root, key);

    private static StoreWrite Put(StoreBench bench, string key, int number) =>
        StoreWrite.Put(new StoreKey(bench.Root, key), Utf8($$"""{"n":{{number}}}"""));
}
