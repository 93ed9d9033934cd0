using GraphRuntime.Stores;
using GraphRuntime.Testing.Checkpointing.Bench;
using GraphRuntime.Testing.Stores.Bench;
using static GraphRuntime.Testing.Stores.Bench.StoreBench;

namespace GraphRuntime.Testing.Stores.Cases;

internal static class TimeToLiveCases
{
    private static readonly StorePutOptions Minute = new() { TimeToLive = TimeSpan.FromMinutes(1) };

    public static IEnumerable<ConformanceCase<StoreSubject>> All =>
    [
        Case("Time to live: an item is there until its time is over, and then nowhere", Ends),
        Case("Time to live: an item says when it ends", SaysWhen),
        Case("Time to live: a put sets it anew, or takes it away", PutAgain),
        Case("Time to live: an item that ended begins anew when it is put again", BeginsAnew),
        Case("Time to live: reading does not lengthen it unless asked to", ReadRefresh),
        Case("Time to live: searching lengthens only what it returns", SearchRefresh),
        Case("Time to live: the longest one is no error", Longest),
        Case("Time to live: what ended is removed, and counted", Removed),
    ];

    private static async Task Ends(StoreBench bench)
    {
        await bench.PutAsync("mortal", """{"f":1}""", Minute).ConfigureAwait(false);
        await bench.PutAsync(bench.At("below"), "mortal too", "{}", Minute).ConfigureAwait(false);
        await bench.PutAsync("lasting", """{"f":1}""").ConfigureAwait(false);
        bench.Advance(59);
        Expect.Equal("lasting mortal mortal too", await bench.KeysAsync().ConfigureAwait(false), "items just before the end");
        bench.Advance(1);
        Expect.Equal(null, await bench.TextAsync("mortal").ConfigureAwait(false), "item at its end");
        Expect.Equal("lasting", await bench.KeysAsync().ConfigureAwait(false), "items at the end");
        Expect.Equal("lasting", await bench.KeysAsync(new StoreFilter("f", StoreComparison.Equal, 1)).ConfigureAwait(false), "items at the end, filtered");
        Expect.Equal("", await bench.NamespacesAsync(query => query with { Prefix = bench.At("below") }).ConfigureAwait(false), "namespace whose items ended");
    }

    private static async Task SaysWhen(StoreBench bench)
    {
        await bench.PutAsync("k", "{}", Minute).ConfigureAwait(false);
        var item = (await bench.GetAsync("k").ConfigureAwait(false))!;
        Expect.Equal(TimeSpan.FromMinutes(1), item.TimeToLive, "time to live");
        Expect.Equal(item.UpdatedAt.AddMinutes(1), item.ExpiresAt, "end");
    }

    private static async Task PutAgain(StoreBench bench)
    {
        await bench.PutAsync("longer", "{}", Minute).ConfigureAwait(false);
        await bench.PutAsync("lasting", "{}", Minute).ConfigureAwait(false);
        await bench.PutAsync("ending", "{}").ConfigureAwait(false);
        bench.Advance(30);
        await bench.PutAsync("longer", "{}", Minute).ConfigureAwait(false);
        await bench.PutAsync("lasting", "{}").ConfigureAwait(false);
        await bench.PutAsync("ending", "{}", new StorePutOptions { TimeToLive = TimeSpan.FromSeconds(1) }).ConfigureAwait(false);
        bench.Advance(59);
        Expect.Equal("lasting longer", await bench.KeysAsync().ConfigureAwait(false), "items before the new end");
        bench.Advance(1);
        Expect.Equal("lasting", await bench.KeysAsync().ConfigureAwait(false), "items after the new end");
    }

    private static async Task BeginsAnew(StoreBench bench)
    {
        await bench.PutAsync("k", """{"n":1}""", Minute).ConfigureAwait(false);
        var first = (await bench.GetAsync("k").ConfigureAwait(false))!;
        bench.Advance(60);
        await bench.PutAsync("k", """{"n":2}""").ConfigureAwait(false);
        var second = (await bench.GetAsync("k").ConfigureAwait(false))!;
        Expect.True(second.CreatedAt >= first.CreatedAt.AddMinutes(1), "the item kept the moment of its former creation");
    }

    private static async Task ReadRefresh(StoreBench bench)
    {
        await bench.PutAsync("refreshed", "{}", Minute).ConfigureAwait(false);
        await bench.PutAsync("read", "{}", Minute).ConfigureAwait(false);
        await bench.PutAsync("lasting", "{}").ConfigureAwait(false);
        bench.Advance(40);
        await bench.GetAsync("read").ConfigureAwait(false);
        StoreKey[] keys = [new(bench.Root, "refreshed"), new(bench.Root, "lasting"), new(bench.Root, "none")];
        var items = await bench.First.ReadAsync(new StoreRead { Keys = keys, RefreshTimeToLive = true }, bench.CancellationToken).ConfigureAwait(false);
        Expect.Equal(items[0]!.UpdatedAt.AddSeconds(100), items[0]!.ExpiresAt, "end after the refresh");
        Expect.Equal(null, items[1]!.ExpiresAt, "end of the lasting item");
        bench.Advance(40);
        Expect.Equal("lasting refreshed", await bench.KeysAsync().ConfigureAwait(false), "items left");
        Expect.Equal(items[0]!.ExpiresAt, (await bench.GetAsync("refreshed").ConfigureAwait(false))!.ExpiresAt, "stored end");
        bench.Advance(20);
        Expect.Equal("lasting", await bench.KeysAsync().ConfigureAwait(false), "items left in the end");
    }

    private static async Task SearchRefresh(StoreBench bench)
    {
        await bench.PutAsync("a", "{}", Minute).ConfigureAwait(false);
        await bench.PutAsync("b", "{}", Minute).ConfigureAwait(false);
        bench.Advance(40);
        var found = await bench.SearchAsync(query => query with { Limit = 1, RefreshTimeToLive = true }).ConfigureAwait(false);
        Expect.Equal(found[0].UpdatedAt.AddSeconds(100), found[0].ExpiresAt, "end after the refresh");
        bench.Advance(40);
        Expect.Equal("a", await bench.KeysAsync().ConfigureAwait(false), "items left");
    }

    private static async Task Longest(StoreBench bench)
    {
        await bench.PutAsync("k", "{}", new StorePutOptions { TimeToLive = TimeSpan.MaxValue }).ConfigureAwait(false);
        Expect.Equal("k", await bench.KeysAsync().ConfigureAwait(false), "items");
        Expect.Equal(null, (await bench.GetAsync("k").ConfigureAwait(false))!.ExpiresAt, "end");
    }

    private static async Task Removed(StoreBench bench)
    {
        await bench.WriteAsync([.. Enumerable.Range(0, 5).Select(i =>
            StoreWrite.Put(new StoreKey(bench.Root, $"{i}"), Utf8("{}")) with { TimeToLive = i < 3 ? TimeSpan.FromSeconds(1) : null })]).ConfigureAwait(false);
        bench.Advance(1);
        Expect.True(await bench.First.RemoveExpiredAsync(bench.CancellationToken).ConfigureAwait(false) >= 3, "fewer items were removed than had ended");
        Expect.Equal("3 4", await bench.KeysAsync().ConfigureAwait(false), "items left");
        Expect.Equal(0L, await bench.First.RemoveExpiredAsync(bench.CancellationToken).ConfigureAwait(false), "items removed the second time");
    }
}
