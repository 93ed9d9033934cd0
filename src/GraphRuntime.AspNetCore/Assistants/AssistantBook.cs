using System.Globalization;
using System.Text.Json;
using GraphRuntime.Stores;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// The assistants: one for each graph, and those that callers made, which are kept in the long-term store. Changes made in one process come one after the other; of two processes
/// that change one assistant in the same moment, the last one wins.
/// </summary>
internal sealed class AssistantBook(IStore store, GraphCatalog graphs, TimeProvider time) : IDisposable
{
    /// <summary>The first name of the namespaces; the store endpoints take no names with a dot, so that callers cannot reach it.</summary>
    public const string Root = "graphruntime.assistants";

    private const int Page = 500;
    private static readonly JsonElement s_system = JsonDocument.Parse("""{"created_by":"system"}""").RootElement;
    private static readonly StoreNamespace s_current = StoreNamespace.Create([Root, "current"]);

    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>The id of the assistant that every graph has: a name-based UUID of the graph's name, as LangGraph's servers make it.</summary>
    public static string DefaultId(string graphName) => NameBasedId.Of(graphName);

    public void Dispose() => _gate.Dispose();

    /// <summary>Finds an assistant by its id, or that of a graph by the name of the graph.</summary>
    public async ValueTask<Assistant> FindAsync(string id, string? owner, CancellationToken cancellationToken) =>
        await TryFindAsync(id, owner, cancellationToken).ConfigureAwait(false) ?? throw ApiException.NotFound("assistant", id);

    public async ValueTask<Assistant?> TryFindAsync(string id, string? owner, CancellationToken cancellationToken)
    {
        var standard = graphs.Names.FirstOrDefault(name => name == id || DefaultId(name) == id);
        var key = standard is null ? id : DefaultId(standard);
        if (!IsKey(key))
        {
            return null;
        }

        var stored = await store.GetAsync(s_current, key, WireJson.Default.Assistant, cancellationToken: cancellationToken).ConfigureAwait(false);
        return stored is null ? standard is null ? null : Default(standard) : stored.Owner is null || stored.Owner == owner ? stored : null;
    }

    public async ValueTask<Assistant> CreateAsync(Assistant assistant, bool existingIsFine, CancellationToken cancellationToken)
    {
        if (!IsKey(assistant.AssistantId))
        {
            throw ApiException.Invalid("invalid_argument", "The id of an assistant is a UUID.");
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await TryFindAsync(assistant.AssistantId, assistant.Owner, cancellationToken).ConfigureAwait(false) is { } existing)
            {
                return existingIsFine ? existing : throw ApiException.Conflict("assistant_exists", "Assistant already exists");
            }

            assistant = assistant with { CreatedAt = time.GetUtcNow(), UpdatedAt = time.GetUtcNow(), Version = 1 };
            await SaveAsync(assistant, cancellationToken).ConfigureAwait(false);
            return assistant;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes a new version of an assistant.</summary>
    public async ValueTask<Assistant> ChangeAsync(string id, string? owner, Func<Assistant, Assistant> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var current = await FindAsync(id, owner, cancellationToken).ConfigureAwait(false);
            var versions = await ListVersionsAsync(current, cancellationToken).ConfigureAwait(false);
            if (versions.Count == 0)
            {
                await SaveAsync(current, cancellationToken).ConfigureAwait(false);
            }

            var highest = versions.Count == 0 ? current.Version : versions.Max(static v => v.Version);
            var changed = change(current) with { Version = highest + 1, UpdatedAt = time.GetUtcNow() };
            await SaveAsync(changed, cancellationToken).ConfigureAwait(false);
            return changed;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes an earlier version the current one.</summary>
    public async ValueTask<Assistant> SetLatestAsync(string id, string? owner, int version, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var current = await FindAsync(id, owner, cancellationToken).ConfigureAwait(false);
            var versions = await ListVersionsAsync(current, cancellationToken).ConfigureAwait(false);
            var wanted = versions.FirstOrDefault(v => v.Version == version)
                ?? (current.Version == version ? current : throw new ApiException(StatusCodes.Status404NotFound, "assistant_version_not_found", "Assistant version not found"));
            wanted = wanted with { UpdatedAt = time.GetUtcNow() };
            await store.PutAsync(s_current, wanted.AssistantId, wanted, WireJson.Default.Assistant, cancellationToken: cancellationToken).ConfigureAwait(false);
            return wanted;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The versions of an assistant, the newest first.</summary>
    public async ValueTask<IReadOnlyList<Assistant>> ListVersionsAsync(Assistant assistant, CancellationToken cancellationToken)
    {
        var versions = await ListAsync(VersionsOf(assistant.AssistantId), cancellationToken).ConfigureAwait(false);
        return [.. versions.OrderByDescending(static v => v.Version)];
    }

    /// <summary>Everything that the owner may see: the assistants of the graphs, and the stored ones.</summary>
    public async ValueTask<IReadOnlyList<Assistant>> ListAsync(string? owner, CancellationToken cancellationToken)
    {
        var stored = await ListAsync(s_current, cancellationToken).ConfigureAwait(false);
        var ids = stored.Select(static a => a.AssistantId).ToHashSet(StringComparer.Ordinal);
        return [.. stored.Where(a => a.Owner is null || a.Owner == owner), .. graphs.Names.Where(name => !ids.Contains(DefaultId(name))).Select(Default)];
    }

    public async ValueTask DeleteAsync(Assistant assistant, CancellationToken cancellationToken)
    {
        if (graphs.Names.Any(name => DefaultId(name) == assistant.AssistantId))
        {
            throw ApiException.Conflict("assistant_is_default", "Every graph has an assistant of its own, which cannot be deleted.");
        }

        var versions = await ListVersionsAsync(assistant, cancellationToken).ConfigureAwait(false);
        var writes = versions.Select(v => StoreWrite.Delete(new StoreKey(VersionsOf(assistant.AssistantId), KeyOf(v.Version)))).Append(StoreWrite.Delete(new StoreKey(s_current, assistant.AssistantId)));
        await store.WriteAsync(new StoreWriteBatch { Writes = [.. writes] }, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsKey(string id) => Guid.TryParse(id, out _);

    private static StoreNamespace VersionsOf(string id) => StoreNamespace.Create([Root, "versions", id]);

    private static string KeyOf(int version) => version.ToString("D10", CultureInfo.InvariantCulture);

    private Assistant Default(string graph) => new()
    {
        AssistantId = DefaultId(graph),
        GraphId = graph,
        Name = graph,
        Metadata = s_system,
        CreatedAt = _started,
        UpdatedAt = _started,
    };

    private async ValueTask SaveAsync(Assistant assistant, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(assistant, WireJson.Default.Assistant);
        var batch = new StoreWriteBatch
        {
            Writes =
            [
                StoreWrite.Put(new StoreKey(VersionsOf(assistant.AssistantId), KeyOf(assistant.Version)), json),
                StoreWrite.Put(new StoreKey(s_current, assistant.AssistantId), json),
            ],
        };
        await store.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<List<Assistant>> ListAsync(StoreNamespace place, CancellationToken cancellationToken)
    {
        var found = new List<Assistant>();
        while (true)
        {
            var items = await store.SearchAsync(new StoreQuery { Prefix = place, Limit = Page, Offset = found.Count }, cancellationToken).ConfigureAwait(false);
            found.AddRange(items.Select(static item => item.Read(WireJson.Default.Assistant)));
            if (items.Count < Page)
            {
                return found;
            }
        }
    }
}
