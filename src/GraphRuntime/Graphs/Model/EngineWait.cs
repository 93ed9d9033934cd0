namespace GraphRuntime.Graphs;

/// <summary>A wait that only the clock and a token end, and that goes on where the engine's work does.</summary>
internal static class EngineWait
{
    /// <summary>Goes on on another thread.</summary>
    public static Task SwitchAsync(EngineServices services)
    {
        var switched = new TaskCompletionSource();
        services.Dispatch(() => switched.SetResult());
        return switched.Task;
    }

    /// <summary>Waits. The continuation never runs inside the call that cancels the token, since that call may come from the user.</summary>
    public static async ValueTask DelayAsync(EngineServices services, TimeSpan delay, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        using var timer = services.Time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), over, delay, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.UnsafeRegister(_ => services.Dispatch(() => over.TrySetCanceled(cancellationToken)), null);
        await over.Task.ConfigureAwait(false);
    }
}
