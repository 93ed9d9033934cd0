using GraphRuntime.Sqlite.Writing;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Who wants to hear of changes.</summary>
internal sealed class HintListeners(SqliteWriter writer, TimeProvider time, TimeSpan pollInterval) : IDisposable
{
    private readonly Lock _gate = new();
    private HintSubscription[] _subscriptions = [];

    public HintSubscription Add(Action<RunStoreHint> listener)
    {
        var subscription = new HintSubscription(this, listener, writer, time, pollInterval);
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    public void Remove(HintSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }
    }

    public void Tell(IReadOnlyList<RunStoreHint> hints)
    {
        var subscriptions = Volatile.Read(ref _subscriptions);
        for (var i = 0; i < hints.Count; i++)
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Tell(hints[i]);
            }
        }
    }

    public void Dispose() => Array.ForEach(Volatile.Read(ref _subscriptions), static subscription => subscription.Dispose());
}
