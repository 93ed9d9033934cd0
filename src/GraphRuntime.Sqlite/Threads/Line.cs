using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Threads;

/// <summary>Where one thread and namespace stand.</summary>
/// <remarks>
/// The head is the visible checkpoint with the largest id: ids grow with every commit and a commit moves the head to its last id, so the
/// order of ids is the order in which heads replaced each other. Removing checkpoints restores the earlier head by itself, and a step
/// changes one row of one table only.
/// </remarks>
/// <param name="ThreadKey">The thread's row; 0 where there is none.</param>
/// <param name="Epoch">The thread's epoch.</param>
/// <param name="LineKey">The line's row; 0 where there is none.</param>
/// <param name="Head">The head, or 0.</param>
/// <param name="LastId">The largest id ever used.</param>
internal readonly record struct Line(long ThreadKey, long Epoch, long LineKey, long Head, long LastId)
{
    private const string FindSql = """
        SELECT t.id, t.epoch, l.id, l.last_id,
            (SELECT c.id FROM gr_checkpoint c WHERE c.line = l.id AND c.hidden = 0 ORDER BY c.id DESC LIMIT 1)
        FROM gr_thread t LEFT JOIN gr_line l ON l.thread = t.id AND l.ns = ?2
        WHERE t.name = ?1
        """;

    private const string AddThreadSql = "INSERT INTO gr_thread(name, epoch) VALUES(?1, 0)";

    private const string AddLineSql = "INSERT INTO gr_line(thread, ns, last_id) VALUES(?1, ?2, 0)";

    private const string LinesSql = "SELECT id FROM gr_line WHERE thread = ?1 ORDER BY id";

    private const string ThreadSql = "SELECT id, epoch FROM gr_thread WHERE name = ?1";

    public static Line Find(SqliteSession session, CheckpointAddress address)
    {
        using var statement = session.Prepare(FindSql);
        statement.Bind(1, address.ThreadId).Bind(2, address.Namespace);
        if (!statement.Read())
        {
            return default;
        }

        var head = statement.Long(4);
        return new Line(statement.Long(0), statement.Long(1), statement.Long(2), head, Math.Max(head, statement.Long(3)));
    }

    /// <summary>Adds the rows of thread and line where they are missing.</summary>
    public Line Ensure(SqliteSession session, CheckpointAddress address)
    {
        if (LineKey != 0)
        {
            return this;
        }

        var thread = ThreadKey;
        if (thread == 0)
        {
            session.Prepare(AddThreadSql).Bind(1, address.ThreadId).Execute();
            thread = session.LastRowId();
        }

        session.Prepare(AddLineSql).Bind(1, thread).Bind(2, address.Namespace).Execute();
        return this with { ThreadKey = thread, LineKey = session.LastRowId() };
    }

    public void CheckEpoch(string threadId, long epoch)
    {
        if (epoch != Epoch)
        {
            throw new StaleEpochException(threadId, epoch, Epoch);
        }
    }

    /// <summary>The key and epoch of a thread; key 0 where it is unknown.</summary>
    public static (long Key, long Epoch) FindThread(SqliteSession session, string threadId)
    {
        using var statement = session.Prepare(ThreadSql);
        return statement.Bind(1, threadId).Read() ? (statement.Long(0), statement.Long(1)) : default;
    }

    public static List<long> OfThread(SqliteSession session, long threadKey) => session.Prepare(LinesSql).Bind(1, threadKey).Numbers();
}
