using SQLitePCL;

namespace GraphRuntime.Benchmarks.Stores;

/// <summary>A connection used by hand: prepared statements, no layers.</summary>
internal sealed class RawSqlite : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly Dictionary<string, sqlite3_stmt> _statements = [];

    public RawSqlite(string file)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open_v2(file, out _connection, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null));
        raw.sqlite3_busy_timeout(_connection, 5000);
    }

    public long LastRowId => raw.sqlite3_last_insert_rowid(_connection);

    public void Run(string sql) => Check(raw.sqlite3_exec(_connection, sql));

    public sqlite3_stmt Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
            _statements.Add(sql, statement);
        }

        return statement;
    }

    public void Execute(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Check(code);
        }

        Check(raw.sqlite3_reset(statement));
    }

    public long Number(string sql)
    {
        var statement = Prepare(sql);
        raw.sqlite3_step(statement);
        var number = raw.sqlite3_column_int64(statement, 0);
        Check(raw.sqlite3_reset(statement));
        return number;
    }

    /// <summary>Reads all rows; values are numbers, texts, bytes or null.</summary>
    public List<object?[]> Rows(string sql)
    {
        var rows = new List<object?[]>();
        var statement = Prepare(sql);
        while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
        {
            var row = new object?[raw.sqlite3_column_count(statement)];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = raw.sqlite3_column_type(statement, i) switch
                {
                    raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, i),
                    raw.SQLITE_TEXT => raw.sqlite3_column_text(statement, i).utf8_to_string(),
                    raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, i).ToArray(),
                    _ => null,
                };
            }

            rows.Add(row);
        }

        Check(raw.sqlite3_reset(statement));
        return rows;
    }

    public static void Bind(sqlite3_stmt statement, int index, object? value)
    {
        _ = value switch
        {
            long number => raw.sqlite3_bind_int64(statement, index, number),
            string text => raw.sqlite3_bind_text(statement, index, text),
            byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
            _ => raw.sqlite3_bind_null(statement, index),
        };
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"SQLite: {code} {raw.sqlite3_errmsg(_connection).utf8_to_string()}");
        }
    }
}
