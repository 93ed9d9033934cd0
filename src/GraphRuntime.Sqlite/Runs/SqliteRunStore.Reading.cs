using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <content>Everything is read in one snapshot, on the calling thread.</content>
internal sealed partial class SqliteRunStore
{
    public ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        return Read(
            static (session, asked) => ThreadTable.Find(session, asked.threadId) is { } row
                ? Admissions.Snapshot(session, row, asked.now, includeInputs: false)
                : null,
            (threadId, now: Moments.Now(_time)),
            cancellationToken);
    }

    public ValueTask<StoredRun?> GetRunAsync(string threadId, string runId, CancellationToken cancellationToken)
    {
        RunInput.Check(threadId, runId);
        return Read(
            static (session, asked) => RunTable.Find(session, asked.threadId, asked.runId, whole: true)?.Stored,
            (threadId, runId),
            cancellationToken);
    }

    public ValueTask<RunEventPage?> ReadEventsAsync(string threadId, string runId, long after, int limit, CancellationToken cancellationToken)
    {
        RunInput.Check(threadId, runId);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return Read(
            static (session, asked) => RunTable.Find(session, asked.threadId, asked.runId, whole: false) is { } run
                ? new RunEventPage(EventTable.Page(session, run, asked.after, asked.limit), run.Stored.Status, run.Stored.LastEvent)
                : null,
            (threadId, runId, after, limit),
            cancellationToken);
    }

    public ValueTask<StoredThreadEventPage?> ReadThreadEventsAsync(string threadId, long after, int limit, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return Read(
            static (session, asked) => ThreadEvents.Page(session, asked.threadId, asked.after, asked.limit), (threadId, after, limit), cancellationToken);
    }

    public ValueTask<StoredThreadEventPage?> ReadFactsAsync(RunFactQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        Input.CheckThread(query.ThreadId);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit);
        return Read(ThreadEvents.Facts, query, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        RunInput.CheckPage(query.Offset, query.Limit);
        return Read<ThreadQuery, IReadOnlyList<StoredThread>>(Listings.Threads, query, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredRun>> ListRunsAsync(RunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        RunInput.CheckPage(query.Offset, query.Limit);
        return Read<RunQuery, IReadOnlyList<StoredRun>>(Listings.Runs, query, cancellationToken);
    }

    public ValueTask<IReadOnlyList<RemovedRun>> ListRemovedRunsAsync(RemovedRunQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        Input.CheckThread(query.ThreadId);
        RunInput.CheckPage(query.Offset, query.Limit);
        return Read(
            static IReadOnlyList<RemovedRun> (session, asked) => ThreadTable.Find(session, asked.query.ThreadId) is { } thread ? RemovedRunTable.List(session, thread, asked.query, asked.now) : [],
            (query, now: Moments.Now(_time)),
            cancellationToken);
    }

    private ValueTask<TResult> Read<TArgument, TResult>(Func<SqliteSession, TArgument, TResult> read, TArgument argument, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<TResult>(cancellationToken)
            : ValueTask.FromResult(_database.Read(read, argument));
}
