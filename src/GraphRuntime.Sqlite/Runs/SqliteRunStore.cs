using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>
/// Keeps threads and runs in the database of the checkpoints. Every transition is a work of the one writer: processes that share the file exclude each
/// other by BEGIN IMMEDIATE, and decisions are made inside that transaction. A decision may be asked again when a neighbour in the same commit fails.
/// </summary>
internal sealed partial class SqliteRunStore : IRunStore, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly HintListeners _listeners;

    public SqliteRunStore(SqliteDatabase database, TimeProvider time, TimeSpan pollInterval)
    {
        (_database, _time) = (database, time);
        _listeners = new HintListeners(database.Writer, time, pollInterval);
    }

    public ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(thread);
        Input.CheckThread(thread.ThreadId);
        var copy = thread with { Metadata = thread.Metadata.ToArray() };
        return RunAsync(transaction => ThreadMoves.Create(transaction, copy), cancellationToken);
    }

    public ValueTask<StoredThread?> UpdateThreadAsync(
        string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        ArgumentNullException.ThrowIfNull(change);
        return RunAsync(transaction => ThreadMoves.Update(transaction, threadId, change), cancellationToken);
    }

    public ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken)
    {
        Input.CheckThread(sourceThreadId);
        Input.CheckThread(targetThreadId);
        return RunAsync(transaction => ThreadMoves.Copy(transaction, sourceThreadId, targetThreadId), cancellationToken);
    }

    public ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        return RunAsync(transaction => ThreadMoves.Delete(transaction, threadId), cancellationToken);
    }

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RunInput.Check(request.Run);
        if (request.Claim is { } claim)
        {
            Input.CheckText(claim.Owner, nameof(request));
        }

        var run = request.Run;
        var copy = request with { Run = run with { Input = run.Input.ToArray(), Config = run.Config.ToArray(), Metadata = run.Metadata.ToArray() } };
        return RunAsync(transaction => Admissions.Admit(transaction, copy), cancellationToken);
    }

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        ArgumentNullException.ThrowIfNull(choose);
        return RunAsync(transaction => Admissions.Displace(transaction, threadId, choose), cancellationToken);
    }

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        RunInput.Check(threadId, runId);
        return RunAsync(transaction => Admissions.Delete(transaction, threadId, runId), cancellationToken);
    }

    public ValueTask<int> PruneRunsAsync(TimeSpan olderThan, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return RunAsync(transaction => Admissions.Prune(transaction, olderThan, limit), cancellationToken);
    }

    public IDisposable Subscribe(Action<RunStoreHint> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return _listeners.Add(listener);
    }

    public void Dispose() => _listeners.Dispose();

    private async ValueTask<TResult> RunAsync<TResult>(Func<RunTransaction, TResult> body, CancellationToken cancellationToken)
    {
        var work = new RunWork<TResult>(_time, body) { Cancellation = cancellationToken };
        var result = await _database.Writer.RunAsync(work).ConfigureAwait(false);
        _listeners.Tell(work.Hints);
        return result;
    }
}
