using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>A transition of the run store. Its body may run more than once; what counts is the last time.</summary>
/// <typeparam name="TResult">What the transition gives.</typeparam>
internal sealed class RunWork<TResult>(TimeProvider time, Func<RunTransaction, TResult> body) : WriteWork<TResult>
{
    private RunTransaction? _transaction;

    /// <summary>What there is to tell after the commit.</summary>
    public IReadOnlyList<RunStoreHint> Hints => _transaction?.Hints ?? [];

    public override void Execute(SqliteSession session)
    {
        _transaction = new RunTransaction(session, Moments.Now(time));
        Result = body(_transaction);
    }

    public override void Forget(LineCache lines)
    {
        foreach (var threadId in _transaction!.Moved)
        {
            lines.Forget(threadId);
        }
    }
}
