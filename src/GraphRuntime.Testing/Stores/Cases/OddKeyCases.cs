using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class OddKeyCases
{
    private static readonly string[] OddNames =
    [
        " ", "'; DROP TABLE x; --", "\"", "%", "_", "*", "a/b", "a\\b", "{schema}", "$1", "?1", "\n", "\u0001", "\u00e9", "e\u0301", "é😀", "\uffff",
        "日本語", "case", "Case", "null", new string('k', 900),
    ];

    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Odd names: every key is itself and nothing else", Keys),
        Case("Odd names: every namespace is itself and nothing else", Namespaces),
        Case("Odd names: names of a namespace do not run into each other", Boundaries),
        Case("Odd names: items come in the order of their UTF-8 bytes", Order),
    ];

    private static async Task Keys(StoreBench bench)
    {
        await bench.WriteAsync([.. OddNames.Select((name, i) => Write(bench.Root, name, i))]).ConfigureAwait(false);
        for (var i = 0; i < OddNames.Length; i++)
        {
            Expect.Equal($$"""{"n":{{i}}}""", await bench.TextAsync(OddNames[i]).ConfigureAwait(false), $"value of key '{OddNames[i]}'");
        }

        await bench.DeleteAsync("%").ConfigureAwait(false);
        Expect.Equal(OddNames.Length - 1, (await bench.SearchAsync().ConfigureAwait(false)).Count, "items left");
    }

    private static async Task Namespaces(StoreBench bench)
    {
        await bench.WriteAsync([.. OddNames.Select((name, i) => Write(bench.At(name), "k", i))]).ConfigureAwait(false);
        for (var i = 0; i < OddNames.Length; i++)
        {
            var found = await bench.SearchAsync(query => query with { Prefix = bench.At(OddNames[i]) }).ConfigureAwait(false);
            Expect.Sequence([OddNames[i]], found.Select(item => item.Key.Namespace[^1]), "namespace found");
            Expect.Equal($$"""{"n":{{i}}}""", await bench.TextAsync("k", bench.At(OddNames[i])).ConfigureAwait(false), $"item of namespace '{OddNames[i]}'");
        }

        var listed = await bench.First.ListNamespacesAsync(new StoreNamespaceQuery { Prefix = bench.Root }, bench.CancellationToken).ConfigureAwait(false);
        Expect.Sequence(OddNames.Order(StringComparer.Ordinal), listed.Select(one => one[^1]).Order(StringComparer.Ordinal), "namespaces listed");
    }

    private static async Task Boundaries(StoreBench bench)
    {
        StoreNamespace[] places = [bench.At("a", "b"), bench.At("ab"), bench.At("a/b"), bench.At("a"), bench.At("a", "b", "c"), bench.At("a.b")];
        await bench.WriteAsync([.. places.Select((place, i) => Write(place, "k", i))]).ConfigureAwait(false);
        for (var i = 0; i < places.Length; i++)
        {
            Expect.Equal($$"""{"n":{{i}}}""", await bench.TextAsync("k", places[i]).ConfigureAwait(false), $"item of '{places[i]}'");
        }

        Expect.Equal(3, (await bench.SearchAsync(query => query with { Prefix = bench.At("a") }).ConfigureAwait(false)).Count, "items in a and below");
    }

    private static async Task Order(StoreBench bench)
    {
        // In UTF-16 the last two would change places.
        string[] keys = ["A", "B", "a", "é", "\uffff", "😀"];
        await bench.WriteAsync([.. keys.Reverse().Select((key, i) => Write(bench.Root, key, i))]).ConfigureAwait(false);
        await bench.WriteAsync([.. keys.Reverse().Select((key, i) => Write(bench.At(key), "k", i))]).ConfigureAwait(false);
        var items = await bench.SearchAsync().ConfigureAwait(false);
        Expect.Sequence(keys, items.Take(keys.Length).Select(item => item.Key.Key), "keys in order");
        Expect.Sequence(keys, items.Skip(keys.Length).Select(item => item.Key.Namespace[^1]), "namespaces in order");
    }

    private static StoreWrite Write(StoreNamespace storeNamespace, string key, int number) =>
        StoreWrite.Put(new StoreKey(storeNamespace, key), Utf8($$"""{"n":{{number}}}"""));
}
