using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Copies every line of a thread to a thread without checkpoints.</summary>
internal sealed class CopyThread(string sourceId, string targetId) : WriteWork
{
    private const string SourceSql = "SELECT id, ns, last_id FROM gr_line WHERE thread = ?1";

    private const string LastIdSql = "UPDATE gr_line SET last_id = max(last_id, ?2) WHERE id = ?1";

    private const string RowsSql = """
        INSERT INTO gr_checkpoint(line, id, parent, source, hidden, step, paused, created, run, refs, metadata, body, results, vals)
        SELECT ?2, id, parent, source, hidden, step, paused, created, run, refs, metadata, body, results, vals
        FROM gr_checkpoint WHERE line = ?1 ORDER BY id
        """;

    private const string WritesSql = """
        INSERT INTO gr_pending_write(line, checkpoint, task, kind, run, payload)
        SELECT ?2, checkpoint, task, kind, run, payload FROM gr_pending_write WHERE line = ?1
        """;

    private const string LogsSql = "SELECT id, version, channel FROM gr_log WHERE line = ?1";

    private const string ChunksSql = """
        INSERT INTO gr_log_chunk(key, start, bytes)
        SELECT (key & 4294967295) | (?2 << 32), start, bytes FROM gr_log_chunk WHERE key BETWEEN ?1 << 32 AND (?1 << 32) | 4294967295
        """;

    public override void Execute(SqliteSession session)
    {
        var (target, _) = Line.FindThread(session, targetId);
        if (Line.OfThread(session, target).Exists(line => CheckpointTable.LargestId(session, line) != 0))
        {
            throw new ThreadExistsException(targetId);
        }

        var (source, _) = Line.FindThread(session, sourceId);
        foreach (var (line, name, lastId) in Sources(session, source))
        {
            Copy(session, line, new CheckpointAddress(targetId, name), lastId);
        }
    }

    public override void Forget(LineCache lines) => lines.Forget(targetId);

    private static void Copy(SqliteSession session, long from, CheckpointAddress address, long lastId)
    {
        var to = Line.Find(session, address).Ensure(session, address).LineKey;
        session.Prepare(LastIdSql).Bind(1, to).Bind(2, lastId).Execute();
        session.Prepare(RowsSql).Bind(1, from).Bind(2, to).Execute();
        session.Prepare(WritesSql).Bind(1, from).Bind(2, to).Execute();
        foreach (var (log, version, channel) in Logs(session, from))
        {
            session.Prepare(ChunksSql).Bind(1, log).Bind(2, LogTable.Add(session, to, new LogAppend(channel, version, 0, default))).Execute();
        }
    }

    private static List<(long Line, string Name, long LastId)> Sources(SqliteSession session, long thread)
    {
        var lines = new List<(long, string, long)>();
        using var statement = session.Prepare(SourceSql);
        statement.Bind(1, thread);
        while (statement.Read())
        {
            lines.Add((statement.Long(0), statement.Text(1), statement.Long(2)));
        }

        return lines;
    }

    private static List<(long Log, long Version, string Channel)> Logs(SqliteSession session, long line)
    {
        var logs = new List<(long, long, string)>();
        using var statement = session.Prepare(LogsSql);
        statement.Bind(1, line);
        while (statement.Read())
        {
            logs.Add((statement.Long(0), statement.Long(1), statement.Text(2)));
        }

        return logs;
    }
}
