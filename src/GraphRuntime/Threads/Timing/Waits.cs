namespace GraphRuntime.Threads;

/// <summary>Waits that only a <see cref="TimeProvider"/> and a token end.</summary>
internal static class Waits
{
    public static async ValueTask DelayAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay <= TimeSpan.Zero)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        var over = new TaskCompletionSource();
        using var timer = time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), over, delay, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), over);
        await over.Task.ConfigureAwait(false);
    }

    /// <summary>True if the task ended within the time; it goes on by itself otherwise.</summary>
    public static async ValueTask<bool> EndsWithinAsync(this TimeProvider time, Task task, TimeSpan limit)
    {
        if (task.IsCompleted)
        {
            return true;
        }

        var over = new TaskCompletionSource();
        using var timer = time.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), over, limit > TimeSpan.Zero ? limit : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return await Task.WhenAny(task, over.Task).ConfigureAwait(false) == task;
    }
}
