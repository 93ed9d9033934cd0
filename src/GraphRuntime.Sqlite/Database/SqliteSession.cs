using SQLitePCL;

namespace GraphRuntime.Sqlite.Database;

/// <summary>One native connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    // By reference: the texts are constants, and long to hash.
    private readonly Dictionary<object, (sqlite3_stmt Native, SqliteStatement Statement)> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly sqlite3 _connection;
    private readonly string _target;
    private readonly int _busyMilliseconds;

    private SqliteSession(sqlite3 connection, string target, int busyMilliseconds)
    {
        _connection = connection;
        _target = target;
        _busyMilliseconds = busyMilliseconds;
        raw.sqlite3_busy_timeout(connection, busyMilliseconds);
    }

    /// <summary>True outside a transaction; SQLite itself ends a transaction after some errors.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(_connection) != 0;

    /// <summary>Rows changed since the session was opened; tells whether a refused work has written anything.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(_connection);

    /// <summary>Opens a session.</summary>
    /// <param name="target">The database.</param>
    /// <param name="options">What a commit promises.</param>
    /// <param name="busyTimeout">How long to wait for other connections.</param>
    public static SqliteSession Open(SqliteTarget target, SqliteStorageOptions options, TimeSpan busyTimeout)
    {
        var code = raw.sqlite3_open_v2(target.FileName, out var connection, target.Flags, null);
        if (code != raw.SQLITE_OK)
        {
            var error = SqliteErrors.NotOpened(code, connection, target);
            connection?.manual_close_v2();
            throw error;
        }

        var session = new SqliteSession(connection, target.DisplayName, (int)busyTimeout.TotalMilliseconds);
        try
        {
            if (raw.sqlite3_db_readonly(connection, "main") == 1)
            {
                throw session.Error(raw.SQLITE_READONLY);
            }

            session.Run(options.Synchronous == SqliteSynchronous.Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Gives the prepared statement of a constant text; it is prepared once.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            return known.Statement;
        }

        var code = raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out var native);
        if (code != raw.SQLITE_OK)
        {
            throw Error(code);
        }

        var statement = new SqliteStatement(this, native);
        _statements.Add(sql, (native, statement));
        return statement;
    }

    public void Run(string sql)
    {
        var code = raw.sqlite3_exec(_connection, sql);
        if (code != raw.SQLITE_OK)
        {
            throw Error(code);
        }
    }

    /// <summary>Begins a transaction that reads what is committed now.</summary>
    public void BeginSnapshot()
    {
        Prepare(Sql.Begin).Execute();
        Scalar(Sql.FirstRead);
    }

    /// <summary>
    /// Begins a transaction that writes, as soon as no other connection has one. SQLite's own wait is no good here: its pauses grow to a tenth
    /// of a second, while a busy neighbour leaves gaps of microseconds.
    /// </summary>
    public void BeginImmediate()
    {
        var begin = Prepare(Sql.BeginImmediate);
        TryUntilFree(begin.TryExecute);
    }

    /// <summary>Runs something that waits for other connections, with pauses of a millisecond, for the busy timeout at most.</summary>
    /// <param name="attempt">Tries; false where another connection is in the way. The last try, which is told so, throws instead.</param>
    public void TryUntilFree(Func<bool, bool> attempt)
    {
        // The wait is measured, not counted: a pause of a millisecond takes fifteen on some systems, and so may an attempt.
        var start = TimeProvider.System.GetTimestamp();
        raw.sqlite3_busy_timeout(_connection, 0);
        try
        {
            while (!attempt(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds >= _busyMilliseconds))
            {
#pragma warning disable RS0030 // SQLite is synchronous: its writer waits for another process on a thread that has nothing else to do.
                Thread.Sleep(1);
#pragma warning restore RS0030
            }
        }
        finally
        {
            raw.sqlite3_busy_timeout(_connection, _busyMilliseconds);
        }
    }

    public void Commit() => Prepare(Sql.Commit).Execute();

    /// <summary>Leaves the transaction if there still is one.</summary>
    public void Rollback()
    {
        if (!IsIdle)
        {
            Prepare(Sql.Rollback).Execute();
        }
    }

    public long LastRowId() => raw.sqlite3_last_insert_rowid(_connection);

    public long Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Read() ? statement.Long(0) : 0;
    }

    public string ScalarText(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Read() ? statement.Text(0) : "";
    }

    public StorageException Error(int code)
    {
        var extended = raw.sqlite3_extended_errcode(_connection);
        return SqliteErrors.Create((extended & 0xff) == (code & 0xff) ? extended : code, _connection, _target);
    }

    public void Dispose()
    {
        foreach (var (native, _) in _statements.Values)
        {
            native.manual_close();
        }

        _statements.Clear();
        _connection.manual_close_v2();
    }

    /// <summary>Refuses to go on with a file to which its path does not lead any more; databases in memory have no file.</summary>
    /// <exception cref="StorageException">The file was deleted, moved or replaced since this session opened it.</exception>
    public void ThrowIfMoved()
    {
        if (NativeMethods.HasMoved(_connection))
        {
            throw SqliteErrors.Moved(_target);
        }
    }

    private static class Sql
    {
        public const string Begin = "BEGIN";

        // BEGIN alone takes no snapshot yet.
        public const string FirstRead = "PRAGMA schema_version";
        public const string BeginImmediate = "BEGIN IMMEDIATE";
        public const string Commit = "COMMIT";
        public const string Rollback = "ROLLBACK";
    }
}
