namespace GraphRuntime.Postgres;

/// <summary>
/// Hints for the listeners of this process and of all others: those here are called at once, the others hear through the server. What gets lost on the
/// way is found by those who look from time to time.
/// </summary>
internal sealed class RunHints : IAsyncDisposable
{
    private readonly Lock _gate = new();
#pragma warning disable RS0030 // It tells own hints from those of others.
    private readonly string _sender = Guid.NewGuid().ToString("N");
#pragma warning restore RS0030
    private readonly HintSender _out;
    private readonly HintReceiver _in;
    private volatile Action<RunStoreHint>[] _listeners = [];
    private bool _isDisposed;

    public RunHints(PostgresDatabase database, RunSql sql)
    {
        _out = new HintSender(database, sql, _sender);
        _in = new HintReceiver(database, sql, _sender, Tell);
    }

    /// <summary>Tells everybody about a change that has been committed.</summary>
    public void Publish(string threadId, bool changed = false, bool ready = false, bool events = false)
    {
        Publish(changed, RunStoreHintKind.Changed, threadId);
        Publish(events, RunStoreHintKind.Events, threadId);
        Publish(ready, RunStoreHintKind.Ready, threadId);
    }

    /// <summary>
    /// Tells the listeners of this process that a thread has new events. A notification is a transaction of its own: what an admission or a claim tells is worth none,
    /// as the first event of the run, or its end, is announced anyway.
    /// </summary>
    public void TellOfEvents(string threadId) => Tell(new RunStoreHint(RunStoreHintKind.Events, threadId));

    public IDisposable Subscribe(Action<RunStoreHint> listener)
    {
        _in.Start();
        var subscription = new Subscription(this, listener);
        Replace(current => [.. current, subscription.Listener]);
        return subscription;
    }

    /// <summary>Safe to call twice: the storage and the services both dispose the run store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _in.DisposeAsync().ConfigureAwait(false);
        await _out.DisposeAsync().ConfigureAwait(false);
    }

    private void Publish(bool when, RunStoreHintKind kind, string threadId)
    {
        if (when)
        {
            var hint = new RunStoreHint(kind, threadId);
            Tell(hint);
            _out.Send(hint);
        }
    }

    private void Tell(RunStoreHint hint)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                listener(hint);
            }
            catch (Exception)
            {
                // It is foreign code, and the change is committed: the call that made the change must not fail. Listeners look by themselves from time to time.
            }
        }
    }

    private void Replace(Func<Action<RunStoreHint>[], Action<RunStoreHint>[]> change)
    {
        lock (_gate)
        {
            _listeners = change(_listeners);
        }
    }

    private sealed class Subscription : IDisposable
    {
        private readonly RunHints _hints;

        public Subscription(RunHints hints, Action<RunStoreHint> listener)
        {
            _hints = hints;

            // A delegate of its own, so that a listener that subscribes twice is called twice and leaves one at a time.
            Listener = hint => listener(hint);
        }

        public Action<RunStoreHint> Listener { get; }

        public void Dispose() => _hints.Replace(current => [.. current.Where(other => other != Listener)]);
    }
}
