namespace GraphRuntime.Threads;

internal sealed class NoCallbacks : ICallbackSource
{
    public static NoCallbacks Instance { get; } = new();

    public bool Any => false;

    public ValueTask ForEachAsync(Func<IRunCompletionCallback, ValueTask> call) => ValueTask.CompletedTask;
}
