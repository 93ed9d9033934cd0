using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>
/// Keeps threads and runs in the database of the checkpoints. Every transition is a work of the one writer; processes that share the file exclude each
/// other by BEGIN IMMEDIATE. Decisions of this library are made inside the transaction. Decisions of the application are made before it, and stored if the thread is
/// unchanged. A decision may be asked again.
/// </summary>
internal sealed partial class SqliteRunStore : IRunStore, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private const int MostTries = 200;

    private readonly HintListeners _listeners;
    private readonly PerThreadGate _deciding;

    public SqliteRunStore(SqliteDatabase database, TimeProvider time, TimeSpan pollInterval)
    {
        (_database, _time) = (database, time);
        _deciding = new PerThreadGate(time);
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
        return request.RunsUserCode ? DecideAndAdmitAsync(copy, cancellationToken) : RunAsync(transaction => Admissions.Admit(transaction, copy), cancellationToken);
    }

    public ValueTask<IReadOnlyList<RunChange>?> DisplaceAsync(
        string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        ArgumentNullException.ThrowIfNull(choose);
        return RunAsync(transaction => Admissions.Displace(transaction, threadId, choose), cancellationToken);
    }

    public ValueTask<bool> DeleteRunAsync(string threadId, string runId, RemovalRecording? recording, CancellationToken cancellationToken)
    {
        RunInput.Check(threadId, runId);
        return RunAsync(transaction => Admissions.Delete(transaction, threadId, runId, recording), cancellationToken);
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

    /// <summary>Lets code of the application decide, on this path and outside the writer, until the thread did not change meanwhile.</summary>
    private async ValueTask<AdmissionResult> DecideAndAdmitAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        using var turn = await _deciding.EnterAsync(request.Run.ThreadId, cancellationToken).ConfigureAwait(false);
        for (var tries = 0; tries < MostTries; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seen = _database.Read(static (session, asked) => Admissions.See(session, asked.now, asked.request), (request, now: Moments.Now(_time)));
            if (seen.Answer is { } answer)
            {
                return answer;
            }

            var decision = request.Decide(seen.Snapshot!);
            if (!decision.Admitted)
            {
                return new AdmissionResult(AdmissionOutcome.Refused, null, decision, seen.Snapshot);
            }

            if (await RunAsync(transaction => Admissions.TryAdmit(transaction, request, seen, decision), cancellationToken).ConfigureAwait(false) is { } result)
            {
                return result;
            }
        }

        throw new StorageException(
            StorageProblem.Busy, $"Thread '{request.Run.ThreadId}' was changed by others {MostTries} times while its policy decided. Try again later.");
    }

    private async ValueTask<TResult> RunAsync<TResult>(Func<RunTransaction, TResult> body, CancellationToken cancellationToken)
    {
        var work = new RunWork<TResult>(_time, body) { Cancellation = cancellationToken };
        var result = await _database.Writer.RunAsync(work).ConfigureAwait(false);
        _listeners.Tell(work.Hints);
        return result;
    }
}
