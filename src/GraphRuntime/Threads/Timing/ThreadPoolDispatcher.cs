namespace GraphRuntime.Threads;

internal sealed class ThreadPoolDispatcher : IWorkDispatcher
{
    public static ThreadPoolDispatcher Instance { get; } = new();

    public void Post(Action work) => ThreadPool.UnsafeQueueUserWorkItem(static action => action(), work, preferLocal: false);
}
