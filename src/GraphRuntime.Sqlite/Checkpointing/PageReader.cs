using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>Reads one page of a listing, newest first.</summary>
internal sealed class PageReader(CheckpointQuery query, MetadataFilter filter)
{
    // A page ends after so many hits, or after so many rows that did not fit, so that a snapshot never stays open for long.
    private const int MaxHits = 100;
    private const int MaxRows = 2000;

    private const string RowsSql = "SELECT " + CheckpointTable.RecordColumns + """
         FROM gr_checkpoint
        WHERE line = ?1 AND id < ?2 AND hidden = 0
            AND (?3 IS NULL OR source = ?3) AND (?4 IS NULL OR step = ?4) AND (?5 IS NULL OR run = ?5)
        ORDER BY id DESC
        """;

    /// <summary>Gives the hits below an id, and the id to go on below; 0 at the end.</summary>
    public (List<StoredCheckpoint> Hits, long Next) Read(SqliteSession session, long before, int limit)
    {
        var key = Line.Find(session, query.Address).LineKey;
        if (key == 0 || before <= 1)
        {
            return ([], 0);
        }

        var reader = new CheckpointReader(session, query.Address, key);
        var (records, next) = Records(session, reader, key, before, Math.Min(limit, MaxHits));
        return (reader.Complete(records, query.IncludeValues), next);
    }

    private (List<CheckpointRecord> Records, long Next) Records(SqliteSession session, CheckpointReader reader, long line, long before, int wanted)
    {
        var records = new List<CheckpointRecord>();
        using var statement = session.Prepare(RowsSql);
        statement.Bind(1, line).Bind(2, before).Bind(3, (long?)query.Source).Bind(4, query.Step).Bind(5, query.RunId);
        for (var rows = 1; statement.Read(); rows++)
        {
            var record = reader.Record(statement);
            if (Accepts(record))
            {
                records.Add(record);
            }

            if (records.Count == wanted || rows == MaxRows)
            {
                return (records, record.Id);
            }
        }

        return (records, 0);
    }

    private bool Accepts(CheckpointRecord record)
    {
        try
        {
            return filter.Fits(record.Metadata);
        }
        catch (JsonException damage)
        {
            throw new CheckpointCorruptedException(query.Address.ThreadId, query.Address.Namespace, record.Id, null, "its metadata is not JSON", damage);
        }
    }
}
