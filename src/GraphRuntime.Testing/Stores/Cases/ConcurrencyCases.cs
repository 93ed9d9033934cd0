using System.Text;
using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class ConcurrencyCases
{
    private const int Writers = 8;

    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Concurrency: writers of different items lose nothing", DifferentItems),
        Case("Concurrency: writers of one item leave one whole value and one creation", OneItem),
        Case("Concurrency: readers see whole batches only", WholeBatches),
        Case("Concurrency: batches over the same items in other orders all end", CrossingBatches),
    ];

    private static async Task DifferentItems(StoreBench bench)
    {
        await AtOnce.RunAsync(Writers, async writer =>
        {
            for (var i = 0; i < 10; i++)
            {
                var store = i % 2 == 0 ? bench.First : bench.Second;
                await store.PutAsync(bench.At($"{writer % 3}"), $"{writer}-{i}", Utf8("{}"), cancellationToken: bench.CancellationToken).ConfigureAwait(false);
            }

            return writer;
        }).ConfigureAwait(false);
        Expect.Equal(Writers * 10, (await bench.SearchAsync().ConfigureAwait(false)).Count, "items");
        Expect.Equal("0 1 2", await bench.NamespacesAsync().ConfigureAwait(false), "namespaces");
    }

    private static async Task OneItem(StoreBench bench)
    {
        await AtOnce.RunAsync(Writers, async writer =>
        {
            var json = $$"""{"writer":{{writer}},"again":"{{new string((char)('a' + writer), 5000)}}"}""";
            var store = writer % 2 == 0 ? bench.First : bench.Second;
            await store.PutAsync(bench.Root, "k", Utf8(json), cancellationToken: bench.CancellationToken).ConfigureAwait(false);
            return writer;
        }).ConfigureAwait(false);
        var text = (await bench.TextAsync("k").ConfigureAwait(false))!;
        var letter = (char)('a' + (text[10] - '0'));
        Expect.True(text.Count(one => one == letter) >= 5000, "the value is made of parts of two");
        Expect.Equal("k", await bench.KeysAsync().ConfigureAwait(false), "items");
    }

    private static async Task WholeBatches(StoreBench bench)
    {
        StoreKey[] keys = [.. Enumerable.Range(0, 5).Select(i => new StoreKey(bench.Root, $"{i}"))];
        var whole = await AtOnce.RunAsync(Writers, async part =>
        {
            for (var round = 0; round < 10; round++)
            {
                if (part % 2 == 0)
                {
                    var value = Utf8($$"""{"from":"{{part}}-{{round}}"}""");
                    await bench.WriteAsync([.. keys.Select(key => StoreWrite.Put(key, value))]).ConfigureAwait(false);
                }
                else if (!await IsWholeAsync(bench, keys, part % 4 == 1).ConfigureAwait(false))
                {
                    return false;
                }
            }

            return true;
        }).ConfigureAwait(false);
        Expect.True(whole.All(one => one), "a reader saw items of two batches");
    }

    private static async Task<bool> IsWholeAsync(StoreBench bench, StoreKey[] keys, bool bySearch)
    {
        var items = bySearch
            ? await bench.SearchAsync().ConfigureAwait(false)
            : await bench.Second.ReadAsync(new StoreRead { Keys = keys }, bench.CancellationToken).ConfigureAwait(false);
        var texts = items.Select(item => item is null ? "" : Encoding.UTF8.GetString(item.Value.Span)).Distinct().Count();
        return texts <= 1 && (!bySearch || items.Count is 0 or 5);
    }

    private static async Task CrossingBatches(StoreBench bench)
    {
        await AtOnce.RunAsync(Writers, async writer =>
        {
            for (var round = 0; round < 5; round++)
            {
                var order = Enumerable.Range(0, 10).Select(i => writer % 2 == 0 ? i : 9 - i);
                await bench.WriteAsync([.. order.Select(i => StoreWrite.Put(new StoreKey(bench.Root, $"{i}"), Utf8("{}")))]).ConfigureAwait(false);
            }

            return writer;
        }).ConfigureAwait(false);
        Expect.Equal(10, (await bench.SearchAsync().ConfigureAwait(false)).Count, "items");
    }
}
