using System.Collections.Concurrent;

namespace GraphRuntime.Graphs;

/// <summary>What a node with a cache key returned, by that key. One for each node; bounded.</summary>
internal sealed class NodeCache
{
    private const int Capacity = 1024;

    private readonly ConcurrentDictionary<string, (object? Output, DateTimeOffset Expires)> _entries = new(StringComparer.Ordinal);

    /// <summary>Takes what was kept under a key and has not expired at <paramref name="now"/>.</summary>
    public bool TryTake(string key, DateTimeOffset now, out object? output)
    {
        var isKept = _entries.TryGetValue(key, out var entry) && entry.Expires > now;
        output = isKept ? entry.Output : null;
        return isKept;
    }

    /// <summary>Keeps an output; without a duration, for as long as there is room.</summary>
    public void Keep(string key, object? output, DateTimeOffset now, TimeSpan? duration)
    {
        if (_entries.Count >= Capacity)
        {
            _entries.Clear();
        }

        var expires = duration is { } limit && limit < DateTimeOffset.MaxValue - now ? now + limit : DateTimeOffset.MaxValue;
        _entries[key] = (output, expires);
    }
}
