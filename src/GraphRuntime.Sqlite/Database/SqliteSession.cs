using SQLitePCL;

namespace GraphRuntime.Sqlite.Database;

/// <summary>One native connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    // By reference: the texts are constants, and long to hash.
    private readonly Dictionary<object, (sqlite3_stmt Native, SqliteStatement Statement)> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly sqlite3 _connection;
    private readonly string _target;

    private SqliteSession(sqlite3 connection, string target)
    {
        _connection = connection;
        _target = target;
    }

    /// <summary>True outside a transaction; SQLite itself ends a transaction after some errors.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(_connection) != 0;

    /// <summary>Rows changed since the session was opened; tells whether a refused work has written anything.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(_connection);

    public static SqliteSession Open(SqliteTarget target, SqliteStorageOptions options)
    {
        var code = raw.sqlite3_open_v2(target.FileName, out var connection, target.Flags, null);
        if (code != raw.SQLITE_OK)
        {
            var error = SqliteErrors.Create(code, connection, target.DisplayName);
            connection?.manual_close_v2();
            throw error;
        }

        var session = new SqliteSession(connection, target.DisplayName);
        try
        {
            raw.sqlite3_busy_timeout(connection, (int)options.BusyTimeout.TotalMilliseconds);
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

    public void Begin() => Prepare(Sql.Begin).Execute();

    public void BeginImmediate() => Prepare(Sql.BeginImmediate).Execute();

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

    private static class Sql
    {
        public const string Begin = "BEGIN";
        public const string BeginImmediate = "BEGIN IMMEDIATE";
        public const string Commit = "COMMIT";
        public const string Rollback = "ROLLBACK";
    }
}
