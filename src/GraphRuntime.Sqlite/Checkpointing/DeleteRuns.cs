using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Removes every trace of some runs from a thread.</summary>
internal sealed class DeleteRuns(string threadId, HashSet<string> runs) : WriteWork
{
    private const string RunsSql = "SELECT id, run FROM gr_checkpoint WHERE line = ?1 AND hidden = 0 AND run IS NOT NULL";

    private const string DropWritesSql = "DELETE FROM gr_pending_write WHERE line = ?1 AND run = ?2";

    public override void Execute(SqliteSession session)
    {
        var (thread, _) = Line.FindThread(session, threadId);
        foreach (var line in Line.OfThread(session, thread))
        {
            foreach (var run in runs)
            {
                session.Prepare(DropWritesSql).Bind(1, line).Bind(2, run).Execute();
            }

            Sweep.Remove(session, line, Find(session, line));
        }
    }

    public override void Forget(LineCache lines) => lines.Forget(threadId);

    private HashSet<long> Find(SqliteSession session, long line)
    {
        var ids = new HashSet<long>();
        using var statement = session.Prepare(RunsSql);
        statement.Bind(1, line);
        while (statement.Read())
        {
            if (runs.Contains(statement.Text(1)))
            {
                ids.Add(statement.Long(0));
            }
        }

        return ids;
    }
}
