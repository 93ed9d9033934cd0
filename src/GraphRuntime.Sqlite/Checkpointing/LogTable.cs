using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>
/// Append-only logs as rows of chunks. Each append is one row; every 64 of them become one, so that a long log is read in few rows and each
/// byte is written twice at most.
/// </summary>
internal static class LogTable
{
    private const int MergeEvery = 64;

    // Larger chunks are read well enough as they are.
    private const long MaxMergedBytes = 1 << 20;

    private const string FindSql = "SELECT id FROM gr_log WHERE line = ?1 AND version = ?2 AND channel = ?3";

    private const string AddLogSql = "INSERT INTO gr_log(line, version, channel) VALUES(?1, ?2, ?3)";

    private const string TailSql = "SELECT key, start + length(bytes) FROM gr_log_chunk WHERE key BETWEEN ?1 AND ?2 ORDER BY key DESC LIMIT 1";

    private const string AddChunkSql = "INSERT INTO gr_log_chunk(key, start, bytes) VALUES(?1, ?2, ?3)";

    private const string ChunksSql = "SELECT start, bytes FROM gr_log_chunk WHERE key BETWEEN ?1 AND ?2 ORDER BY key";

    private const string SizeSql = "SELECT sum(length(bytes)), count(*) FROM gr_log_chunk WHERE key BETWEEN ?1 AND ?2";

    private const string DropChunksSql = "DELETE FROM gr_log_chunk WHERE key BETWEEN ?1 AND ?2";

    private const string DropFromSql = "DELETE FROM gr_log_chunk WHERE key BETWEEN ?1 AND ?2 AND start >= ?3";

    private const string CutSql = "UPDATE gr_log_chunk SET bytes = substr(bytes, 1, ?3 - start) WHERE key BETWEEN ?1 AND ?2 AND start + length(bytes) > ?3";

    private const string DropLogSql = "DELETE FROM gr_log WHERE id = ?1";

    /// <summary>The key of a log; 0 where there is none.</summary>
    public static long Find(SqliteSession session, long line, long version, string channel)
    {
        using var statement = session.Prepare(FindSql);
        return statement.Bind(1, line).Bind(2, version).Bind(3, channel).Read() ? statement.Long(0) : 0;
    }

    public static long Add(SqliteSession session, long line, LogAppend append)
    {
        session.Prepare(AddLogSql).Bind(1, line).Bind(2, append.Version).Bind(3, append.Channel).Execute();
        return session.LastRowId();
    }

    /// <summary>How long the log is, and the number of its next chunk.</summary>
    public static (long Length, long Next) Tail(SqliteSession session, long log)
    {
        using var statement = session.Prepare(TailSql);
        return statement.Bind(1, ChunkKey.First(log)).Bind(2, ChunkKey.Last(log)).Read() ? (statement.Long(1), ChunkKey.Number(statement.Long(0)) + 1) : default;
    }

    public static void Append(SqliteSession session, long log, long number, long start, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        session.Prepare(AddChunkSql).Bind(1, ChunkKey.Of(log, number)).Bind(2, start).Bind(3, bytes).Execute();
        if (number % MergeEvery == MergeEvery - 1)
        {
            Merge(session, ChunkKey.Of(log, number - MergeEvery + 1), ChunkKey.Of(log, number));
        }
    }

    /// <summary>Gives the chunks below a length; the last may reach beyond it.</summary>
    public static List<(long Start, byte[] Bytes)> Read(SqliteSession session, long log, long length)
    {
        var chunks = new List<(long, byte[])>();
        using var statement = session.Prepare(ChunksSql);
        statement.Bind(1, ChunkKey.First(log)).Bind(2, ChunkKey.Last(log));
        while (statement.Read() && statement.Long(0) < length)
        {
            chunks.Add((statement.Long(0), statement.Bytes(1)));
        }

        return chunks;
    }

    public static void Truncate(SqliteSession session, long log, long length)
    {
        session.Prepare(DropFromSql).Bind(1, ChunkKey.First(log)).Bind(2, ChunkKey.Last(log)).Bind(3, length).Execute();
        session.Prepare(CutSql).Bind(1, ChunkKey.First(log)).Bind(2, ChunkKey.Last(log)).Bind(3, length).Execute();
    }

    public static void Drop(SqliteSession session, long log)
    {
        session.Prepare(DropChunksSql).Bind(1, ChunkKey.First(log)).Bind(2, ChunkKey.Last(log)).Execute();
        session.Prepare(DropLogSql).Bind(1, log).Execute();
    }

    private static void Merge(SqliteSession session, long first, long last)
    {
        var (bytes, start) = Collect(session, first, last);
        if (bytes is null)
        {
            return;
        }

        session.Prepare(DropChunksSql).Bind(1, first).Bind(2, last).Execute();
        session.Prepare(AddChunkSql).Bind(1, last).Bind(2, start).Bind(3, bytes).Execute();
    }

    private static (byte[]? Bytes, long Start) Collect(SqliteSession session, long first, long last)
    {
        using (var size = session.Prepare(SizeSql).Bind(1, first).Bind(2, last))
        {
            if (!size.Read() || size.Int(1) < 2 || size.Long(0) > MaxMergedBytes)
            {
                return default;
            }

            var bytes = new byte[size.Long(0)];
            using var chunks = session.Prepare(ChunksSql).Bind(1, first).Bind(2, last);
            var start = -1L;
            for (var filled = 0; chunks.Read();)
            {
                start = start < 0 ? chunks.Long(0) : start;
                var chunk = chunks.Span(1);
                chunk.CopyTo(bytes.AsSpan(filled));
                filled += chunk.Length;
            }

            return (bytes, start);
        }
    }
}
