using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class VectorCases
{
    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Vectors: the most similar item comes first, with its cosine as score", Ranked),
        Case("Vectors: of several vectors of an item the most similar one counts", SeveralVectors),
        Case("Vectors: items without one, or with one of another length, are not found", Unfit),
        Case("Vectors: a put replaces them", Replaced),
        Case("Vectors: combine with prefix, filters, limit and offset", Combined),
        Case("Vectors: equally similar items come in order of their keys", Ties),
        Case("Vectors: embeddings find items by meaning", ByMeaning),
    ];

    private static Task PutAsync(StoreBench bench, string key, string json, params float[][] vectors) =>
        bench.WriteAsync(StoreWrite.Put(new StoreKey(bench.Root, key), Utf8(json)) with { Vectors = [.. vectors.Select(vector => new ReadOnlyMemory<float>(vector))] });

    private static Task<string> KeysAsync(StoreBench bench, params float[] vector) => bench.KeysAsync(query => query with { Vector = vector });

    private static async Task Ranked(StoreBench bench)
    {
        await PutAsync(bench, "opposite", "{}", [-2, 0]).ConfigureAwait(false);
        await PutAsync(bench, "same", "{}", [5, 0]).ConfigureAwait(false);
        await PutAsync(bench, "near", "{}", [3, 4]).ConfigureAwait(false);
        await PutAsync(bench, "across", "{}", [0, 1]).ConfigureAwait(false);
        var found = await bench.SearchAsync(query => query with { Vector = new float[] { 1, 0 } }).ConfigureAwait(false);
        Expect.Sequence(["same", "near", "across", "opposite"], found.Select(item => item.Key.Key), "items");
        Expect.Sequence([1, 0.6, 0, -1], found.Select(item => Math.Round(item.Score!.Value, 6)), "scores");
        Expect.Equal("across near opposite same", await bench.KeysAsync().ConfigureAwait(false), "items without a vector in the query");
    }

    private static async Task SeveralVectors(StoreBench bench)
    {
        await PutAsync(bench, "one", "{}", [1, 1]).ConfigureAwait(false);
        await PutAsync(bench, "two", "{}", [0, 1], [1, 0]).ConfigureAwait(false);
        Expect.Equal("two one", await KeysAsync(bench, 1, 0).ConfigureAwait(false), "items");
    }

    private static async Task Unfit(StoreBench bench)
    {
        await PutAsync(bench, "none", "{}").ConfigureAwait(false);
        await PutAsync(bench, "longer", "{}", [1, 0, 0]).ConfigureAwait(false);
        await PutAsync(bench, "both", "{}", [1, 0, 0], [0, 0]).ConfigureAwait(false);
        Expect.Equal("both", await KeysAsync(bench, 1, 0).ConfigureAwait(false), "items");
        Expect.Equal("both longer none", await bench.KeysAsync().ConfigureAwait(false), "items without a vector in the query");
    }

    private static async Task Replaced(StoreBench bench)
    {
        await PutAsync(bench, "a", "{}", [1, 0]).ConfigureAwait(false);
        await PutAsync(bench, "b", "{}", [1, 1]).ConfigureAwait(false);
        await PutAsync(bench, "c", "{}", [1, 0]).ConfigureAwait(false);
        await PutAsync(bench, "a", "{}", [0, 1]).ConfigureAwait(false);
        await PutAsync(bench, "c", "{}").ConfigureAwait(false);
        Expect.Equal("b a", await KeysAsync(bench, 1, 0).ConfigureAwait(false), "items");
    }

    private static async Task Combined(StoreBench bench)
    {
        for (var i = 0; i < 10; i++)
        {
            await PutAsync(bench, $"{i}", $$"""{"odd":{{(i % 2 == 1 ? "true" : "false")}},"text":"{{i}}"}""", [i, 5]).ConfigureAwait(false);
        }

        await bench.WriteAsync(StoreWrite.Put(new StoreKey(bench.At("below"), "x"), Utf8("""{"odd":true}""")) with { Vectors = [new float[] { 1, 0 }] }).ConfigureAwait(false);
        StoreQuery Query(StoreQuery query) => query with { Vector = new float[] { 1, 0 }, Filters = [new StoreFilter("odd", StoreComparison.Equal, true)] };
        Expect.Equal("x 9 7 5 3 1", await bench.KeysAsync(Query).ConfigureAwait(false), "all");
        Expect.Equal("7 5", await bench.KeysAsync(query => Query(query) with { Offset = 2, Limit = 2 }).ConfigureAwait(false), "page");
        Expect.Equal("x", await bench.KeysAsync(query => Query(query) with { Prefix = bench.At("below") }).ConfigureAwait(false), "below");
        Expect.Equal("", await bench.KeysAsync(query => Query(query) with { Limit = 0 }).ConfigureAwait(false), "limit 0");
        var item = (await bench.SearchAsync(query => Query(query) with { Offset = 1, Limit = 1 }).ConfigureAwait(false))[0];
        Expect.Equal("""{"odd":true,"text":"9"}""", System.Text.Encoding.UTF8.GetString(item.Value.Span), "value of the item found");
    }

    private static async Task Ties(StoreBench bench)
    {
        foreach (var key in new[] { "d", "b", "a", "c" })
        {
            await PutAsync(bench, key, "{}", [2, 2]).ConfigureAwait(false);
        }

        Expect.Equal("a b c d", await KeysAsync(bench, 1, 1).ConfigureAwait(false), "items");
        Expect.Equal("b c", await bench.KeysAsync(query => query with { Vector = new float[] { 1, 1 }, Offset = 1, Limit = 2 }).ConfigureAwait(false), "page");
    }

    private static async Task ByMeaning(StoreBench bench)
    {
        // The meaning of a text is how often it says yes, and how often no.
        var store = bench.First.WithEmbeddings(new StoreEmbeddingOptions
        {
            Fields = ["text", "title"],
            Embed = (texts, _) => new([.. texts.Select(text => (ReadOnlyMemory<float>)new float[] { text.Split("yes").Length - 1, text.Split("no").Length - 1 })]),
        });
        await store.PutAsync(bench.Root, "yes", Utf8("""{"text":"yes yes no"}"""), cancellationToken: bench.CancellationToken).ConfigureAwait(false);
        await store.PutAsync(bench.Root, "no", Utf8("""{"text":"no","other":"yes"}"""), cancellationToken: bench.CancellationToken).ConfigureAwait(false);
        await store.PutAsync(bench.Root, "title", Utf8("""{"text":"no","title":"yes"}"""), cancellationToken: bench.CancellationToken).ConfigureAwait(false);
        await store.PutAsync(bench.Root, "neither", Utf8("""{"title":null,"other":"yes"}"""), cancellationToken: bench.CancellationToken).ConfigureAwait(false);
        var found = await store.SearchAsync(new StoreQuery { Prefix = bench.Root, Text = "yes!" }, bench.CancellationToken).ConfigureAwait(false);
        Expect.Sequence(["title", "yes", "no"], found.Select(item => item.Key.Key), "items");
    }
}
