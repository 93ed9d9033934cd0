using System.Text;
using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;

namespace GraphRuntime.Testing.Stores.Bench;

/// <summary>What a case works with: two instances, and a namespace that nobody else uses.</summary>
internal sealed class StoreBench(StoreSubject first, StoreSubject second, CancellationToken cancellationToken)
{
    public StoreNamespace Root { get; } = ["kit", Unique.Name("case")];

    public IStore First => first.Store;

    public IStore Second => second.Store;

    public ICheckpointer Checkpointer => first.Checkpointer;

    public CancellationToken CancellationToken => cancellationToken;

    public static ConformanceCase<StoreSubject> Case(string name, Func<StoreBench, Task> body) =>
        new(name, (first, second, cancellationToken) => body(new StoreBench(first, second, cancellationToken)));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string NewThreadId() => Unique.Name("kit");

    public void Advance(double seconds) => first.Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>A namespace below the root of the case.</summary>
    public StoreNamespace At(params string[] names) => [.. Root, .. names];

    public Task PutAsync(string key, string json, StorePutOptions? options = null) => PutAsync(Root, key, json, options);

    public Task PutAsync(StoreNamespace storeNamespace, string key, string json, StorePutOptions? options = null) =>
        First.PutAsync(storeNamespace, key, Utf8(json), options, CancellationToken).AsTask();

    public Task WriteAsync(params StoreWrite[] writes) => First.WriteAsync(new StoreWriteBatch { Writes = writes }, CancellationToken).AsTask();

    public Task DeleteAsync(string key) => First.DeleteAsync(Root, key, cancellationToken: CancellationToken).AsTask();

    public async Task<StoreItem?> GetAsync(string key) => await First.GetAsync(Root, key, CancellationToken).ConfigureAwait(false);

    /// <summary>The JSON of an item; null where there is none.</summary>
    public async Task<string?> TextAsync(string key, StoreNamespace? storeNamespace = null)
    {
        var item = await First.GetAsync(storeNamespace ?? Root, key, CancellationToken).ConfigureAwait(false);
        return item is null ? null : Encoding.UTF8.GetString(item.Value.Span);
    }

    public async Task<IReadOnlyList<StoreItem>> SearchAsync(Func<StoreQuery, StoreQuery>? change = null)
    {
        var query = new StoreQuery { Prefix = Root, Limit = 1000 };
        return await First.SearchAsync(change?.Invoke(query) ?? query, CancellationToken).ConfigureAwait(false);
    }

    /// <summary>The keys that a search finds, with a space between them.</summary>
    public async Task<string> KeysAsync(Func<StoreQuery, StoreQuery>? change = null) =>
        string.Join(' ', (await SearchAsync(change).ConfigureAwait(false)).Select(item => item.Key.Key));

    public Task<string> KeysAsync(params StoreFilter[] filters) => KeysAsync(query => query with { Filters = filters });

    /// <summary>The namespaces below the root of the case, without its names.</summary>
    public async Task<string> NamespacesAsync(Func<StoreNamespaceQuery, StoreNamespaceQuery>? change = null)
    {
        var query = new StoreNamespaceQuery { Prefix = Root };
        var found = await First.ListNamespacesAsync(change?.Invoke(query) ?? query, CancellationToken).ConfigureAwait(false);
        return string.Join(' ', found.Select(one => string.Join('/', one.Skip(Root.Count))));
    }
}
