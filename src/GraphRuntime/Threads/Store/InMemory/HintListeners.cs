namespace GraphRuntime.Threads.InMemory;

/// <summary>Who wants to hear of changes.</summary>
internal sealed class HintListeners
{
    private Action<RunStoreHint>[] _listeners = [];

    public void Publish(RunStoreHintKind kind, string? threadId)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            try
            {
                listener(new RunStoreHint(kind, threadId));
            }
            catch (Exception)
            {
                // It is foreign code, and the change is made: the call that made the change must not fail. Listeners look by themselves from time to time.
            }
        }
    }

    public IDisposable Add(Action<RunStoreHint> listener)
    {
        Replace(current => [.. current, listener]);
        return new Subscription(this, listener);
    }

    private void Replace(Func<Action<RunStoreHint>[], Action<RunStoreHint>[]> change)
    {
        while (true)
        {
            var current = Volatile.Read(ref _listeners);
            if (Interlocked.CompareExchange(ref _listeners, change(current), current) == current)
            {
                return;
            }
        }
    }

    private sealed class Subscription(HintListeners owner, Action<RunStoreHint> listener) : IDisposable
    {
        public void Dispose() => owner.Replace(current => [.. current.Where(other => other != listener)]);
    }
}
