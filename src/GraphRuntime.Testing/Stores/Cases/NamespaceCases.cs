using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class NamespaceCases
{
    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Namespaces: each is listed once, in order", Once),
        Case("Namespaces: prefix and suffix are whole names", PrefixAndSuffix),
        Case("Namespaces: deeper ones are cut and listed once", Depth),
        Case("Namespaces: pages count what is listed", Pages),
        Case("Namespaces: without items there is none", Gone),
    ];

    private static async Task FillAsync(StoreBench bench)
    {
        string[][] places = [["u", "2", "notes"], ["u", "1", "notes"], ["u", "1", "todos"], ["u"], ["v", "notes"], ["u2", "notes", "old"]];
        foreach (var place in places)
        {
            await bench.PutAsync(bench.At(place), "a", "{}").ConfigureAwait(false);
            await bench.PutAsync(bench.At(place), "b", "{}").ConfigureAwait(false);
        }
    }

    private static async Task Once(StoreBench bench)
    {
        await FillAsync(bench).ConfigureAwait(false);
        Expect.Equal("u u/1/notes u/1/todos u/2/notes u2/notes/old v/notes", await bench.NamespacesAsync().ConfigureAwait(false), "namespaces");
    }

    private static async Task PrefixAndSuffix(StoreBench bench)
    {
        await FillAsync(bench).ConfigureAwait(false);
        Expect.Equal(
            "u u/1/notes u/1/todos u/2/notes", await bench.NamespacesAsync(query => query with { Prefix = bench.At("u") }).ConfigureAwait(false), "below u");
        Expect.Equal("u/1/notes u/2/notes v/notes", await bench.NamespacesAsync(query => query with { Suffix = ["notes"] }).ConfigureAwait(false), "ending in notes");
        Expect.Equal("u/1/notes", await bench.NamespacesAsync(query => query with { Suffix = ["1", "notes"] }).ConfigureAwait(false), "ending in 1/notes");
        Expect.Equal("", await bench.NamespacesAsync(query => query with { Suffix = ["otes"] }).ConfigureAwait(false), "ending in half a name");
        Expect.Equal(
            "u/1/notes u/2/notes",
            await bench.NamespacesAsync(query => query with { Prefix = bench.At("u"), Suffix = ["notes"] }).ConfigureAwait(false),
            "below u, ending in notes");
    }

    private static async Task Depth(StoreBench bench)
    {
        await FillAsync(bench).ConfigureAwait(false);
        var depth = bench.Root.Count;
        Expect.Equal("u u2 v", await bench.NamespacesAsync(query => query with { MaxDepth = depth + 1 }).ConfigureAwait(false), "one name");
        Expect.Equal("u u/1 u/2 u2/notes v/notes", await bench.NamespacesAsync(query => query with { MaxDepth = depth + 2 }).ConfigureAwait(false), "two names");
        Expect.Equal(
            "u/1 u/2 v/notes",
            await bench.NamespacesAsync(query => query with { MaxDepth = depth + 2, Suffix = ["notes"] }).ConfigureAwait(false),
            "two names of those that end in notes");
    }

    private static async Task Pages(StoreBench bench)
    {
        await FillAsync(bench).ConfigureAwait(false);
        var depth = bench.Root.Count + 1;
        Expect.Equal("u/1/notes u/1/todos", await bench.NamespacesAsync(query => query with { Offset = 1, Limit = 2 }).ConfigureAwait(false), "page");
        Expect.Equal("u2 v", await bench.NamespacesAsync(query => query with { MaxDepth = depth, Offset = 1, Limit = 2 }).ConfigureAwait(false), "page of cut ones");
        Expect.Equal("", await bench.NamespacesAsync(query => query with { Limit = 0 }).ConfigureAwait(false), "limit 0");
    }

    private static async Task Gone(StoreBench bench)
    {
        await FillAsync(bench).ConfigureAwait(false);
        await bench.First.DeleteAsync(bench.At("v", "notes"), "a", cancellationToken: bench.CancellationToken).ConfigureAwait(false);
        Expect.Equal("v/notes", await bench.NamespacesAsync(query => query with { Prefix = bench.At("v") }).ConfigureAwait(false), "with one item left");
        await bench.First.DeleteAsync(bench.At("v", "notes"), "b", cancellationToken: bench.CancellationToken).ConfigureAwait(false);
        Expect.Equal("", await bench.NamespacesAsync(query => query with { Prefix = bench.At("v") }).ConfigureAwait(false), "without items");
    }
}
