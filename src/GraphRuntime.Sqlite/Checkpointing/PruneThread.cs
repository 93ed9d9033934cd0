using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Removes old checkpoints of one thread by rule; gives how many.</summary>
internal sealed class PruneThread(long thread, PruneOptions options) : WriteWork<long>
{
    private const string RowsSql = "SELECT id, created, parent, source, paused FROM gr_checkpoint WHERE line = ?1 AND hidden = 0 ORDER BY id DESC";

    private const string QuestionsSql = "SELECT DISTINCT checkpoint FROM gr_pending_write WHERE line = ?1 AND kind = ?2";

    public override void Execute(SqliteSession session)
    {
        var removed = 0L;
        foreach (var line in Line.OfThread(session, thread))
        {
            var old = Find(session, line);
            Sweep.Remove(session, line, old);
            removed += old.Count;
        }

        Result = removed;
    }

    // Heads stay, and so does everything that a line remembers.
    public override void Forget(LineCache lines)
    {
    }

    private HashSet<long> Find(SqliteSession session, long line)
    {
        var keep = Math.Max(1, options.KeepLatest);
        var before = options.OlderThan is { } moment ? RowCodec.Microseconds(moment) : long.MaxValue;
        var (ids, questions, ended) = (new HashSet<long>(), Questions(session, line), new HashSet<long>());
        using var statement = session.Prepare(RowsSql);
        statement.Bind(1, line);
        for (var position = 0; statement.Read(); position++)
        {
            // A superstep has a larger id than what it was made from, so it was seen before.
            var id = statement.Long(0);
            var waits = (statement.Int(4) != 0 || questions.Contains(id)) && !ended.Contains(id);
            if (position >= keep && statement.Long(1) < before && !(options.KeepPaused && waits))
            {
                ids.Add(id);
            }

            if (statement.Int(3) == (int)CheckpointSource.Loop)
            {
                ended.Add(statement.Long(2));
            }
        }

        return ids;
    }

    private static HashSet<long> Questions(SqliteSession session, long line)
    {
        var ids = new HashSet<long>();
        using var statement = session.Prepare(QuestionsSql);
        statement.Bind(1, line).Bind(2, (long)PendingWriteKind.Interrupt);
        while (statement.Read())
        {
            ids.Add(statement.Long(0));
        }

        return ids;
    }
}
