namespace GraphRuntime.Threads;

/// <summary>Wakes those who wait for something to change on a thread.</summary>
internal sealed class ChangeHub(CoordinatorServices services)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Watch>> _watches = new(StringComparer.Ordinal);

    public Watch Observe(string threadId)
    {
        var watch = new Watch(this, threadId, new Pulse(services.Time, services.Dispatcher));
        lock (_gate)
        {
            if (!_watches.TryGetValue(threadId, out var list))
            {
                _watches.Add(threadId, list = []);
            }

            list.Add(watch);
        }

        return watch;
    }

    /// <summary>Wakes the watches of a thread, or all if none is named.</summary>
    public void Notify(string? threadId)
    {
        Watch[] woken;
        lock (_gate)
        {
            woken = threadId is null
                ? [.. _watches.Values.SelectMany(list => list)]
                : _watches.TryGetValue(threadId, out var list) ? [.. list] : [];
        }

        foreach (var watch in woken)
        {
            watch.Wake();
        }
    }

    private void Remove(Watch watch)
    {
        lock (_gate)
        {
            if (_watches.TryGetValue(watch.ThreadId, out var list) && list.Remove(watch) && list.Count == 0)
            {
                _watches.Remove(watch.ThreadId);
            }
        }
    }

    /// <summary>One who waits. It begins before the first look, so that no change falls between a look and a wait.</summary>
    internal sealed class Watch(ChangeHub hub, string threadId, Pulse pulse) : IDisposable
    {
        public string ThreadId => threadId;

        public void Wake() => pulse.Set();

        /// <summary>Waits for a change, the limit, or the token; the caller looks at the token afterwards.</summary>
        public async ValueTask WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
        {
            using var cancelled = cancellationToken.UnsafeRegister(static state => ((Pulse)state!).Set(), pulse);
            await pulse.WaitAsync(limit).ConfigureAwait(false);
        }

        public void Dispose() => hub.Remove(this);
    }
}
