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
internal abstract class WriteWork
{
    private WriteWait? _wait;

    /// <summary>Why the work failed; null after success.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Cancels the work while it waits in the queue.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Does the work inside the writer's transaction.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>Takes out of the cache what the work has changed. A work that does not say so more exactly costs the whole cache.</summary>
    public virtual void Forget(LineCache lines) => lines.Clear();

    /// <summary>Begins to wait; called once, before the work is queued.</summary>
    public ValueTask Wait() => (_wait = new WriteWait(Cancellation)).Begin();

    /// <summary>
    /// Takes the work for a transaction; false where it was cancelled. Afterwards its caller is told nothing before the outcome stands: until then
    /// the memory is read that it handed over.
    /// </summary>
    public bool TryTake() => _wait is null || _wait.TryTake();

    /// <summary>Tells the caller, if one waits, that the outcome stands.</summary>
    public void Complete() => _wait?.End(Failure);
}
