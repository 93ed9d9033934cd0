namespace GraphRuntime.Threads.Tests;

/// <summary>A thread pool whose every thread is blocked, as nodes do that call blocking code.</summary>
internal static class StarvedPool
{
    /// <summary>Runs something on a thread of its own while no work item of the pool can begin.</summary>
    public static Task RunAsync(Action body)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(body, ended)) { IsBackground = true }.Start();
        return ended.Task;
    }

    private static void Run(Action body, TaskCompletionSource ended)
    {
        ThreadPool.GetMinThreads(out var least, out var io);
        ThreadPool.GetMaxThreads(out var most, out var mostIo);
        using var over = new ManualResetEventSlim();
        var few = Environment.ProcessorCount;
        var blocked = ThreadPool.ThreadCount + (2 * few);
        using var left = new CountdownEvent(blocked);
        try
        {
            ThreadPool.SetMinThreads(few, io);
            ThreadPool.SetMaxThreads(few, mostIo);
            for (var i = 0; i < blocked; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    _ =>
                    {
                        over.Wait();
                        left.Signal();
                    },
                    null);
            }

            body();
            ended.TrySetResult();
        }
        catch (Exception exception)
        {
            ended.TrySetException(exception);
        }
        finally
        {
            over.Set();
            ThreadPool.SetMaxThreads(most, mostIo);
            ThreadPool.SetMinThreads(least, io);
            left.Wait();
        }
    }
}
