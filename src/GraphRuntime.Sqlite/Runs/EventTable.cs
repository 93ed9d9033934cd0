using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Events of runs.</summary>
internal static class EventTable
{
    private const string LastSql = "SELECT seq FROM gr_run_event WHERE run = ?1 ORDER BY seq DESC LIMIT 1";

    private const string InsertSql = "INSERT INTO gr_run_event(run, seq, kind, ns, data, thread, number, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

    private const string PageSql = "SELECT seq, kind, ns, data FROM gr_run_event WHERE run = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";

    private const string PageOfThreadSql = """
        SELECT e.seq, e.kind, e.ns, e.data, e.number, e.at, r.id FROM gr_run_event e CROSS JOIN gr_run r ON r.key = e.run
        WHERE e.thread = ?1 AND e.number > ?2 ORDER BY e.number LIMIT ?3
        """;

    private const string DropSql = "DELETE FROM gr_run_event WHERE run = ?1";

    private const string OldSql = """
        SELECT r.key FROM gr_run r WHERE r.owed = 0 AND r.tell IS NULL AND r.finished IS NOT NULL AND r.finished <= ?1 AND (?2 IS NULL OR r.finished > ?2)
            AND EXISTS(SELECT 1 FROM gr_run_event e WHERE e.run = r.key) ORDER BY r.finished LIMIT ?3
        """;

    private const string DropAllSql = "DELETE FROM gr_run_event WHERE run IN (SELECT key FROM gr_run WHERE thread = ?1)";

    /// <summary>Adds events under the next numbers of the thread; those already stored are skipped. A gap is refused before anything is stored.</summary>
    public static void Append(SqliteSession session, ThreadRow thread, RunRow run, IReadOnlyList<RunEvent> events, DateTimeOffset now)
    {
        var added = Following(run, events, Last(session, run.Key));
        var last = thread.Header.LastEvent;
        foreach (var one in added)
        {
            session.Prepare(InsertSql).Bind(1, run.Key).Bind(2, one.Sequence).Bind(3, one.Kind).Bind(4, one.Namespace).Bind(5, one.Data.Span)
                .Bind(6, thread.Key).Bind(7, ++last).Bind(8, RowCodec.Microseconds(now)).Execute();
        }

        ThreadTable.SaveLastEvent(session, thread, last);
    }

    public static List<RunEvent> Page(SqliteSession session, RunRow run, long after, int limit) =>
        RunEventPage.Fit(session.Prepare(PageSql).Bind(1, run.Key).Bind(2, after).Bind(3, limit).Rows(Read), limit);

    public static List<StoredThreadEvent> PageOfThread(SqliteSession session, ThreadRow thread, long after, int limit) => RunEventPage.Fit(
        session.Prepare(PageOfThreadSql).Bind(1, thread.Key).Bind(2, after).Bind(3, limit)
            .Rows(static row => new StoredThreadEvent(row.Long(4), row.Text(6), row.Moment(5)) { Event = Read(row) }),
        limit);

    public static void Drop(SqliteSession session, long runKey) => session.Prepare(DropSql).Bind(1, runKey).Execute();

    /// <summary>The runs with events that ended within a time and are done with.</summary>
    public static List<long> Old(SqliteSession session, DateTimeOffset until, DateTimeOffset? from, int limit) =>
        session.Prepare(OldSql).Bind(1, RowCodec.Microseconds(until)).Bind(2, Moments.Stored(from)).Bind(3, limit).Numbers();

    /// <summary>Removes the events of all runs of a thread; to be called before the runs themselves go.</summary>
    public static void DropAll(SqliteSession session, ThreadRow thread) => session.Prepare(DropAllSql).Bind(1, thread.Key).Execute();

    private static RunEvent Read(SqliteStatement row) => new(row.Long(0), row.Text(1), row.Text(2), row.Bytes(3));

    private static List<RunEvent> Following(RunRow run, IReadOnlyList<RunEvent> events, long last)
    {
        var added = new List<RunEvent>(events.Count);
        foreach (var one in events)
        {
            if (one.Sequence <= last)
            {
                continue;
            }

            if (one.Sequence != last + added.Count + 1)
            {
                throw new ArgumentException(
                    $"Run '{run.Stored.RunId}': event {one.Sequence} does not follow event {last + added.Count}. Append events in order and without gaps.", nameof(events));
            }

            added.Add(one);
        }

        return added;
    }

    private static long Last(SqliteSession session, long runKey)
    {
        using var statement = session.Prepare(LastSql);
        return statement.Bind(1, runKey).Read() ? statement.Long(0) : 0;
    }
}
