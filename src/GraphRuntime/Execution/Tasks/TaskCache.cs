using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Takes the result of a task from the cache of its node, and keeps it there.</summary>
internal static class TaskCache
{
    public static bool TryTake(GraphTask task, out object? output)
    {
        output = null;
        return Of(task) is { } cache && cache.TryTake(task.Node.Options.CacheKey!(task.Input), task.TimeProvider.GetUtcNow(), out output);
    }

    /// <summary>Keeps a result, unless it belongs to the person who answered.</summary>
    public static void Keep(TaskAttempt attempt, object? output)
    {
        var task = attempt.Task;
        if (Of(task) is { } cache && task.State == TaskState.Done && !attempt.IsPersonal)
        {
            cache.Keep(task.Node.Options.CacheKey!(task.Input), output, task.TimeProvider.GetUtcNow(), task.Node.Options.CacheDuration);
        }
    }

    /// <summary>A replay that verifies runs its nodes.</summary>
    private static NodeCache? Of(GraphTask task) => task.Loop.Run.Watch is null ? task.Node.Cache : null;
}
