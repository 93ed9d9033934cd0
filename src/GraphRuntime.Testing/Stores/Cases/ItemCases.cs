using System.Text;
using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class ItemCases
{
    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Item: what was never put is not there", Missing),
        Case("Item: reading gives the bytes that were put, and where they are", Bytes),
        Case("Item: a put replaces the whole value, and keeps the moment of creation", Replace),
        Case("Item: a deleted item is gone, and begins anew when it is put again", Delete),
        Case("Item: deleting what is not there is no error", DeleteMissing),
        Case("Item: the same key in two namespaces is two items", TwoNamespaces),
        Case("Item: another instance over the same data sees it", SecondInstance),
        Case("Item: a value of 10 MB and an empty object", Sizes),
        Case("Item: the store keeps no hold on the bytes of its caller", CallersBytes),
        Case("Item: a cancelled call stores nothing", Cancelled),
    ];

    private static async Task Missing(StoreBench bench)
    {
        await bench.PutAsync("there", "{}").ConfigureAwait(false);
        Expect.Equal(null, await bench.GetAsync("not there").ConfigureAwait(false), "item");
        Expect.Equal(null, await bench.First.GetAsync(bench.At("below"), "there", bench.CancellationToken).ConfigureAwait(false), "item");
    }

    private static async Task Bytes(StoreBench bench)
    {
        const string Json = """{ "text" : "Grüße \u00e9 😀 \u0000 \"'", "n": 1.50, "deep": [{"a":[null,true]}] }""";
        await bench.PutAsync("k", Json).ConfigureAwait(false);
        var item = await bench.GetAsync("k").ConfigureAwait(false);
        Expect.Equal(Json, Encoding.UTF8.GetString(item!.Value.Span), "value");
        Expect.Equal(new StoreKey(bench.Root, "k"), item.Key, "address");
        Expect.Equal(null, item.ExpiresAt, "end");
        Expect.Equal(null, item.Score, "score");
        Expect.Equal(item.CreatedAt, item.UpdatedAt, "time of the first put");
        Expect.Equal(TimeSpan.Zero, item.CreatedAt.Offset, "offset of the time");
    }

    private static async Task Replace(StoreBench bench)
    {
        await bench.PutAsync("k", """{"old":1,"both":1}""").ConfigureAwait(false);
        var first = await bench.GetAsync("k").ConfigureAwait(false);
        bench.Advance(5);
        await bench.PutAsync("k", """{"both":2}""").ConfigureAwait(false);
        var second = await bench.GetAsync("k").ConfigureAwait(false);
        Expect.Equal("""{"both":2}""", await bench.TextAsync("k").ConfigureAwait(false), "value");
        Expect.Equal(first!.CreatedAt, second!.CreatedAt, "creation");
        Expect.True(second.UpdatedAt >= first.UpdatedAt.AddSeconds(5), "the time of the update did not move on");
    }

    private static async Task Delete(StoreBench bench)
    {
        await bench.PutAsync("k", """{"life":1}""").ConfigureAwait(false);
        await bench.PutAsync("other", "{}").ConfigureAwait(false);
        var first = await bench.GetAsync("k").ConfigureAwait(false);
        await bench.DeleteAsync("k").ConfigureAwait(false);
        Expect.Equal(null, await bench.TextAsync("k").ConfigureAwait(false), "deleted item");
        Expect.Equal("other", await bench.KeysAsync().ConfigureAwait(false), "items found");
        bench.Advance(1);
        await bench.PutAsync("k", """{"life":2}""").ConfigureAwait(false);
        var second = await bench.GetAsync("k").ConfigureAwait(false);
        Expect.True(second!.CreatedAt > first!.CreatedAt, "the item kept the moment of its former creation");
    }

    private static async Task DeleteMissing(StoreBench bench)
    {
        await bench.DeleteAsync("never there").ConfigureAwait(false);
        Expect.Equal("", await bench.KeysAsync().ConfigureAwait(false), "items found");
    }

    private static async Task TwoNamespaces(StoreBench bench)
    {
        await bench.PutAsync(bench.At("a"), "k", """{"in":"a"}""").ConfigureAwait(false);
        await bench.PutAsync(bench.At("b"), "k", """{"in":"b"}""").ConfigureAwait(false);
        await bench.First.DeleteAsync(bench.At("a"), "k", cancellationToken: bench.CancellationToken).ConfigureAwait(false);
        Expect.Equal(null, await bench.TextAsync("k", bench.At("a")).ConfigureAwait(false), "item of a");
        Expect.Equal("""{"in":"b"}""", await bench.TextAsync("k", bench.At("b")).ConfigureAwait(false), "item of b");
    }

    private static async Task SecondInstance(StoreBench bench)
    {
        await bench.PutAsync("k", """{"n":1}""").ConfigureAwait(false);
        Expect.True(await bench.Second.GetAsync(bench.Root, "k", bench.CancellationToken).ConfigureAwait(false) is not null, "the second instance does not see the item");
        await bench.Second.PutAsync(bench.Root, "k", Utf8("""{"n":2}"""), cancellationToken: bench.CancellationToken).ConfigureAwait(false);
        Expect.Equal("""{"n":2}""", await bench.TextAsync("k").ConfigureAwait(false), "value that the second instance put");
    }

    private static async Task Sizes(StoreBench bench)
    {
        var large = $$"""{"text":"{{new string('x', 10_000_000)}}","last":true}""";
        await bench.PutAsync("large", large).ConfigureAwait(false);
        await bench.PutAsync("empty", "{}").ConfigureAwait(false);
        Expect.True(await bench.TextAsync("large").ConfigureAwait(false) == large, "the large value came back different");
        Expect.Equal("{}", await bench.TextAsync("empty").ConfigureAwait(false), "empty object");
        Expect.Equal("large", await bench.KeysAsync(new StoreFilter("last", StoreComparison.Equal, true)).ConfigureAwait(false), "large item found");
    }

    private static async Task CallersBytes(StoreBench bench)
    {
        var bytes = Utf8("""{"n":1}""");
        await bench.First.PutAsync(bench.Root, "k", bytes, cancellationToken: bench.CancellationToken).ConfigureAwait(false);
        bytes.AsSpan().Fill((byte)'!');
        Expect.Equal("""{"n":1}""", await bench.TextAsync("k").ConfigureAwait(false), "value after the caller reused its buffer");
    }

    private static async Task Cancelled(StoreBench bench)
    {
        var cancelled = new CancellationToken(canceled: true);
        await Expect.ThrowsAsync<OperationCanceledException>(
            () => bench.First.PutAsync(bench.Root, "k", Utf8("{}"), cancellationToken: cancelled).AsTask(), "put").ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(
            () => bench.First.GetAsync(bench.Root, "k", cancelled).AsTask(), "get").ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(
            () => bench.First.SearchAsync(new StoreQuery { Prefix = bench.Root }, cancelled).AsTask(), "search").ConfigureAwait(false);
        await Expect.ThrowsAsync<OperationCanceledException>(
            () => bench.First.ListNamespacesAsync(new StoreNamespaceQuery { Prefix = bench.Root }, cancelled).AsTask(), "namespaces").ConfigureAwait(false);
        Expect.Equal(null, await bench.TextAsync("k").ConfigureAwait(false), "item");
    }
}
