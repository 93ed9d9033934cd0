using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>
/// A listener. Changes of this process are told as they are committed; whether another process has committed is looked up every so often, and then
/// everything may have changed.
/// </summary>
internal sealed class HintSubscription : IDisposable
{
    private static readonly RunStoreHintKind[] Kinds = [RunStoreHintKind.Changed, RunStoreHintKind.Events, RunStoreHintKind.Ready];

    private readonly HintListeners _owner;
    private readonly Action<RunStoreHint> _listener;
    private readonly SqliteWriter _writer;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private long _seen = -1;

    public HintSubscription(HintListeners owner, Action<RunStoreHint> listener, SqliteWriter writer, TimeProvider time, TimeSpan interval)
    {
        (_owner, _listener, _writer, _interval) = (owner, listener, writer, interval);
        _timer = time.CreateTimer(static state => _ = ((HintSubscription)state!).LookAsync(), this, interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls the listener. It is foreign code, and the change that it hears of is committed: what it throws must not fail the call that made the change.</summary>
    public void Tell(RunStoreHint hint)
    {
        try
        {
            _listener(hint);
        }
        catch (Exception)
        {
            // A hint may be lost: listeners look by themselves from time to time.
        }
    }

    public void Dispose()
    {
        _owner.Remove(this);
        _timer.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            await _writer.RunAsync(new Nothing()).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _seen, _writer.ForeignCommits) != _writer.ForeignCommits)
            {
                Array.ForEach(Kinds, kind => Tell(new RunStoreHint(kind, null)));
            }
        }
        catch (StorageException)
        {
            // Nothing is missed: the next look that succeeds sees the change.
        }

        _timer.Change(_interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Only its BEGIN matters: there the writer notices what others have committed.</summary>
    private sealed class Nothing : WriteWork
    {
        public override void Execute(SqliteSession session)
        {
        }

        public override void Forget(LineCache lines)
        {
        }
    }
}
