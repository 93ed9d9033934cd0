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

        // Threads and runs. The partial indexes stay as small as the work in flight; one of them makes a second running run of a thread impossible.
        """
        CREATE TABLE gr_run_thread(thread INTEGER PRIMARY KEY, status INTEGER NOT NULL, rest INTEGER NOT NULL, pause INTEGER, questions BLOB,
            graph TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, last_seq INTEGER NOT NULL, place INTEGER, wakes INTEGER, metadata BLOB,
            winds_run TEXT, winds_epoch INTEGER, winds_until INTEGER);
        CREATE INDEX gr_run_thread_created ON gr_run_thread(created);
        CREATE INDEX gr_run_thread_place ON gr_run_thread(place) WHERE place IS NOT NULL;
        CREATE INDEX gr_run_thread_wakes ON gr_run_thread(wakes) WHERE wakes IS NOT NULL;
        CREATE TABLE gr_run(key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, thread INTEGER NOT NULL, graph TEXT NOT NULL, seq INTEGER NOT NULL,
            status INTEGER NOT NULL, reason INTEGER NOT NULL, strategy INTEGER NOT NULL, idem TEXT, delayed INTEGER NOT NULL,
            not_before INTEGER NOT NULL, created INTEGER NOT NULL, started INTEGER, finished INTEGER, attempt INTEGER NOT NULL,
            max_attempts INTEGER NOT NULL, owner TEXT, epoch INTEGER NOT NULL, lease_until INTEGER, signal INTEGER NOT NULL,
            signal_deadline INTEGER, guards INTEGER NOT NULL, owed INTEGER NOT NULL, error TEXT, questions BLOB, metadata BLOB,
            input BLOB, config BLOB, output BLOB, interrupts BLOB, tell INTEGER, told INTEGER NOT NULL DEFAULT 0, UNIQUE(thread, seq));
        CREATE INDEX gr_run_created ON gr_run(created);
        CREATE UNIQUE INDEX gr_run_idem ON gr_run(thread, idem) WHERE idem IS NOT NULL;
        CREATE UNIQUE INDEX gr_run_running ON gr_run(thread) WHERE status = 1;
        CREATE INDEX gr_run_pending ON gr_run(thread, delayed, seq) WHERE status = 0;
        CREATE INDEX gr_run_owed ON gr_run(thread, seq) WHERE owed = 1;
        CREATE INDEX gr_run_tell ON gr_run(tell) WHERE tell IS NOT NULL AND finished IS NOT NULL;
        CREATE INDEX gr_run_ended ON gr_run(finished) WHERE owed = 0 AND finished IS NOT NULL;
        CREATE TABLE gr_run_event(run INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, ns TEXT NOT NULL, data BLOB,
            PRIMARY KEY(run, seq)) WITHOUT ROWID;
        """,

        // Long-term memory. A namespace is its names, each with a zero byte behind it, so that one range of the index holds all below a namespace.
        """
        CREATE TABLE gr_store(id INTEGER PRIMARY KEY, ns BLOB NOT NULL, key TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
            ttl INTEGER, expires INTEGER, vectors BLOB, value BLOB NOT NULL, UNIQUE(ns, key));
        CREATE INDEX gr_store_expires ON gr_store(expires) WHERE expires IS NOT NULL;
        """,

        // The context values that later runs of a thread inherit.
        """
        ALTER TABLE gr_run_thread ADD COLUMN context BLOB;
        """,

        // Events are numbered by thread, and what happens to runs is told among them. A thread that is deleted leaves its last number in gr_thread.
        """
        ALTER TABLE gr_thread ADD COLUMN last_event INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE gr_run_thread ADD COLUMN last_event INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE gr_run_event ADD COLUMN thread INTEGER;
        ALTER TABLE gr_run_event ADD COLUMN number INTEGER;
        ALTER TABLE gr_run_event ADD COLUMN at INTEGER;
        CREATE UNIQUE INDEX gr_run_event_number ON gr_run_event(thread, number) WHERE number IS NOT NULL;
        CREATE TABLE gr_run_fact(thread INTEGER NOT NULL, number INTEGER NOT NULL, run TEXT NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL,
            status INTEGER NOT NULL, reason INTEGER NOT NULL, strategy INTEGER NOT NULL, attempt INTEGER NOT NULL, text TEXT, data BLOB,
            PRIMARY KEY(thread, number)) WITHOUT ROWID;
        """,

        // The id of a run is unique in its thread, not in the database. Rows keep their keys, by which events find them. Runs that are held; names of merged runs; the
        // number of changes of a thread, and the graph of the run that is claimed next.
        """
        CREATE TABLE gr_run_new(key INTEGER PRIMARY KEY, id TEXT NOT NULL, thread INTEGER NOT NULL, graph TEXT NOT NULL, seq INTEGER NOT NULL,
            status INTEGER NOT NULL, reason INTEGER NOT NULL, strategy INTEGER NOT NULL, idem TEXT, delayed INTEGER NOT NULL,
            not_before INTEGER NOT NULL, created INTEGER NOT NULL, started INTEGER, finished INTEGER, attempt INTEGER NOT NULL,
            max_attempts INTEGER NOT NULL, owner TEXT, epoch INTEGER NOT NULL, lease_until INTEGER, signal INTEGER NOT NULL,
            signal_deadline INTEGER, guards INTEGER NOT NULL, owed INTEGER NOT NULL, error TEXT, questions BLOB, metadata BLOB,
            input BLOB, config BLOB, output BLOB, interrupts BLOB, tell INTEGER, told INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0,
            UNIQUE(thread, seq), UNIQUE(thread, id));
        INSERT INTO gr_run_new(key, id, thread, graph, seq, status, reason, strategy, idem, delayed, not_before, created, started, finished, attempt,
            max_attempts, owner, epoch, lease_until, signal, signal_deadline, guards, owed, error, questions, metadata, input, config, output,
            interrupts, tell, told)
            SELECT key, id, thread, graph, seq, status, reason, strategy, idem, delayed, not_before, created, started, finished, attempt,
            max_attempts, owner, epoch, lease_until, signal, signal_deadline, guards, owed, error, questions, metadata, input, config, output,
            interrupts, tell, told FROM gr_run;
        DROP TABLE gr_run;
        ALTER TABLE gr_run_new RENAME TO gr_run;
        CREATE INDEX gr_run_created ON gr_run(created);
        CREATE UNIQUE INDEX gr_run_idem ON gr_run(thread, idem) WHERE idem IS NOT NULL;
        CREATE UNIQUE INDEX gr_run_running ON gr_run(thread) WHERE status = 1;
        CREATE INDEX gr_run_pending ON gr_run(thread, delayed, seq) WHERE status = 0;
        CREATE INDEX gr_run_owed ON gr_run(thread, seq) WHERE owed = 1;
        CREATE INDEX gr_run_tell ON gr_run(tell) WHERE tell IS NOT NULL AND finished IS NOT NULL;
        CREATE INDEX gr_run_ended ON gr_run(finished) WHERE owed = 0 AND finished IS NOT NULL;
        CREATE TABLE gr_run_name(thread INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT NOT NULL, run INTEGER NOT NULL,
            PRIMARY KEY(thread, kind, name)) WITHOUT ROWID;
        CREATE INDEX gr_run_name_run ON gr_run_name(run);
        ALTER TABLE gr_run_thread ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE gr_run_thread ADD COLUMN next_graph TEXT;
        UPDATE gr_run_thread SET next_graph = (SELECT r.graph FROM gr_run r WHERE r.thread = gr_run_thread.thread AND r.status = 0 AND r.delayed = 0
            ORDER BY r.seq LIMIT 1) WHERE place IS NOT NULL;
        """,

        // The run that an input is for or has gone into, and how many inputs were admitted for a run.
        """
        ALTER TABLE gr_run ADD COLUMN steers TEXT;
        ALTER TABLE gr_run ADD COLUMN steered INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX gr_run_steers ON gr_run(thread, steers, seq) WHERE steers IS NOT NULL;
        """,

        // Records of runs that were rolled back or deleted, where the coordinator asks for them.
        """
        CREATE TABLE gr_run_removed(thread INTEGER NOT NULL, seq INTEGER NOT NULL, run TEXT NOT NULL, graph TEXT NOT NULL, rolled_back INTEGER NOT NULL,
            status INTEGER NOT NULL, created INTEGER NOT NULL, started INTEGER, removed INTEGER NOT NULL, expires INTEGER NOT NULL, removed_by TEXT, caller TEXT,
            checkpoints INTEGER NOT NULL, writes INTEGER NOT NULL, events INTEGER NOT NULL, input BLOB, PRIMARY KEY(thread, seq)) WITHOUT ROWID;
        CREATE INDEX gr_run_removed_expires ON gr_run_removed(expires);
        """,

        // More urgent runs go first in their queue.
        """
        ALTER TABLE gr_run ADD COLUMN urgency INTEGER NOT NULL DEFAULT 0;
        DROP INDEX gr_run_pending;
        CREATE INDEX gr_run_pending ON gr_run(thread, delayed, urgency DESC, seq) WHERE status = 0;
        """,

        // The subgraph that an input is for.
        """
        ALTER TABLE gr_run ADD COLUMN steers_path TEXT;
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
