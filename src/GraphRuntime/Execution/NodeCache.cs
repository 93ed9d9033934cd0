using System.Collections.Concurrent;

namespace GraphRuntime.Execution;

/// <summary>Remembers what nodes with a cache key returned. One for each node; bounded.</summary>
internal sealed class NodeCache
{
    private const int Capacity = 1024;

    private readonly ConcurrentDictionary<string, (object? Output, DateTimeOffset Expires)> _entries = new(StringComparer.Ordinal);

    public static bool TryTake(GraphTask task, out object? output)
    {
        output = null;
        if (task.Node.Cache is not { } cache || task.Loop.Run.Watch is not null || !cache._entries.TryGetValue(task.Node.Options.CacheKey!(task.Input), out var entry))
        {
            return false;
        }

        output = entry.Output;
        return entry.Expires > task.TimeProvider.GetUtcNow();
    }

    public static void Keep(TaskAttempt attempt, object? output)
    {
        var task = attempt.Task;
        if (task.Node.Cache is not { } cache || task.State != TaskState.Done || attempt.IsPersonal || task.Loop.Run.Watch is not null)
        {
            return;
        }

        if (cache._entries.Count >= Capacity)
        {
            cache._entries.Clear();
        }

        var now = task.TimeProvider.GetUtcNow();
        var expires = task.Node.Options.CacheDuration is { } duration && duration < DateTimeOffset.MaxValue - now ? now + duration : DateTimeOffset.MaxValue;
        cache._entries[task.Node.Options.CacheKey!(task.Input)] = (output, expires);
    }
}
