using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>
/// Removes what a thread stored. The rows of thread and lines stay: they hold the epoch that keeps late writers out, and the ids already used.
/// </summary>
internal sealed class DeleteThread(string threadId) : WriteWork
{
    public override void Execute(SqliteSession session)
    {
        var (thread, _) = Line.FindThread(session, threadId);
        AcquireThread.Raise(session, threadId);
        foreach (var line in Line.OfThread(session, thread))
        {
            Sweep.RemoveAll(session, line);
        }
    }

    public override void Forget(LineCache lines) => lines.Forget(threadId);
}
