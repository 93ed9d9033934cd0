namespace GraphRuntime.TestSupport;

/// <summary>Real time is only a guard against hanging: no test depends on how long something takes.</summary>
internal static class Patience
{
    public static TimeSpan Hang { get; } = TimeSpan.FromMinutes(5);

    public static Task Soon(this Task task) => task.WaitAsync(Hang);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Hang);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Hang);

    public static Task Soon(this ValueTask task) => task.AsTask().WaitAsync(Hang);
}
