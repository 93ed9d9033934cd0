namespace GraphRuntime.Threads;

/// <summary>Where a thread rests while no run is in flight.</summary>
/// <param name="Status">Never <see cref="ThreadStatus.Busy"/>.</param>
/// <param name="Pause">What it waits for; not <see langword="null"/> exactly for <see cref="ThreadStatus.Interrupted"/>.</param>
public sealed record ThreadRest(ThreadStatus Status, ThreadPause? Pause)
{
    /// <summary>Nothing is open.</summary>
    public static ThreadRest Idle { get; } = new(ThreadStatus.Idle, null);

    /// <summary>The last run failed.</summary>
    public static ThreadRest Error { get; } = new(ThreadStatus.Error, null);
}
