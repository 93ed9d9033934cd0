using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Reads the events and facts of a thread as one sequence.</summary>
internal static class ThreadEvents
{
    public static StoredThreadEventPage? Page(SqliteSession session, string threadId, long after, int limit) =>
        ThreadTable.Find(session, threadId) is { } thread
            ? new StoredThreadEventPage(
                Merge(EventTable.PageOfThread(session, thread, after, limit), FactTable.Page(session, thread, after, limit), limit), thread.Header.LastEvent)
            : null;

    public static StoredThreadEventPage? Facts(SqliteSession session, RunFactQuery query) =>
        ThreadTable.Find(session, query.ThreadId) is { } thread
            ? new StoredThreadEventPage(FactTable.Page(session, thread, query.After, query.Limit, query.RunIds), thread.Header.LastEvent)
            : null;

    private static List<StoredThreadEvent> Merge(List<StoredThreadEvent> events, List<StoredThreadEvent> facts, int limit) =>
        RunEventPage.Fit(events.Concat(facts).OrderBy(static one => one.Number), limit);
}
