namespace GraphRuntime.Sqlite.Database;

/// <summary>
/// The schema of one database file: checkpoints, and whatever else this provider keeps beside them. Migrations are only ever appended;
/// a released one never changes.
/// </summary>
internal static class SchemaMigrations
{
    // Rows of checkpoints are appended at the end of their table, so that the steps of many threads share pages in one commit; a narrow index
    // finds them. Keys of chunks are two numbers in one (see ChunkKey). Names are UTF-8 text of exact length.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE gr_thread(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL);
        CREATE TABLE gr_line(id INTEGER PRIMARY KEY, thread INTEGER NOT NULL, ns TEXT NOT NULL, last_id INTEGER NOT NULL, UNIQUE(thread, ns));
        CREATE TABLE gr_checkpoint(key INTEGER PRIMARY KEY, line INTEGER NOT NULL, id INTEGER NOT NULL, parent INTEGER NOT NULL,
            source INTEGER NOT NULL, hidden INTEGER NOT NULL, step INTEGER NOT NULL, paused INTEGER NOT NULL, created INTEGER NOT NULL,
            run TEXT, refs BLOB, metadata BLOB, body BLOB, results BLOB, vals BLOB);
        CREATE UNIQUE INDEX gr_checkpoint_id ON gr_checkpoint(line, id);
        CREATE TABLE gr_log(id INTEGER PRIMARY KEY, line INTEGER NOT NULL, version INTEGER NOT NULL, channel TEXT NOT NULL,
            UNIQUE(line, version, channel));
        CREATE TABLE gr_log_chunk(key INTEGER PRIMARY KEY, start INTEGER NOT NULL, bytes BLOB NOT NULL);
        CREATE TABLE gr_pending_write(line INTEGER NOT NULL, checkpoint INTEGER NOT NULL, task TEXT NOT NULL, kind INTEGER NOT NULL, run TEXT,
            payload BLOB, PRIMARY KEY(line, checkpoint, task, kind)) WITHOUT ROWID;
        """,
    ];

    public static int Latest => Steps.Length;

    /// <summary>Brings the schema up to date. Safe to run again, and by several processes at once: the write lock lets one of them do it.</summary>
    public static void Apply(SqliteSession session, string target)
    {
        if (Version(session) == Latest)
        {
            return;
        }

        session.BeginImmediate();
        try
        {
            var version = Version(session);
            if (version > Latest)
            {
                throw SqliteErrors.NewerSchema(target, version, Latest);
            }

            session.Run("CREATE TABLE IF NOT EXISTS gr_schema(version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)");
            for (; version < Latest; version++)
            {
                session.Run(Steps[version]);
                session.Prepare("INSERT INTO gr_schema(version, applied_at) VALUES(?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))").Bind(1, version + 1L).Execute();
            }

            session.Commit();
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }

    private static int Version(SqliteSession session) =>
        session.Scalar("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'gr_schema'") == 0
            ? 0
            : (int)session.Scalar("SELECT coalesce(max(version), 0) FROM gr_schema");
}
