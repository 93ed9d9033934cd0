using System.Threading.Tasks.Sources;

namespace GraphRuntime.Sqlite.Writing;

/// <summary>What the caller of a queued work awaits: its outcome, or that it was cancelled before the writer took it.</summary>
internal sealed class WriteWait(CancellationToken cancellation) : IThreadPoolWorkItem, IValueTaskSource
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;

    private ManualResetValueTaskSourceCore<bool> _outcome;
    private CancellationTokenRegistration _registration;
    private Exception? _failure;
    private int _state;

    /// <summary>Begins to wait; called once, before the work is queued.</summary>
    public ValueTask Begin()
    {
        if (cancellation.CanBeCanceled)
        {
            _registration = cancellation.UnsafeRegister(static state => ((WriteWait)state!).Cancel(), this);
        }

        return new ValueTask(this, _outcome.Version);
    }

    /// <summary>Takes the work; false where it was cancelled. Once it is taken its caller gets the outcome and nothing else.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Queued) == Queued;

    /// <summary>Tells the caller.</summary>
    public void End(Exception? failure)
    {
        // Into the line of the whole pool: the next drain queues up behind everybody whom this commit releases, and takes them all together.
        _failure = failure;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        _registration.Unregister();
        if (_failure is null)
        {
            _outcome.SetResult(true);
        }
        else
        {
            _outcome.SetException(_failure);
        }
    }

    void IValueTaskSource.GetResult(short token) => _outcome.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _outcome.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _outcome.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Queued) == Queued)
        {
            End(new OperationCanceledException(cancellation));
        }
    }
}
