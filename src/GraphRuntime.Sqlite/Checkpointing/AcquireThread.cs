using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Raises the epoch of a thread.</summary>
internal sealed class AcquireThread(string threadId) : WriteWork<long>
{
    private const string RaiseSql = "INSERT INTO gr_thread(name, epoch) VALUES(?1, 1) ON CONFLICT(name) DO UPDATE SET epoch = epoch + 1 RETURNING epoch";

    public override void Execute(SqliteSession session) => Result = Raise(session, threadId);

    public override void Forget(LineCache lines) => lines.Forget(threadId);

    public static long Raise(SqliteSession session, string threadId)
    {
        using var statement = session.Prepare(RaiseSql);
        statement.Bind(1, threadId).Read();
        var epoch = statement.Long(0);
        statement.Read();
        return epoch;
    }
}
