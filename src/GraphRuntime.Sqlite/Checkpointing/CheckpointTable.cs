using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Rows of checkpoints.</summary>
internal static class CheckpointTable
{
    /// <summary>The columns that <see cref="ReadRecord"/> expects, in its order.</summary>
    public const string RecordColumns = "id, parent, source, step, paused, created, run, refs, metadata, body, results";

    private const string InsertSql = """
        INSERT INTO gr_checkpoint(id, parent, source, hidden, step, paused, created, run, refs, metadata, body, results, vals, line)
        VALUES(?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """;

    private const string MatchSql = "SELECT " + RecordColumns + ", vals FROM gr_checkpoint WHERE line = ?1 AND id = ?2 AND hidden = 0";

    private const string ExistsSql = "SELECT 1 FROM gr_checkpoint WHERE line = ?1 AND id = ?2 AND hidden = 0";

    private const string ReferencesSql = "SELECT id, refs FROM gr_checkpoint WHERE line = ?1 AND id >= ?2 AND hidden = 0";

    private const string LargestSql = "SELECT id FROM gr_checkpoint WHERE line = ?1 ORDER BY id DESC LIMIT 1";

    public static void Insert(SqliteSession session, long line, CheckpointRow row)
    {
        var record = row.Record;
        session.Prepare(InsertSql)
            .Bind(1, record.Id).Bind(2, record.ParentId).Bind(3, (long)record.Source).Bind(4, record.Step)
            .Bind(5, record.Paused ? 1L : 0L).Bind(6, RowCodec.Microseconds(record.CreatedAt)).Bind(7, record.RunId)
            .Bind(8, row.References).Bind(9, record.Metadata.Span).Bind(10, record.Body.Span).Bind(11, record.Results.Span).Bind(12, row.Values).Bind(13, line)
            .Execute();
    }

    public static bool Exists(SqliteSession session, long line, long id)
    {
        using var statement = session.Prepare(ExistsSql);
        return statement.Bind(1, line).Bind(2, id).Read();
    }

    /// <summary>Whether exactly this checkpoint is stored already.</summary>
    public static bool Holds(SqliteSession session, long line, CheckpointRow row)
    {
        using var statement = session.Prepare(MatchSql);
        var record = row.Record;
        return statement.Bind(1, line).Bind(2, record.Id).Read()
            && statement.Long(1) == record.ParentId && statement.Int(2) == (int)record.Source && statement.Int(3) == record.Step
            && statement.Int(4) == (record.Paused ? 1 : 0) && statement.Long(5) == RowCodec.Microseconds(record.CreatedAt)
            && string.Equals(statement.TextOrNull(6), record.RunId, StringComparison.Ordinal)
            && statement.Span(7).SequenceEqual(row.References) && statement.Span(8).SequenceEqual(record.Metadata.Span)
            && statement.Span(9).SequenceEqual(record.Body.Span) && statement.Span(10).SequenceEqual(record.Results.Span)
            && statement.Span(11).SequenceEqual(row.Values);
    }

    /// <summary>The largest id among all rows of a line, hidden ones too, or 0.</summary>
    public static long LargestId(SqliteSession session, long line)
    {
        using var statement = session.Prepare(LargestSql);
        return statement.Bind(1, line).Read() ? statement.Long(0) : 0;
    }

    /// <summary>Whether a visible checkpoint needs more of a log than its first bytes.</summary>
    public static bool NeedsBeyond(SqliteSession session, long line, LogAppend append)
    {
        using var statement = session.Prepare(ReferencesSql);
        statement.Bind(1, line).Bind(2, append.Version);
        while (statement.Read())
        {
            foreach (var reference in RowCodec.ReadReferences(statement.Span(1), statement.Long(0)))
            {
                if (reference.IsLog && reference.Version == append.Version && reference.Length > append.Offset
                    && string.Equals(reference.Channel, append.Channel, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public static CheckpointRecord ReadRecord(SqliteStatement statement)
    {
        var id = statement.Long(0);
        return new CheckpointRecord
        {
            Id = id,
            ParentId = statement.Long(1),
            Source = (CheckpointSource)statement.Int(2),
            Step = statement.Int(3),
            Paused = statement.Int(4) != 0,
            CreatedAt = RowCodec.Time(statement.Long(5)),
            RunId = statement.TextOrNull(6),
            Channels = RowCodec.ReadReferences(statement.Span(7), id),
            Metadata = statement.Bytes(8),
            Body = statement.Bytes(9),
            Results = statement.Bytes(10),
        };
    }
}
