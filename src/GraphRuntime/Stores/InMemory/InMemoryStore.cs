using System.Collections.Immutable;
using GraphRuntime.Checkpointing;
using GraphRuntime.Checkpointing.InMemory;
using GraphRuntime.Diagnostics;
using GraphRuntime.Stores.InMemory;

namespace GraphRuntime.Stores;

/// <summary>Keeps long-term memory in this process. It lives as long as this object. Every call completes synchronously.</summary>
/// <remarks>
/// Readers never wait: they read a consistent snapshot. Input bytes are copied; output bytes never change.
/// </remarks>
public sealed class InMemoryStore : IStore
{
    private const int FewWrites = 16;

    private readonly InMemoryCheckpointer? _checkpointer;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private ImmutableSortedSet<StoreEntry> _entries = [];
    private int _mortalWrites;

    /// <summary>Creates a store with the clock of the system, whose writes carry no tokens.</summary>
    public InMemoryStore()
        : this(null, TimeProvider.System)
    {
    }

    /// <summary>Creates a store.</summary>
    /// <param name="checkpointer">Provides the epochs of threads; without it, writes with a token are refused as misuse.</param>
    /// <param name="time">The clock.</param>
    public InMemoryStore(InMemoryCheckpointer? checkpointer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _checkpointer = checkpointer;
        _time = time;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<IReadOnlyList<StoreItem?>>(cancellationToken);
        }

        var now = _time.GetUtcNow();
        var entries = Volatile.Read(ref _entries);
        var items = read.Keys.Select(key => Find(entries, key, now)?.Item).ToArray();
        if (read.RefreshTimeToLive)
        {
            Refresh(items, now);
        }

        return ValueTask.FromResult<IReadOnlyList<StoreItem?>>(items);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            if (batch.Token is { } token)
            {
                WriteAs(token, batch.Writes);
            }
            else
            {
                Write(batch.Writes);
            }

            return ValueTask.CompletedTask;
        }
        catch (GraphRuntimeException refused)
        {
            return ValueTask.FromException(refused);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        var selection = new StoreSelection(query);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<IReadOnlyList<StoreItem>>(cancellationToken);
        }

        var now = _time.GetUtcNow();
        foreach (var entry in Below(query.Prefix, now))
        {
            if (selection.IsFull)
            {
                break;
            }

            if (selection.Matches(entry.Item.Value.Span, entry.Vectors, out var score))
            {
                selection.Add(score is null ? entry.Item : entry.Item with { Score = score });
            }
        }

        var found = selection.Take();
        if (query.RefreshTimeToLive)
        {
            var items = found.ToArray();
            Refresh(items, now);
            found = items;
        }

        return ValueTask.FromResult(found);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<IReadOnlyList<StoreNamespace>>(cancellationToken)
            : ValueTask.FromResult(query.Select(Below(query.Prefix, _time.GetUtcNow()).Select(entry => entry.Item.Key.Namespace)));
    }

    /// <inheritdoc/>
    public ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<long>(cancellationToken);
        }

        lock (_gate)
        {
            return ValueTask.FromResult<long>(RemoveExpired(_time.GetUtcNow()));
        }
    }

    private static StoreEntry? Find(ImmutableSortedSet<StoreEntry> entries, StoreKey key, DateTimeOffset now) =>
        entries.TryGetValue(StoreEntry.Place(key), out var entry) && entry.IsLive(now) ? entry : null;

    private IEnumerable<StoreEntry> Below(StoreNamespace prefix, DateTimeOffset now)
    {
        var entries = Volatile.Read(ref _entries);
        var start = entries.IndexOf(StoreEntry.Start(prefix));
        for (var i = start < 0 ? ~start : start; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (!entry.Namespace.Span.StartsWith(prefix.Encoded.Span))
            {
                break;
            }

            if (entry.IsLive(now))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Writes under the lock of the thread, like its checkpoints, so that its owner cannot change meanwhile.</summary>
    private void WriteAs(StoreWriteToken token, IReadOnlyList<StoreWrite> writes)
    {
        if (_checkpointer is null)
        {
            throw new StorageException(StorageProblem.Misuse, "The write carries a token, but this InMemoryStore was created without the checkpointer that knows the epochs. Give it the InMemoryCheckpointer of the same threads.");
        }

        var thread = _checkpointer.ThreadForWrite(token.ThreadId, token.Epoch);
        lock (thread.Gate)
        {
            if (thread.Epoch != token.Epoch)
            {
                throw new StaleEpochException(token.ThreadId, token.Epoch, thread.Epoch);
            }

            Write(writes);
        }
    }

    private void Write(IReadOnlyList<StoreWrite> writes)
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            var entries = _entries.ToBuilder();
            foreach (var write in writes)
            {
                var old = entries.TryGetValue(StoreEntry.Place(write.Key), out var found) ? found : null;
                if (old is not null)
                {
                    entries.Remove(old);
                }

                if (write.Value is { } value)
                {
                    entries.Add(StoreEntry.Of(write, value, old?.IsLive(now) == true ? old.Item.CreatedAt : now, now));
                }

                _mortalWrites += write.TimeToLive is null ? 0 : 1;
            }

            Volatile.Write(ref _entries, entries.ToImmutable());

            // Every second write of an item that ends pays for looking at two.
            if (_mortalWrites > FewWrites && _mortalWrites > _entries.Count / 2)
            {
                RemoveExpired(now);
            }
        }
    }

    private int RemoveExpired(DateTimeOffset now)
    {
        var live = _entries.Where(entry => entry.IsLive(now)).ToImmutableSortedSet();
        var removed = _entries.Count - live.Count;
        _mortalWrites = 0;
        Volatile.Write(ref _entries, live);
        return removed;
    }

    /// <summary>Restarts the time to live of items, in the store and in the result.</summary>
    private void Refresh(StoreItem?[] items, DateTimeOffset now)
    {
        lock (_gate)
        {
            var entries = _entries.ToBuilder();
            for (var i = 0; i < items.Length; i++)
            {
                if (items[i] is { TimeToLive: not null } item && Find(_entries, item.Key, now) is { } entry)
                {
                    var refreshed = entry.Refreshed(now);
                    entries.Remove(entry);
                    entries.Add(refreshed);
                    items[i] = item with { ExpiresAt = StoreItem.End(now, item.TimeToLive) };
                }
            }

            Volatile.Write(ref _entries, entries.ToImmutable());
        }
    }
}
