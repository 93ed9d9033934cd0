using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;

namespace GraphRuntime.Sqlite.Writing;

/// <summary>
/// A piece of work that needs the writer. It shares a transaction with the work of other callers, yet succeeds or fails alone.
/// </summary>
/// <remarks>
/// <see cref="Execute"/> may run more than once (after a neighbour failed) and must then compute everything afresh: what it keeps between
/// two runs is its input only, and a result that the last run overwrites. To be refused cheaply it throws before its first change.
/// </remarks>
internal abstract class WriteWork : IThreadPoolWorkItem
{
    private TaskCompletionSource? _waiter;

    /// <summary>Why the work failed; null after success.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Cancels the work while it waits in the queue.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Does the work inside the writer's transaction.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>Takes out of the cache what the work has changed. A work that does not say so more exactly costs the whole cache.</summary>
    public virtual void Forget(LineCache lines) => lines.Clear();

    /// <summary>Prepares for waiting; called once, before the work is queued.</summary>
    public Task Wait() => (_waiter = new TaskCompletionSource()).Task;

    public void CancelWait()
    {
        if (_waiter is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work._waiter!.TrySetCanceled(work.Cancellation), this, preferLocal: false);
        }
    }

    /// <summary>Tells the caller, if one waits, that the outcome stands.</summary>
    public void Complete()
    {
        // Into the line of the whole pool: the next drain queues up behind everybody whom this commit releases, and takes them all together.
        if (_waiter is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (Failure is null)
        {
            _waiter!.TrySetResult();
        }
        else
        {
            _waiter!.TrySetException(Failure);
        }
    }
}
