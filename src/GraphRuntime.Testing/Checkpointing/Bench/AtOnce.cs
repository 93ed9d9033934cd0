namespace GraphRuntime.Testing.Checkpointing.Bench;

/// <summary>Runs the same work several times at once; all start together.</summary>
internal static class AtOnce
{
    public static async Task<T[]> RunAsync<T>(int count, Func<int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task.ConfigureAwait(false);
            return await work(i).ConfigureAwait(false);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks).ConfigureAwait(false);
    }
}
