using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Reads pages of threads and runs. Metadata is compared here, by JSON equality, as for checkpoints.</summary>
internal static class Listings
{
    private const string ThreadsSql = "SELECT " + ThreadTable.Columns + """
         FROM gr_run_thread r CROSS JOIN gr_thread t ON t.id = r.thread WHERE (?1 IS NULL OR r.status = ?1)
        """;

    private const string OldestThreadsSql = ThreadsSql + " ORDER BY r.created, t.name";

    private const string NewestThreadsSql = ThreadsSql + " ORDER BY r.created DESC, t.name DESC";

    private const string RunsSql = RunColumns.Select + "WHERE (?2 IS NULL OR r.status = ?2) AND (?3 IS NULL OR r.id IN (SELECT value FROM json_each(?3)))";

    private const string OldestRunsSql = RunsSql + " ORDER BY r.created, t.name, r.seq";

    private const string NewestRunsSql = RunsSql + " ORDER BY r.created DESC, t.name DESC, r.seq DESC";

    private const string OldestOfThreadSql = RunsSql + " AND r.thread = ?1 ORDER BY r.seq";

    private const string NewestOfThreadSql = RunsSql + " AND r.thread = ?1 ORDER BY r.seq DESC";

    public static List<StoredThread> Threads(SqliteSession session, ThreadQuery query)
    {
        var statement = session.Prepare(query.NewestFirst ? NewestThreadsSql : OldestThreadsSql).Bind(1, (long?)query.Status);
        return Page(statement, new MetadataFilter(query.Metadata), static row => ThreadTable.Read(row).Header.ToStored(), static thread => thread.Metadata, query.Offset, query.Limit);
    }

    public static List<StoredRun> Runs(SqliteSession session, RunQuery query)
    {
        var thread = query.ThreadId is { } threadId ? ThreadTable.Find(session, threadId) : null;
        if (query.ThreadId is not null && thread is null)
        {
            return [];
        }

        var sql = thread is null
            ? query.NewestFirst ? NewestRunsSql : OldestRunsSql
            : query.NewestFirst ? NewestOfThreadSql : OldestOfThreadSql;
        var statement = session.Prepare(sql).Bind(1, thread?.Key).Bind(2, (long?)query.Status).Bind(3, query.RunIds is { } ids ? JsonArray.Of(ids) : null);
        return Page(statement, new MetadataFilter(query.Metadata), row => RunColumns.Read(row, query.WithContents).Stored, static run => run.Metadata, query.Offset, query.Limit);
    }

    private static List<T> Page<T>(
        SqliteStatement statement, MetadataFilter filter, Func<SqliteStatement, T> read, Func<T, ReadOnlyMemory<byte>> metadata, int offset, int limit)
    {
        var page = new List<T>();
        using (statement)
        {
            while (page.Count < limit && statement.Read())
            {
                if (filter.IsEmpty && offset > 0)
                {
                    offset--;
                    continue;
                }

                var item = read(statement);
                if (Accepts(filter, metadata(item)) && --offset < 0)
                {
                    page.Add(item);
                }
            }
        }

        return page;
    }

    private static bool Accepts(MetadataFilter filter, ReadOnlyMemory<byte> metadata)
    {
        try
        {
            return filter.Fits(metadata);
        }
        catch (JsonException damage)
        {
            throw new StorageException(StorageProblem.Corrupted, "The metadata of a stored thread or run is not JSON. Write one UTF-8 JSON object of scalars.", damage);
        }
    }
}
