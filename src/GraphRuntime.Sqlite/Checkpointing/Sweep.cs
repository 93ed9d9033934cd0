using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>
/// Takes checkpoints out of a line. A row whose values others still need becomes hidden and keeps just those; everything else goes, and logs
/// shrink to what is still read of them.
/// </summary>
internal static class Sweep
{
    private const string LastIdSql = "UPDATE gr_line SET last_id = max(last_id, ?2) WHERE id = ?1";

    private const string DropSql = "DELETE FROM gr_checkpoint WHERE line = ?1 AND id = ?2";

    private const string DropWritesSql = "DELETE FROM gr_pending_write WHERE line = ?1 AND checkpoint = ?2";

    private const string DropLineWritesSql = "DELETE FROM gr_pending_write WHERE line = ?1";

    private const string DropLineSql = "DELETE FROM gr_checkpoint WHERE line = ?1";

    private const string ValuesSql = "SELECT vals FROM gr_checkpoint WHERE line = ?1 AND id = ?2";

    private const string HideSql = """
        UPDATE gr_checkpoint SET hidden = 1, run = NULL, refs = NULL, metadata = NULL, body = NULL, results = NULL, vals = ?3
        WHERE line = ?1 AND id = ?2
        """;

    private const string LogsSql = "SELECT id, version, channel FROM gr_log WHERE line = ?1";

    public static void Remove(SqliteSession session, long line, HashSet<long> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        var needs = Needs.Of(session, line, ids);
        session.Prepare(LastIdSql).Bind(1, line).Bind(2, needs.LastId).Execute();
        foreach (var id in needs.Leaving)
        {
            session.Prepare(DropWritesSql).Bind(1, line).Bind(2, id).Execute();
            if (needs.Values(id) is { } channels)
            {
                Hide(session, line, id, channels);
            }
            else
            {
                session.Prepare(DropSql).Bind(1, line).Bind(2, id).Execute();
            }
        }

        foreach (var (log, needed) in Logs(session, line, needs))
        {
            Shorten(session, log, needed);
        }
    }

    /// <summary>Empties a line; the ids it used stay used.</summary>
    public static void RemoveAll(SqliteSession session, long line)
    {
        var nothing = new Needs();
        var last = CheckpointTable.LargestId(session, line);
        session.Prepare(LastIdSql).Bind(1, line).Bind(2, last).Execute();
        session.Prepare(DropLineWritesSql).Bind(1, line).Execute();
        session.Prepare(DropLineSql).Bind(1, line).Execute();
        foreach (var (log, _) in Logs(session, line, nothing))
        {
            LogTable.Drop(session, log);
        }
    }

    private static void Hide(SqliteSession session, long line, long id, HashSet<string> channels)
    {
        var writer = new ByteWriter();
        using (var statement = session.Prepare(ValuesSql))
        {
            statement.Bind(1, line).Bind(2, id).Read();
            RowCodec.WriteValues(writer, RowCodec.ReadValues(statement.Bytes(0)).FindAll(value => channels.Contains(value.Channel)));
        }

        session.Prepare(HideSql).Bind(1, line).Bind(2, id).Bind(3, writer.Take()).Execute();
    }

    private static List<(long Log, long? Needed)> Logs(SqliteSession session, long line, Needs needs)
    {
        var logs = new List<(long, long?)>();
        using var statement = session.Prepare(LogsSql);
        statement.Bind(1, line);
        while (statement.Read())
        {
            logs.Add((statement.Long(0), needs.Log(statement.Long(1), statement.Text(2))));
        }

        return logs;
    }

    private static void Shorten(SqliteSession session, long log, long? needed)
    {
        if (needed is null)
        {
            LogTable.Drop(session, log);
        }
        else if (LogTable.Tail(session, log).Length > needed)
        {
            LogTable.Truncate(session, log, needed.Value);
        }
    }
}
