using GraphRuntime.Threads;

namespace GraphRuntime.TestSupport;

/// <summary>Callbacks that a test adds, also after the coordinator was created.</summary>
internal sealed class ListedCallbacks(IReadOnlyList<IRunCompletionCallback> callbacks) : ICallbackSource
{
    public bool Any => callbacks.Count > 0;

    public async ValueTask ForEachAsync(Func<IRunCompletionCallback, ValueTask> call)
    {
        foreach (var callback in callbacks)
        {
            await call(callback);
        }
    }
}
