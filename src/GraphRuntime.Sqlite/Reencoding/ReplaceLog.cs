using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Reencoding;

/// <summary>
/// Puts the new pieces of a log in the place of the old ones, and corrects the lengths in its checkpoints. The epoch of the thread is raised, so that a writer who knows the old
/// lengths is refused. False where a run executes, or the log has changed.
/// </summary>
internal sealed class ReplaceLog(StoredLog log, ReplacedLog replaced) : WriteWork<bool>
{
    private const string RunningSql = "SELECT 1 FROM gr_run WHERE thread = ?1 AND status = 1";

    private const string RaiseSql = "UPDATE gr_thread SET epoch = epoch + 1 WHERE id = ?1";

    private const string ReferencesSql = "SELECT key, id, refs FROM gr_checkpoint WHERE line = ?1 AND id >= ?2 AND hidden = 0";

    private const string UpdateSql = "UPDATE gr_checkpoint SET refs = ?2 WHERE key = ?1";

    private const string DropChunksSql = "DELETE FROM gr_log_chunk WHERE key BETWEEN ?1 AND ?2";

    public override void Execute(SqliteSession session)
    {
        Result = !IsRunning(session) && log.IsIn(session) && References(session) is { } references && Replace(session, references);
    }

    private bool IsRunning(SqliteSession session)
    {
        using var statement = session.Prepare(RunningSql).Bind(1, log.Thread);
        return statement.Read();
    }

    /// <summary>The references of checkpoints as they are from now on; null where one ends inside a piece.</summary>
    private List<(long Key, byte[] References)>? References(SqliteSession session)
    {
        var changed = new List<(long, byte[])>();
        var writer = new ByteWriter();
        using var statement = session.Prepare(ReferencesSql).Bind(1, log.Line).Bind(2, log.Version);
        while (statement.Read())
        {
            var id = statement.Long(1);
            var references = RowCodec.ReadReferences(statement.Span(2), id);
            var place = references.FindIndex(one => one.IsLog && one.Version == log.Version && one.Channel == log.Channel);
            if (place < 0)
            {
                continue;
            }

            references[place] = references[place] with { Length = replaced.Moved(references[place].Length) };
            if (references[place].Length < 0)
            {
                return null;
            }

            RowCodec.WriteReferences(writer, id, references);
            changed.Add((statement.Long(0), writer.Take()));
        }

        return changed;
    }

    private bool Replace(SqliteSession session, List<(long Key, byte[] References)> references)
    {
        session.Prepare(RaiseSql).Bind(1, log.Thread).Execute();
        session.Prepare(DropChunksSql).Bind(1, ChunkKey.First(log.Key)).Bind(2, ChunkKey.Last(log.Key)).Execute();
        var number = 0L;
        foreach (var (start, bytes) in replaced.Rows)
        {
            LogTable.Append(session, log.Key, number++, start, bytes);
        }

        foreach (var (key, bytes) in references)
        {
            session.Prepare(UpdateSql).Bind(1, key).Bind(2, bytes.AsSpan()).Execute();
        }

        return true;
    }
}
