using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class SearchCases
{
    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Search: finds what is in the namespace and below it, in order", Prefix),
        Case("Search: pages by limit and offset meet without gap or overlap", Pages),
        Case("Search: a page of a filtered search counts only what fits", FilteredPages),
        Case("Search: the root is everywhere", Everywhere),
        Case("Search: gives whole items", WholeItems),
        Case("Search: numbers that mean nothing are refused", BadNumbers),
        Case("Search: a text needs embeddings", TextWithoutEmbeddings),
    ];

    private static async Task Prefix(StoreBench bench)
    {
        await bench.PutAsync(bench.At("b"), "5", "{}").ConfigureAwait(false);
        await bench.PutAsync(bench.At("a", "x"), "3", "{}").ConfigureAwait(false);
        await bench.PutAsync(bench.At("a"), "2", "{}").ConfigureAwait(false);
        await bench.PutAsync(bench.At("a"), "1", "{}").ConfigureAwait(false);
        await bench.PutAsync(bench.At("a2"), "4", "{}").ConfigureAwait(false);
        Expect.Equal("1 2 3 4 5", await bench.KeysAsync().ConfigureAwait(false), "all");
        Expect.Equal("1 2 3", await bench.KeysAsync(query => query with { Prefix = bench.At("a") }).ConfigureAwait(false), "below a");
        Expect.Equal("", await bench.KeysAsync(query => query with { Prefix = bench.At("c") }).ConfigureAwait(false), "below c");
    }

    private static async Task Pages(StoreBench bench)
    {
        for (var i = 0; i < 7; i++)
        {
            await bench.PutAsync($"{i}", "{}").ConfigureAwait(false);
        }

        Expect.Equal("0 1 2", await bench.KeysAsync(query => query with { Limit = 3 }).ConfigureAwait(false), "first page");
        Expect.Equal("3 4 5", await bench.KeysAsync(query => query with { Limit = 3, Offset = 3 }).ConfigureAwait(false), "second page");
        Expect.Equal("6", await bench.KeysAsync(query => query with { Limit = 3, Offset = 6 }).ConfigureAwait(false), "last page");
        Expect.Equal("", await bench.KeysAsync(query => query with { Offset = 7 }).ConfigureAwait(false), "beyond the end");
        Expect.Equal("", await bench.KeysAsync(query => query with { Limit = 0 }).ConfigureAwait(false), "limit 0");
        Expect.Equal("5 6", await bench.KeysAsync(query => query with { Limit = int.MaxValue, Offset = 5 }).ConfigureAwait(false), "no limit to speak of");
    }

    private static async Task FilteredPages(StoreBench bench)
    {
        for (var i = 0; i < 10; i++)
        {
            await bench.PutAsync($"{i}", $$"""{"odd":{{(i % 2 == 1 ? "true" : "false")}}}""").ConfigureAwait(false);
        }

        StoreFilter[] odd = [new("odd", StoreComparison.Equal, true)];
        Expect.Equal("3 5", await bench.KeysAsync(query => query with { Filters = odd, Limit = 2, Offset = 1 }).ConfigureAwait(false), "page");
    }

    private static async Task Everywhere(StoreBench bench)
    {
        await bench.PutAsync("k", $$"""{"mark":"{{bench.Root[^1]}}"}""").ConfigureAwait(false);
        var found = await bench.KeysAsync(query => query with
        {
            Prefix = StoreNamespace.Root,
            Filters = [new StoreFilter("mark", StoreComparison.Equal, bench.Root[^1])],
        }).ConfigureAwait(false);
        Expect.Equal("k", found, "found from the root");
    }

    private static async Task WholeItems(StoreBench bench)
    {
        await bench.PutAsync("k", """{"n":1}""", new StorePutOptions { TimeToLive = TimeSpan.FromHours(1) }).ConfigureAwait(false);
        var got = (await bench.GetAsync("k").ConfigureAwait(false))!;
        var found = (await bench.SearchAsync().ConfigureAwait(false))[0];
        Expect.Equal(got with { Value = default }, found with { Value = default }, "item found");
        Expect.True(got.Value.Span.SequenceEqual(found.Value.Span), "the values differ");
    }

    private static async Task BadNumbers(StoreBench bench)
    {
        await Expect.ThrowsAsync<ArgumentException>(() => bench.SearchAsync(query => query with { Limit = -1 }), "limit -1").ConfigureAwait(false);
        await Expect.ThrowsAsync<ArgumentException>(() => bench.SearchAsync(query => query with { Offset = -1 }), "offset -1").ConfigureAwait(false);
        await Expect.ThrowsAsync<ArgumentException>(() => bench.NamespacesAsync(query => query with { Limit = -1 }), "limit -1").ConfigureAwait(false);
        await Expect.ThrowsAsync<ArgumentException>(() => bench.NamespacesAsync(query => query with { MaxDepth = 0 }), "depth 0").ConfigureAwait(false);
    }

    private static Task TextWithoutEmbeddings(StoreBench bench) =>
        Expect.ThrowsAsync<ArgumentException>(() => bench.SearchAsync(query => query with { Text = "anything" }), "search by text");
}
